import { codec, fields, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { Allocation, PaymentSummary, readAllocation, readPayment } from "./allocations.ts";
import { documentFields, readTerms, termFields } from "./document.ts";
import { LineItem, otherAmounts, readLines } from "./lines.ts";
import { getting, listOfType, unitDecimals } from "./operations.ts";
import { isNonZero, ownId } from "./wire.ts";

/** Credit notes of both sides are one endpoint: https://developer.xero.com/documentation/api/accounting/creditnotes */
export const CreditDocument = row({
  CreditNoteID: required(ownId),
  CreditNoteNumber: codec.identifier,
  ...documentFields,
  ...termFields,
  LineItems: z.array(LineItem),
  ...fields(codec.decimal, "RemainingCredit", "CISDeduction"),
  Allocations: z.array(Allocation),
  Payments: z.array(PaymentSummary),
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
  ...readTerms(credit),
  status: isUsedInPart(credit) ? ("partially-paid" as const) : credit.Status,
  lines: readLines(credit),
  remaining: credit.RemainingCredit,
  allocations: usesOf(credit, usual),
  unmapped: {
    taxInclusive: otherAmounts(credit.LineAmountTypes),
    cisDeduction: isNonZero(credit.CISDeduction) ? credit.CISDeduction : undefined,
  },
});

type Type = "ACCRECCREDIT" | "ACCPAYCREDIT";

const endpoint = { name: "CreditNotes", id: "CreditNoteID", query: unitDecimals };

export const creditList = (type: Type): Listing => listOfType(endpoint, type);

export const creditOperations = (type: Type) => ({
  list: creditList(type),
  get: getting(endpoint, type),
  scopes: { read: ["accounting.invoices.read"] },
});
