import { codec, resource, row } from "@opensme/core";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, point, Reference, reading } from "./wire.ts";

const RefundReceipt = row({
  ...SalesDocument.shape,
  Balance: codec.decimal,
  PaymentRefNum: codec.identifier,
  PaymentMethodRef: Reference,
  DepositToAccountRef: Pointer,
});

/** A credit whose money went back at once: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/refundreceipt */
export const refundReceipts = resource({ entity: "creditNote", raw: RefundReceipt }).define({
  prefix: "refundReceipt",
  read: (refund) => {
    const { unmapped, ...sale } = readSale(refund, refund.Balance || "0");
    return {
      ...sale,
      paidDate: sale.status === "paid" ? refund.TxnDate : undefined,
      remaining: refund.Balance,
      unmapped: {
        ...unmapped,
        paymentReference: refund.PaymentRefNum,
        paymentMethod: refund.PaymentMethodRef?.name || refund.PaymentMethodRef?.value,
        refundAccount: point(refund.DepositToAccountRef)?.id,
      },
    };
  },
  ...reading({ entity: "RefundReceipt", deletable: true }),
});
