import { resource } from "@opensme/core";
import { DocumentBody, documentBody, linesLeaveOut } from "./document-body.ts";
import { Document, readReceivable, writtenDocuments } from "./moves.ts";

/** What customers owe; receipts, paid at once, are among them. */
export const invoices = resource({ entity: "invoice", raw: Document, body: DocumentBody }).define({
  id: (document) => document.id,
  read: readReceivable,
  write: (document, operation) => documentBody("out_invoice", document, operation),
  leavesOut: linesLeaveOut,
  ...writtenDocuments(["out_invoice", "out_receipt"]),
});
