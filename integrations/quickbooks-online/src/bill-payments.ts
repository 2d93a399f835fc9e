import { codec, refuse, resource, row } from "@opensme/core";
import { idWith } from "./documents.ts";
import { voiding, writingDocuments } from "./operations.ts";
import { ownOfPayments, PaymentBody, PaymentDocument, readPayment, writePayment } from "./payment-document.ts";
import { ownOfTransaction } from "./transaction.ts";
import { Pointer, point, Reference, reading } from "./wire.ts";
import { pointer } from "./writing.ts";

const BillPayment = row({
  ...PaymentDocument.shape,
  PayType: codec.choice({ Check: "cheque", CreditCard: "card" }),
  VendorRef: Reference,
  CheckPayment: row({ BankAccountRef: Reference }),
  CreditCardPayment: row({ CCAccountRef: Reference }),
  APAccountRef: Pointer,
});

const cardOrCheque = (method: string): "card" | "cheque" => {
  if (method === "card" || method === "cheque") return method;
  throw refuse("method", "must be cheque, which stands for a bank account, or card");
};

/** Money paid for bills; where it came from stands with the way it was paid: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment */
export const billPayments = resource({
  entity: "payment",
  raw: BillPayment,
  body: BillPayment.partial().extend(PaymentBody),
}).define({
  prefix: "billPayment",
  read: (payment) => ({
    ...readPayment(payment),
    direction: "out",
    method: payment.PayType,
    contact: point(payment.VendorRef, "vendor"),
    account: point(payment.CheckPayment?.BankAccountRef) ?? point(payment.CreditCardPayment?.CCAccountRef),
    unmapped: {
      ...ownOfTransaction(payment),
      payableAccount: point(payment.APAccountRef)?.id,
    },
  }),
  leavesOut: ownOfPayments,
  write: (payment, operation) => {
    const { direction, method } = payment;
    if (direction === "in") throw refuse("direction", 'must be "out": money of customers is another resource');
    if (payment.account && !method) throw refuse("method", "must be given with the account: cheque or card");
    const account = pointer(payment.account);
    return {
      ...writePayment(payment, operation, { bill: "Bill", vendorCredit: "VendorCredit" }, "bill"),
      DocNumber: payment.number,
      VendorRef: idWith("vendor", payment.contact, "contact"),
      PayType: method && cardOrCheque(method),
      CheckPayment: account && method === "cheque" ? { BankAccountRef: account } : undefined,
      CreditCardPayment: account && method === "card" ? { CCAccountRef: account } : undefined,
    };
  },
  ...reading({ entity: "BillPayment", deletable: true }),
  ...writingDocuments("BillPayment", "date", ["VendorRef", "PayType", "TotalAmt"]),
  actions: { void: voiding("BillPayment") },
});
