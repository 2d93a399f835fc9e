import { codec, type Listing, ref } from "@opensme/core";
import * as z from "zod";
import { Allocation, Party, PaymentSummary, readAllocation, readPayment } from "./allocations.ts";
import { isTaxInclusive, LineItem, otherAmounts, readLines } from "./lines.ts";
import { calendarDay, flag, isNonZero, moment, ownId, rowOfType, unitDecimals, word, xeroList } from "./wire.ts";

/** Credit notes of both sides are one endpoint: https://developer.xero.com/documentation/api/accounting/creditnotes */
export const CreditDocument = z.object({
  CreditNoteID: ownId,
  CreditNoteNumber: word.nullish(),
  Reference: word.nullish(),
  Contact: Party.nullish(),
  Status: codec
    .choice({
      DRAFT: "draft",
      SUBMITTED: "submitted",
      AUTHORISED: "open",
      PAID: "paid",
      VOIDED: "void",
      DELETED: "deleted",
    })
    .nullish(),
  DateString: calendarDay.nullish(),
  Date: calendarDay.nullish(),
  DueDateString: calendarDay.nullish(),
  DueDate: calendarDay.nullish(),
  FullyPaidOnDate: calendarDay.nullish(),
  CurrencyCode: z.string().nullish(),
  CurrencyRate: codec.decimal.nullish(),
  LineAmountTypes: z.string().nullish(),
  SubTotal: codec.decimal.nullish(),
  TotalTax: codec.decimal.nullish(),
  Total: codec.decimal.nullish(),
  LineItems: z.array(LineItem).nullish(),
  RemainingCredit: codec.decimal.nullish(),
  CISDeduction: codec.decimal.nullish(),
  Allocations: z.array(Allocation).nullish(),
  Payments: z.array(PaymentSummary).nullish(),
  SentToContact: flag.nullish(),
  HasAttachments: flag.nullish(),
  UpdatedDateUTC: moment.nullish(),
});

type Row = z.output<typeof CreditDocument>;

const isUsed = ({ RemainingCredit, Total }: Row): boolean =>
  Boolean(RemainingCredit && Total) && RemainingCredit !== Total;

/** What a credit was used for: documents, and money paid back for it. Of one that was used, empty lists say nothing. */
const usesOf = (credit: Row, usual: "invoice" | "bill") => {
  if (!credit.Allocations && !credit.Payments) return undefined;
  const uses = [
    ...(credit.Allocations ?? []).map((allocation) => readAllocation(allocation, usual)),
    ...(credit.Payments ?? []).map(readPayment),
  ];
  return uses.length === 0 && isUsed(credit) ? undefined : uses;
};

const isUsedInPart = (credit: Row): boolean =>
  credit.Status === "open" && isNonZero(credit.RemainingCredit) && isUsed(credit);

export const readCredit = (credit: Row, usual: "invoice" | "bill") => ({
  number: credit.CreditNoteNumber,
  reference: credit.Reference,
  contact: ref(credit.Contact?.ContactID, credit.Contact?.Name),
  status: isUsedInPart(credit) ? ("partially-paid" as const) : credit.Status,
  issueDate: credit.DateString || credit.Date,
  dueDate: credit.DueDateString || credit.DueDate,
  paidDate: credit.FullyPaidOnDate,
  currency: credit.CurrencyCode,
  exchangeRate: credit.CurrencyRate,
  taxInclusive: isTaxInclusive(credit.LineAmountTypes),
  subTotal: credit.SubTotal,
  tax: credit.TotalTax,
  total: credit.Total,
  lines: readLines(credit),
  remaining: credit.RemainingCredit,
  allocations: usesOf(credit, usual),
  wasSent: credit.SentToContact,
  hasAttachments: credit.HasAttachments,
  updatedAt: credit.UpdatedDateUTC,
  unmapped: {
    taxInclusive: otherAmounts(credit.LineAmountTypes),
    cisDeduction: isNonZero(credit.CISDeduction) ? credit.CISDeduction : undefined,
  },
});

export const creditList = (type: "ACCRECCREDIT" | "ACCPAYCREDIT"): Listing =>
  xeroList({
    path: "/CreditNotes",
    name: "CreditNotes",
    query: { where: `Type=="${type}"`, ...unitDecimals },
    pagedBy: "CreditNoteID",
    deletes: "never",
  });

export const creditOperations = (type: "ACCRECCREDIT" | "ACCPAYCREDIT") => ({
  list: creditList(type),
  get: { path: (id: string) => `/CreditNotes/${id}`, query: unitDecimals, row: rowOfType("CreditNotes", type) },
  scopes: { read: ["accounting.invoices.read"] },
});
