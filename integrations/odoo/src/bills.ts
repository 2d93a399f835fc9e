import { resource } from "@opensme/core";
import { DocumentBody, documentBody, linesLeaveOut } from "./document-body.ts";
import { Document, readReceivable, writtenDocuments } from "./moves.ts";

/** What the company owes suppliers; receipts, paid at once, are among them. */
export const bills = resource({ entity: "bill", raw: Document, body: DocumentBody }).define({
  id: (document) => document.id,
  read: readReceivable,
  write: (document, operation) => documentBody("in_invoice", document, operation),
  leavesOut: linesLeaveOut,
  ...writtenDocuments(["in_invoice", "in_receipt"]),
});
