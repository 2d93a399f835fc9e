import { resource } from "@opensme/core";
import { voiding, writingDocuments } from "./operations.ts";
import { ReceiptDocument, readReceipt } from "./receipt-document.ts";
import { SalesBody, writeSale } from "./sales-body.ts";
import { point, reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

/** A sale paid at once: an invoice of which nothing is left. https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/salesreceipt */
export const salesReceipts = resource({
  entity: "invoice",
  raw: ReceiptDocument,
  body: ReceiptDocument.partial().extend(SalesBody),
}).define({
  prefix: "salesReceipt",
  read: (receipt) => {
    const { unmapped, ...sale } = readReceipt(receipt);
    return {
      ...sale,
      paid: sale.status === "paid" ? receipt.TotalAmt : undefined,
      due: receipt.Balance,
      unmapped: { ...unmapped, depositAccount: point(receipt.DepositToAccountRef)?.id },
    };
  },
  leavesOut: ownOfLines,
  write: (receipt, operation) => writeSale(receipt, operation, true),
  ...reading({ entity: "SalesReceipt", deletable: true }),
  ...writingDocuments("SalesReceipt", "issueDate"),
  actions: { void: voiding("SalesReceipt") },
});
