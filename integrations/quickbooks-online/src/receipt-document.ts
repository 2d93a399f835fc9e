import { codec, row } from "@opensme/core";
import type * as z from "zod";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, Reference } from "./wire.ts";

/** Sales receipts and refund receipts are settled at once. */
export const ReceiptDocument = row({
  ...SalesDocument.shape,
  Balance: codec.decimal,
  PaymentRefNum: codec.identifier,
  PaymentMethodRef: Reference,
  DepositToAccountRef: Pointer,
});

export const readReceipt = (receipt: z.output<typeof ReceiptDocument>) => {
  const { unmapped, ...sale } = readSale(receipt, receipt.Balance || "0");
  return {
    ...sale,
    paidDate: sale.status === "paid" ? receipt.TxnDate : undefined,
    unmapped: {
      ...unmapped,
      paymentReference: receipt.PaymentRefNum,
      paymentMethod: receipt.PaymentMethodRef?.name || receipt.PaymentMethodRef?.value,
    },
  };
};
