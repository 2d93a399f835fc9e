import { resource, row } from "@opensme/core";
import * as z from "zod";
import { CreditDocument, creditOperations, readCredit } from "./credit-document.ts";

const CreditNote = row({
  ...CreditDocument.shape,
  Type: z.literal("ACCRECCREDIT", "expected ACCRECCREDIT: those of suppliers are read by the resource vendorCredits"),
});

export const creditNotes = resource({ entity: "creditNote", raw: CreditNote }).define({
  id: (credit) => credit.CreditNoteID,
  read: (credit) => readCredit(credit, "invoice"),
  ...creditOperations("ACCRECCREDIT"),
});
