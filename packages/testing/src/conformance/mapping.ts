import { isDeepStrictEqual } from "node:util";
import { type Change, decode, type Resource } from "@opensme/core";
import { insist, type Law, readAll, type Subject, some, withVendor } from "./law.ts";
import { leafPaths, leavesOf } from "./schema.ts";

interface Mapped {
  key: string;
  resource: Resource;
  rows: readonly { raw: unknown; expected: Readonly<Record<string, unknown>> }[];
}

const mapped = ({ connector, fixtures }: Subject): Mapped[] =>
  Object.entries(connector.resources).map(([key, resource]) => ({
    key,
    resource: resource as unknown as Resource,
    rows: fixtures[key]?.rows ?? [],
  }));

const outcome = (change: Change): unknown => (change.type === "upsert" ? change.record : "reject");

const numbersOf = (value: unknown): string => JSON.stringify(value);

const vietnamese = "Nguyễn Thị Ánh Đào";
const strangeWord = "a-word-nobody-knows";

/** Sums that a document states of itself must agree: net and tax make the total. Amounts in the smallest unit of the currency may be rounded. */
const disagreement = (record: Readonly<Record<string, unknown>>): string | undefined => {
  const amount = (field: string): number | undefined =>
    typeof record[field] === "string" ? Number(record[field]) : undefined;
  const [subTotal, tax, total] = [amount("subTotal"), amount("tax"), amount("total")];
  if (record["entity"] === "order" || subTotal === undefined || tax === undefined || total === undefined)
    return undefined;
  const charges = ((record["charges"] as { amount: string }[] | undefined) ?? []).reduce(
    (sum, charge) => sum + Number(charge.amount),
    0,
  );
  const off = (amount("discount") ?? 0) + (amount("fee") ?? 0);
  const possible = [
    subTotal + tax,
    subTotal + tax + charges,
    subTotal + tax + charges - off,
    subTotal,
    subTotal + charges - off,
  ];
  return possible.some((sum) => Math.abs(sum - total) <= 1)
    ? undefined
    : `${subTotal} and ${tax} of tax do not make ${total}`;
};

