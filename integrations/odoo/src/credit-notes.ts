import { resource } from "@opensme/core";
import { Document, documents, readCredit } from "./moves.ts";

/** What is taken off the debts of customers. */
export const creditNotes = resource({ entity: "creditNote", raw: Document }).define({
  id: (document) => document.id,
  read: readCredit,
  ...documents(["out_refund"]),
});
