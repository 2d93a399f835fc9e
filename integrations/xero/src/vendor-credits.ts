import { resource, row } from "@opensme/core";
import * as z from "zod";
import { CreditDocument, creditOperations, readCredit } from "./credit-document.ts";

const VendorCredit = row({
  ...CreditDocument.shape,
  Type: z.literal("ACCPAYCREDIT", "expected ACCPAYCREDIT: those for customers are read by the resource creditNotes"),
});

export const vendorCredits = resource({ entity: "vendorCredit", raw: VendorCredit }).define({
  id: (credit) => credit.CreditNoteID,
  read: (credit) => readCredit(credit, "bill"),
  ...creditOperations("ACCPAYCREDIT"),
});