export const mappingLaws: readonly Law[] = [
  {
    number: 44,
    title: "the fixtures become the records that they say",
    check(subject) {
      for (const { key, resource, rows } of mapped(subject)) {
        insist(rows.length > 0, `${key} has no fixture`);
        for (const [index, { raw, expected }] of rows.entries()) {
          const change = decode(resource, raw);
          const where = `${key}, row ${index + 1}`;
          insist(
            change.type === "upsert",
            `${where}: rejected: ${change.type === "reject" ? change.issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ") : ""}`,
          );
          const record: Readonly<Record<string, unknown>> = { ...change.record };
          const fields = new Set([...Object.keys(record), ...Object.keys(expected)]);
          const wrong = [...fields].filter((field) => !isDeepStrictEqual(record[field], expected[field]));
          insist(wrong.length === 0, `${where}: not as expected: ${some(wrong)}`);
        }
      }
    },
  },
  {
    number: 45,
    title: "changing any vendor field that a schema names changes the record",
    check(subject) {
      const idle: string[] = [];
      for (const { key, resource, rows } of mapped(subject)) {
        const moved = new Set<string>();
        for (const { raw } of rows) {
          const before = outcome(decode(resource, raw));
          for (const { path, replaced, value } of leavesOf(resource.raw, raw)) {
            if (moved.has(path)) continue;
            const others = [
              undefined,
              typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : strangeWord,
            ];
            if (others.some((other) => !isDeepStrictEqual(outcome(decode(resource, replaced(other))), before)))
              moved.add(path);
          }
        }
        for (const path of leafPaths(resource.raw)) if (!moved.has(path)) idle.push(`${key}: ${path}`);
      }
      insist(idle.length === 0, `no fixture shows what becomes of ${some(idle)}`);
    },
  },
  {
    number: 46,
    title: "a word that the model does not have becomes other, and is kept",
    check(subject) {
      for (const { key, resource, rows } of mapped(subject)) {
        for (const { raw } of rows) {
          const before = JSON.stringify(outcome(decode(resource, raw)));
          for (const { path, replaced } of leavesOf(resource.raw, raw)) {
            const change = decode(resource, replaced(strangeWord));
            if (change.type !== "upsert") continue;
            const count = (text: string): number => text.split('"other"').length;
            const { unmapped, ...fields } = change.record;
            if (count(JSON.stringify(fields)) <= count(before)) continue;
            insist(
              JSON.stringify(unmapped ?? {}).includes(strangeWord),
              `${key}: the word in ${path} became other and was not kept`,
            );
          }
        }
      }
    },
  },
  {
    number: 47,
    title: "money is exact, and documents agree with themselves",
    async check(subject) {
      for (const { key, resource, rows } of mapped(subject)) {
        for (const { raw } of rows) {
          for (const { path, replaced, value } of leavesOf(resource.raw, raw)) {
            if (typeof value !== "number") continue;
            for (const amount of [0.1, 1250.505, 123_456_789_012.345, -3]) {
              const change = decode(resource, replaced(amount));
              const noise =
                change.type === "upsert"
                  ? /"-?\d*\.?\d{0,3}(?:0{9,}|9{9,})\d*"|\d[eE][+-]?\d/.exec(numbersOf(change.record))
                  : null;
              insist(!noise, `${key}: ${amount} in ${path} became ${noise?.[0] ?? ""}`);
            }
          }
        }
      }
      await withVendor(subject, async ({ client }) => {
        for (const stream of client.streams) {
          for (const change of await readAll(stream)) {
            if (change.type !== "upsert") continue;
            const wrong = disagreement({ ...change.record });
            insist(!wrong, `${stream.resource} ${change.id}: ${wrong ?? ""}`);
            const lines =
              stream.entity === "journalEntry"
                ? ((change.record as { lines?: { amount: string; tax?: string }[] }).lines ?? [])
                : [];
            const balance = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 10_000), 0);
            insist(
              balance === 0 || lines.some(({ tax }) => tax && tax !== "0"),
              `${stream.resource} ${change.id}: debits and credits differ`,
            );
          }
        }
      });
    },
  },
  {
    number: 48,
    title: "a date that is none is rejected, never guessed or dropped",
    check(subject) {
      for (const { key, resource, rows } of mapped(subject)) {
        for (const { raw } of rows) {
          for (const { path, replaced, value } of leavesOf(resource.raw, raw)) {
            if (typeof value !== "string" || !/^(?:\d{4}-\d{2}-\d{2}|\/Date\()/.test(value)) continue;
            const before = decode(resource, raw);
            for (const wrong of ["32/13/2026", "soon"]) {
              const change = decode(resource, replaced(wrong));
              const kept =
                change.type === "reject" ||
                JSON.stringify(change.record).includes(wrong) ||
                isDeepStrictEqual(outcome(change), outcome(before));
              insist(kept, `${key}: "${wrong}" in ${path} was taken for something else`);
            }
          }
        }
      }
    },
  },
  {
    number: 49,
    title: "Vietnamese text comes through whole, in NFC",
    check(subject) {
      let carried = 0;
      for (const { key, resource, rows } of mapped(subject)) {
        for (const { raw } of rows) {
          for (const { path, replaced, value } of leavesOf(resource.raw, raw)) {
            if (typeof value !== "string") continue;
            const change = decode(resource, replaced(vietnamese.normalize("NFD")));
            if (change.type !== "upsert") continue;
            const { id: _, custom, unmapped, ...fields } = change.record;
            const text = JSON.stringify(fields);
            insist(!text.includes(vietnamese.normalize("NFD")), `${key}: ${path} is not in NFC`);
            if (text.includes(vietnamese)) carried += 1;
          }
        }
      }
      insist(carried > 0, "no field carried Vietnamese text");
    },
  },
  {
    number: 50,
    title: "writing back what was read changes nothing",
    exempt: ({ connector }) =>
      Object.values(connector.resources).some(({ definition }) => definition.update && definition.list)
        ? undefined
        : "nothing that is listed can be updated",
    async check(subject) {
      await withVendor(subject, async ({ client }) => {
        for (const stream of client.streams) {
          const operable = client[stream.resource] as { update?: (id: string, changes: object) => Promise<unknown> };
          if (!operable.update) continue;
          const sample = (await readAll(stream)).filter((change) => change.type === "upsert").slice(0, 3);
          for (const change of sample) {
            const { id, updatedAt: _, version: __, ...fields } = change.record;
            try {
              await operable.update(id, fields);
            } catch {
              // The vendor may refuse to change this one: a paid invoice, a decided request. Then nothing was changed.
            }
            const again = (await readAll(stream)).find((candidate) => candidate.id === id);
            const { updatedAt: ___, version: ____, ...after } = again?.type === "upsert" ? again.record : { id };
            const wrong = Object.keys({ ...fields, ...after }).filter(
              (field) =>
                field !== "id" &&
                !isDeepStrictEqual(
                  (fields as Record<string, unknown>)[field],
                  (after as Record<string, unknown>)[field],
                ),
            );
            insist(wrong.length === 0, `${stream.resource}: writing ${id} back changed ${some(wrong)}`);
          }
        }
      });
    },
  },
];
