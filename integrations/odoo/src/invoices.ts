import { resource } from "@opensme/core";
import { DocumentBody, documentBody } from "./document-body.ts";
import { Document, documents, readReceivable } from "./moves.ts";
import { writing } from "./writing.ts";

/** What customers owe; receipts, paid at once, are among them. */
export const invoices = resource({ entity: "invoice", raw: Document, body: DocumentBody }).define({
  id: (document) => document.id,
  read: readReceivable,
  write: (document, operation) => documentBody("out_invoice", document, operation),
  ...documents(["out_invoice", "out_receipt"]),
  ...writing("account.move"),
});
