import { resource } from "@opensme/core";
import { CreditDocument, creditOperations, readCredit } from "./credit-document.ts";

export const creditNotes = resource({ entity: "creditNote", raw: CreditDocument }).define({
  id: (credit) => credit.CreditNoteID,
  read: (credit) => readCredit(credit, "invoice"),
  ...creditOperations("ACCRECCREDIT"),
});
