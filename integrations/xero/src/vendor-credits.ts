import { resource } from "@opensme/core";
import { CreditDocument, creditOperations, readCredit } from "./credit-document.ts";

export const vendorCredits = resource({ entity: "vendorCredit", raw: CreditDocument }).define({
  id: (credit) => credit.CreditNoteID,
  read: (credit) => readCredit(credit, "bill"),
  ...creditOperations("ACCPAYCREDIT"),
});
