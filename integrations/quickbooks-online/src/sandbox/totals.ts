import * as z from "zod";
import type { Books } from "./books.ts";
import type { Row } from "./row.ts";
import { type Trouble, troubles } from "./wire.ts";

const Detail = z.looseObject({ TaxCodeRef: z.looseObject({ value: z.string() }).optional() }).optional();

const Line = z.looseObject({
  Amount: z.number().optional(),
  DetailType: z.string().optional(),
  LinkedTxn: z.array(z.looseObject({ TxnId: z.string(), TxnType: z.string() })).optional(),
  SalesItemLineDetail: Detail,
  ItemBasedExpenseLineDetail: Detail,
  AccountBasedExpenseLineDetail: Detail,
  DiscountLineDetail: z.looseObject({ DiscountPercent: z.number().optional() }).optional(),
});

type Line = z.output<typeof Line>;

const linesOf = (row: Row | undefined): Line[] => z.array(Line).safeParse(row?.["Line"]).data ?? [];

const numberIn = (row: Row | undefined, field: string): number => {
  const value = row?.[field];
  return typeof value === "number" ? value : 0;
};

const taxCode = (line: Line): string =>
  (line.SalesItemLineDetail ?? line.ItemBasedExpenseLineDetail ?? line.AccountBasedExpenseLineDetail)?.TaxCodeRef
    ?.value ?? "";

/** Two decimals, as documents have them. */
const cents = (amount: number): number => Math.round(amount * 100 + Number.EPSILON) / 100;

/** What of lines decides on totals. */
const money = (lines: readonly Line[]): string =>
  JSON.stringify(
    lines
      .filter(({ DetailType }) => DetailType !== "SubTotalLineDetail")
      .map((line) => [line.Amount, line.DetailType, taxCode(line), line.DiscountLineDetail?.DiscountPercent]),
  );

/** Tax is reckoned line by line, on what is left after the discount. */
const taxOf = (books: Books, lines: readonly Line[], share: number): number =>
  lines.reduce((sum, line) => {
    const rate = numberIn(books.rows("TaxRate").get(taxCode(line)), "RateValue");
    return sum + Math.round(((line.Amount ?? 0) * share * rate) / 100);
  }, 0);

type Totalled = { row: Row } | { trouble: Trouble };

/** What payments are used on; all else in their lines is a credit. */
const paidFor: Readonly<Record<string, string>> = { Payment: "Invoice", BillPayment: "Bill" };

const sold = ["Invoice", "CreditMemo", "SalesReceipt"];
const bought = ["Bill", "VendorCredit", "Purchase"];

/** What is left of a document whose total changes. */
const leftOf = (entity: string, left: number): Record<string, number> => {
  if (entity === "Purchase") return {};
  if (entity === "SalesReceipt") return { Balance: 0 };
  return entity === "CreditMemo" ? { Balance: left, RemainingCredit: left } : { Balance: left };
};

/** A document with what its lines make; a payment with what of it is used. */
export const totalled = (books: Books, entity: string, row: Row, present: Row | undefined): Totalled => {
  if (entity in paidFor) {
    const used = linesOf(row).reduce(
      (sum, line) => sum + (line.LinkedTxn?.[0]?.TxnType === paidFor[entity] ? 1 : -1) * (line.Amount ?? 0),
      0,
    );
    const unapplied = cents(numberIn(row, "TotalAmt") - used);
    return unapplied < 0
      ? { trouble: troubles.rule("The amount of the lines is more than the total of the payment") }
      : { row: entity === "Payment" ? { ...row, UnappliedAmt: unapplied } : row };
  }
  if (!sold.includes(entity) && !bought.includes(entity)) return { row };
  const sent = linesOf(row).filter(({ DetailType }) => DetailType !== "SubTotalLineDetail");
  const priced = sent.filter(({ DetailType }) => DetailType !== "DiscountLineDetail");
  const gross = cents(priced.reduce((sum, { Amount = 0 }) => sum + Amount, 0));
  const discountLine = sent.find(({ DetailType }) => DetailType === "DiscountLineDetail");
  const percent = discountLine?.DiscountLineDetail?.DiscountPercent;
  const discount = percent === undefined ? (discountLine?.Amount ?? 0) : Math.round(gross * percent) / 100;
  const lines = bought.includes(entity)
    ? sent
    : [
        ...priced,
        { Amount: gross, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
        ...(discountLine ? [{ ...discountLine, Amount: discount }] : []),
      ];
  if (present && money(linesOf(present)) === money(lines)) return { row: { ...row, Line: lines } };
  const tax = taxOf(books, priced, gross === 0 ? 0 : (gross - discount) / gross);
  const total = cents(gross - discount + tax);
  const isSettledAtOnce = entity === "Purchase" || entity === "SalesReceipt";
  const settled = isSettledAtOnce ? 0 : numberIn(present, "TotalAmt") - numberIn(present, "Balance");
  if (total < settled) return { trouble: troubles.rule("The total cannot be less than what has been paid") };
  return {
    row: {
      ...row,
      Line: lines,
      TxnTaxDetail: { TotalTax: tax },
      TotalAmt: total,
      ...leftOf(entity, cents(total - settled)),
    },
  };
};

/** What a payment settles is taken off the documents, and what it settled before is put back. */
export const settle = (books: Books, entity: string, before: Row | undefined, after: Row, at: string): void => {
  if (!(entity in paidFor)) return;
  for (const [row, sign] of [
    [before, 1],
    [after, -1],
  ] as const) {
    for (const { Amount = 0, LinkedTxn: [linked] = [] } of linesOf(row)) {
      const document = linked && books.rows(linked.TxnType).get(linked.TxnId);
      if (!document) continue;
      document["Balance"] = cents(numberIn(document, "Balance") + sign * Amount);
      document.MetaData = { ...document.MetaData, LastUpdatedTime: at };
    }
  }
};
