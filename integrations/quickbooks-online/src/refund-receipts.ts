import { codec, resource } from "@opensme/core";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, point, Reference, reading, word } from "./wire.ts";

const RefundReceipt = SalesDocument.extend({
  Balance: codec.decimal.nullish(),
  PaymentRefNum: word.nullish(),
  PaymentMethodRef: Reference.nullish(),
  DepositToAccountRef: Pointer.nullish(),
});

/** A credit whose money went back at once: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/refundreceipt */
export const refundReceipts = resource({ entity: "creditNote", raw: RefundReceipt }).define({
  id: (refund) => refund.Id,
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
  ...reading({ entity: "RefundReceipt", path: "refundreceipt", deletable: true }),
});
