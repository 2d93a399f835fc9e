import { codec, resource, row } from "@opensme/core";
import { voiding, writingDocuments } from "./operations.ts";
import { SalesBody, writeSale } from "./sales-body.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, point, Reference, reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

const SalesReceipt = row({
  ...SalesDocument.shape,
  Balance: codec.decimal,
  PaymentRefNum: codec.identifier,
  PaymentMethodRef: Reference,
  DepositToAccountRef: Pointer,
});

/** A sale paid at once: an invoice of which nothing is left. https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/salesreceipt */
export const salesReceipts = resource({
  entity: "invoice",
  raw: SalesReceipt,
  body: SalesReceipt.partial().extend(SalesBody),
}).define({
  prefix: "salesReceipt",
  read: (receipt) => {
    const { unmapped, ...sale } = readSale(receipt, receipt.Balance || "0");
    return {
      ...sale,
      paidDate: sale.status === "paid" ? receipt.TxnDate : undefined,
      paid: sale.status === "paid" ? receipt.TotalAmt : undefined,
      due: receipt.Balance,
      unmapped: {
        ...unmapped,
        paymentReference: receipt.PaymentRefNum,
        paymentMethod: receipt.PaymentMethodRef?.name || receipt.PaymentMethodRef?.value,
        depositAccount: point(receipt.DepositToAccountRef)?.id,
      },
    };
  },
  leavesOut: ownOfLines,
  write: (receipt, operation) => writeSale(receipt, operation, true),
  ...reading({ entity: "SalesReceipt", deletable: true }),
  ...writingDocuments("SalesReceipt", "issueDate"),
  actions: { void: voiding("SalesReceipt") },
});
