import { resource } from "@opensme/core";
import { ReceiptDocument, readReceipt } from "./receipt-document.ts";
import { point, reading } from "./wire.ts";

/** A credit whose money went back at once: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/refundreceipt */
export const refundReceipts = resource({ entity: "creditNote", raw: ReceiptDocument }).define({
  prefix: "refundReceipt",
  read: (refund) => {
    const { unmapped, ...sale } = readReceipt(refund);
    return {
      ...sale,
      remaining: refund.Balance,
      unmapped: { ...unmapped, refundAccount: point(refund.DepositToAccountRef)?.id },
    };
  },
  ...reading({ entity: "RefundReceipt", deletable: true }),
});
