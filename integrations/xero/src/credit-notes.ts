import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Allocation, PaymentSummary, readAllocation, readPayment } from "./allocations.ts";
import { otherAmounts } from "./line-amounts.ts";
import { readTerms, termFields } from "./lined-document.ts";
import { allocating, getting, listOfType, unitDecimals } from "./operations.ts";
import { isNonZero, ownId } from "./wire.ts";

/** Credit notes of both sides are one endpoint: https://developer.xero.com/documentation/api/accounting/creditnotes */
const CreditDocument = row({
  CreditNoteID: required(ownId),
  CreditNoteNumber: codec.identifier,
  ...termFields,
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

const readCredit = (credit: Row, usual: "invoice" | "bill") => ({
  number: credit.CreditNoteNumber,
  ...readTerms(credit),
  status: isUsedInPart(credit) ? ("partially-paid" as const) : credit.Status,
  remaining: credit.RemainingCredit,
  allocations: usesOf(credit, usual),
  unmapped: {
    taxInclusive: otherAmounts(credit.LineAmountTypes),
    cisDeduction: isNonZero(credit.CISDeduction) ? credit.CISDeduction : undefined,
  },
});

const endpoint = { name: "CreditNotes", id: "CreditNoteID", query: unitDecimals };

const operations = (type: "ACCRECCREDIT" | "ACCPAYCREDIT") => ({
  id: (credit: Row) => credit.CreditNoteID,
  list: listOfType(endpoint, type),
  get: getting(endpoint, type),
  actions: { allocate: allocating(endpoint) },
  scopes: { read: ["accounting.invoices.read"], write: ["accounting.invoices"] },
});

const CreditNote = row({
  ...CreditDocument.shape,
  Type: z.literal("ACCRECCREDIT", "expected ACCRECCREDIT: those of suppliers are read by the resource vendorCredits"),
});

export const creditNotes = resource({ entity: "creditNote", raw: CreditNote }).define({
  read: (credit) => readCredit(credit, "invoice"),
  ...operations("ACCRECCREDIT"),
});

const VendorCredit = row({
  ...CreditDocument.shape,
  Type: z.literal("ACCPAYCREDIT", "expected ACCPAYCREDIT: those for customers are read by the resource creditNotes"),
});

export const vendorCredits = resource({ entity: "vendorCredit", raw: VendorCredit }).define({
  read: (credit) => readCredit(credit, "bill"),
  ...operations("ACCPAYCREDIT"),
});
