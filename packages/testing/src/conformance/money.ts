import { compare, decode, entities, multiply, negate, sum, toDecimal } from "@opensme/core";
import { fieldsIn } from "@opensme/core/schema";
import { insist, type Law } from "./law.ts";
import { eachLeaf, recordOf } from "./mapping.ts";
import { wholeRead } from "./vendor.ts";

/** Amounts of currencies with no, two and three decimals, and such as floating point spoils. */
const amounts = ["1250000", "1250.5", "1250.505", "0.1", "0.001", "123456789012.345", "-3.03"];

/** Digits that floating point leaves behind. */
const noise = /"-?\d*\.?\d{0,3}(?:0{9,}|9{9,})\d*"|"-?\d+(?:\.\d+)?[eE][+-]?\d+"/;

type Document = Readonly<Record<string, unknown>>;

export const moneyLaws: readonly Law[] = [
  {
    number: 47,
    title: "money is exact, and documents agree with themselves",
    async check(subject) {
      for (const { key, resource, path, value, raw, read } of eachLeaf(subject)) {
        const isText = typeof value === "string";
        if (typeof value !== "number" && !(isText && toDecimal(value) !== undefined)) continue;
        const before = recordOf(decode(resource, raw));
        /** The decimals of the record by path. */
        const decimals = (record: Document | undefined) =>
          new Map(
            fieldsIn(entities[resource.entity], record).flatMap(({ path: at, value: amount, meta }) =>
              meta["format"] === "decimal" ? [[at, amount] as const] : [],
            ),
          );
        const probe = decimals(read(isText ? "4711.5" : 4711.5));
        // Where the amount goes as it is, every amount must.
        const carriers = [...probe].flatMap(([at, amount]) =>
          amount === "4711.5" && decimals(before).get(at) !== "4711.5" ? [at] : [],
        );
        for (const amount of amounts) {
          const record = read(isText ? amount : Number(amount));
          if (!record) continue;
          const odd = noise.exec(JSON.stringify([...decimals(record).values()]));
          insist(!odd, `${key}: ${amount} in ${path} became ${odd?.[0] ?? ""}`);
          // Less than nothing may be read as the other direction.
          for (const at of amount.startsWith("-") ? [] : carriers) {
            const became = decimals(record).get(at);
            insist(became === amount, `${key}: ${amount} in ${path} became ${String(became)} in ${at}`);
          }
        }
      }
      for (const { stream, changes } of (await wholeRead(subject)).streams) {
        for (const change of changes) {
          if (change.type !== "upsert") continue;
          const problem = disagreement({ ...change.record }, stream.entity);
          insist(!problem, `${stream.resource} ${change.id}: ${problem ?? ""}`);
        }
      }
    },
  },
];

/** What of a document does not agree with the rest of it; undefined where all does. */
const disagreement = (document: Document, entity: string): string | undefined => {
  const lines = listOf(document["lines"]);
  if (entity === "journalEntry") {
    const net = sum(...lines.map((line) => amountOf(line, "amount")));
    const gross = sum(net, ...lines.map((line) => amountOf(line, "tax")));
    return net === "0" || gross === "0" ? undefined : `debits and credits differ by ${net}`;
  }
  // Every line may be rounded on its own.
  const tolerance = multiply(unitOf(document["currency"]), String(lines.length + 1));
  const isNear = (left: string, right: string): boolean => {
    const difference = sum(left, negate(right));
    return compare(difference, tolerance) <= 0 && compare(difference, negate(tolerance)) >= 0;
  };
  return totalProblem(document, lines, isNear) ?? settlementProblem(document, isNear);
};

/** Lines make the sum of the document, and this makes its total with tax, charges and discount, as far as the document states them. */
const totalProblem = (
  document: Document,
  lines: readonly Document[],
  isNear: (left: string, right: string) => boolean,
): string | undefined => {
  const [subTotal, total] = [amountOf(document, "subTotal"), amountOf(document, "total")];
  const tax = amountOf(document, "tax") ?? "0";
  const discount = amountOf(document, "discount") ?? "0";
  const charges = sum(...listOf(document["charges"]).map((charge) => amountOf(charge, "amount")));
  const fee = amountOf(document, "fee") ?? "0";
  // The sum of a document may be meant before or after its discount and charges, and a price with or without its tax.
  const withTax = document["taxInclusive"] === undefined ? ["0", tax] : document["taxInclusive"] ? ["0", tax] : [tax];
  const extras = withTax.flatMap((added) =>
    ["0", negate(discount)].flatMap((less) =>
      ["0", charges].flatMap((more) => ["0", negate(fee)].map((kept) => sum(added, less, more, kept))),
    ),
  );
  if (subTotal !== undefined && total !== undefined && !extras.some((extra) => isNear(sum(subTotal, extra), total)))
    return `${subTotal} and ${tax} of tax do not make ${total}`;
  const priced = lines.map((line) => amountOf(line, "total"));
  const whole = subTotal ?? total;
  if (priced.length === 0 || whole === undefined || priced.includes(undefined)) return undefined;
  const added = sum(...priced);
  const isSum = [whole, total ?? whole].some((amount) => extras.some((extra) => isNear(sum(added, extra), amount)));
  return isSum ? undefined : `its lines make ${added}, and not ${whole}`;
};

/** What is paid, credited and due make the total, unless the document was taken back. */
const settlementProblem = (
  document: Document,
  isNear: (left: string, right: string) => boolean,
): string | undefined => {
  const [total, paid, due] = ["total", "paid", "due"].map((field) => amountOf(document, field));
  if (total === undefined || paid === undefined || due === undefined) return undefined;
  if (["void", "deleted"].includes(String(document["status"]))) return undefined;
  return isNear(sum(paid, amountOf(document, "credited"), due), total)
    ? undefined
    : `${paid} paid and ${due} due do not make ${total}`;
};

/** The smallest amount of a currency. */
const unitOf = (currency: unknown): string => {
  const digits =
    typeof currency === "string"
      ? (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2)
      : 0;
  return digits === 0 ? "1" : `0.${"0".repeat(digits - 1)}1`;
};

const amountOf = (of: Document, field: string): string | undefined =>
  typeof of[field] === "string" ? of[field] : undefined;

const listOf = (value: unknown): readonly Document[] => (Array.isArray(value) ? value : []);
