import { resource } from "@opensme/core";
import { DocumentBody, documentBody } from "./document-body.ts";
import { Document, documents, readReceivable } from "./moves.ts";
import { writing } from "./writing.ts";

/** What the company owes suppliers; receipts, paid at once, are among them. */
export const bills = resource({ entity: "bill", raw: Document, body: DocumentBody }).define({
  id: (document) => document.id,
  read: readReceivable,
  write: (document, operation) => documentBody("in_invoice", document, operation),
  ...documents(["in_invoice", "in_receipt"]),
  ...writing("account.move"),
});
