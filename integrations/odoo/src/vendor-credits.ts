import { resource } from "@opensme/core";
import { Document, documents, readCredit } from "./moves.ts";

/** What suppliers take off the company's debts. */
export const vendorCredits = resource({ entity: "vendorCredit", raw: Document }).define({
  id: (document) => document.id,
  read: readCredit,
  ...documents(["in_refund"]),
});
