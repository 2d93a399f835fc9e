import * as z from "zod";
import { ledgerOf } from "./ledger.ts";
import type { Books, Line } from "./records.ts";
import { cents, guid } from "./wire.ts";

const number = z.number().optional();

export const SentTracking = z.array(
  z.looseObject({
    TrackingOptionID: z.string().optional(),
    Name: z.string().optional(),
    Option: z.string().optional(),
  }),
);

export const SentLine = z.looseObject({
  LineItemID: z.string().optional(),
  ItemCode: z.string().optional(),
  Description: z.string().optional(),
  Quantity: number,
  UnitAmount: number,
  DiscountRate: number,
  DiscountAmount: number,
  AccountCode: z.string().optional(),
  AccountID: z.string().optional(),
  TaxType: z.string().optional(),
  TaxAmount: number,
  LineAmount: number,
  Tracking: SentTracking.optional(),
});

/** The options that a line is tracked by; by id, or by their names. */
export const optionsOf = (books: Books, sent: z.output<typeof SentTracking> | undefined): string[] =>
  (sent ?? []).flatMap(({ TrackingOptionID, Name, Option }) => {
    if (TrackingOptionID) return [TrackingOptionID];
    return [...books.categories.all().values()]
      .filter(({ name }) => name === Name)
      .flatMap(({ options }) => options.filter(({ name }) => name === Option).map(({ id }) => id));
  });

/** The code of an account that is named by code or id. */
export const accountCodeOf = (
  books: Books,
  sent: { AccountCode?: string | undefined; AccountID?: string | undefined },
): string | undefined =>
  sent.AccountCode ?? (sent.AccountID === undefined ? undefined : books.accounts.all().get(sent.AccountID)?.code);

let made = 0;

const taxOf = (amount: number, rate: number, amounts: string): number =>
  amounts === "NoTax" ? 0 : cents(amounts === "Inclusive" ? (amount * rate) / (100 + rate) : (amount * rate) / 100);

/** Lines that a document is to have, and what is wrong with them. A line with the id of one that is there is that line, changed. */
export const linesOf = (
  books: Books,
  sent: readonly z.output<typeof SentLine>[],
  present: readonly Line[],
  document: { type: string; amounts: string },
): { lines: Line[]; messages: string[] } => {
  const ledger = ledgerOf(books);
  const messages: string[] = [];
  const lines = sent.map((line): Line => {
    const before = present.find(({ id }) => id === line.LineItemID);
    const item = ledger.item(line.ItemCode);
    if (line.LineItemID && !before) messages.push("The LineItemID provided was not found on this document");
    if (line.ItemCode && !item) messages.push(`Item code '${line.ItemCode}' is not valid`);
    const accountCode = accountCodeOf(books, line) ?? before?.accountCode ?? item?.sales.AccountCode;
    if (accountCode !== undefined && !ledger.account(accountCode))
      messages.push(`Account code '${accountCode}' is not a valid code for this document.`);
    const taxType = line.TaxType ?? before?.taxType ?? ledger.account(accountCode)?.taxType;
    const tax = books.taxRates.all().get(taxType ?? "NONE");
    if (!tax)
      messages.push(`The TaxType code '${taxType}' does not exist or cannot be used for this type of transaction.`);
    const discountRate = line.DiscountRate ?? (line.DiscountAmount === undefined ? before?.discountRate : undefined);
    const discountAmount =
      line.DiscountAmount ?? (line.DiscountRate === undefined ? before?.discountAmount : undefined);
    if ((discountRate || discountAmount) && document.type !== "ACCREC")
      messages.push("Discounts are only supported on sales invoices");
    const quantity = line.Quantity ?? before?.quantity ?? (line.UnitAmount === undefined ? undefined : 1);
    const unitAmount = line.UnitAmount ?? before?.unitAmount;
    const gross = (quantity ?? 0) * (unitAmount ?? 0);
    const computed = cents(gross - (discountAmount ?? (gross * (discountRate ?? 0)) / 100));
    const lineAmount = unitAmount === undefined ? (line.LineAmount ?? 0) : computed;
    // The amounts of a currency without decimals are rounded by whoever sends them.
    if (line.LineAmount !== undefined && unitAmount !== undefined && Math.abs(line.LineAmount - computed) >= 1)
      messages.push("The line total does not match the expected line total");
    const isNew = before === undefined;
    if (isNew) made += 1;
    return {
      id: before?.id ?? guid("line", 990_000_000_000 + made),
      itemCode: line.ItemCode ?? before?.itemCode,
      description: line.Description ?? before?.description ?? item?.description,
      quantity,
      unitAmount,
      discountRate,
      discountAmount,
      accountCode,
      taxType: taxType ?? "NONE",
      taxAmount: line.TaxAmount ?? taxOf(lineAmount, tax?.rate ?? 0, document.amounts),
      lineAmount: line.LineAmount ?? lineAmount,
      options: line.Tracking ? optionsOf(books, line.Tracking) : (before?.options ?? []),
    };
  });
  return { lines, messages };
};
