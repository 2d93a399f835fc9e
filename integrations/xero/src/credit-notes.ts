import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { isUsed, readUses, useFields } from "./allocations.ts";
import { otherAmounts } from "./line-amounts.ts";
import { readTerms, termFields } from "./lined-document.ts";
import { allocating, getting, listOfType, unitDecimals } from "./operations.ts";
import { isNonZero, ownId } from "./wire.ts";

/** Credit notes of both sides are one endpoint: https://developer.xero.com/documentation/api/accounting/creditnotes */
const CreditDocument = row({
  CreditNoteID: required(ownId),
  CreditNoteNumber: codec.identifier,
  ...termFields,
  ...useFields,
  CISDeduction: codec.decimal,
});

type Row = z.output<typeof CreditDocument>;

const isUsedInPart = (credit: Row): boolean =>
  credit.Status === "open" && isNonZero(credit.RemainingCredit) && isUsed(credit);

const readCredit = (credit: Row, usual: "invoice" | "bill") => ({
  number: credit.CreditNoteNumber,
  ...readTerms(credit),
  status: isUsedInPart(credit) ? ("partially-paid" as const) : credit.Status,
  remaining: credit.RemainingCredit,
  allocations: readUses(credit, usual),
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
