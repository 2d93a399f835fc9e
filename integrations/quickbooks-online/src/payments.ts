import { codec, fields, refuse, resource, row } from "@opensme/core";
import { idWith } from "./documents.ts";
import { voiding, writingDocuments } from "./operations.ts";
import { ownOfPayments, PaymentBody, PaymentDocument, readPayment, writePayment } from "./payment-document.ts";
import { ownOfTransaction } from "./transaction.ts";
import { Pointer, point, Reference, reading } from "./wire.ts";
import { pointer } from "./writing.ts";

const Payment = row({
  ...PaymentDocument.shape,
  PaymentRefNum: codec.identifier,
  PaymentType: codec.choice({ Cash: "cash", Check: "cheque", CreditCard: "card" }),
  ...fields(Reference, "PaymentMethodRef", "CustomerRef", "DepositToAccountRef"),
  ARAccountRef: Pointer,
  UnappliedAmt: codec.decimal,
});

/** The ways to pay that QuickBooks sets up, by their names; those that a company adds are in its own words. */
const methods: Readonly<Record<string, "cash" | "cheque" | "card" | "bank-transfer">> = {
  Cash: "cash",
  Check: "cheque",
  Cheque: "cheque",
  "Credit Card": "card",
  "Debit Card": "card",
  Visa: "card",
  MasterCard: "card",
  "American Express": "card",
  Discover: "card",
  "Diners Club": "card",
  ACH: "bank-transfer",
  "Direct Debit": "bank-transfer",
  "Direct Deposit": "bank-transfer",
};

/** Money of customers. One of amount zero uses a credit memo on an invoice: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment */
export const payments = resource({
  entity: "payment",
  raw: Payment,
  body: Payment.partial().extend(PaymentBody),
}).define({
  read: (payment) => ({
    ...readPayment(payment),
    reference: payment.PaymentRefNum,
    direction: "in",
    method: payment.PaymentType || methods[payment.PaymentMethodRef?.name ?? ""],
    contact: point(payment.CustomerRef, "customer"),
    account: point(payment.DepositToAccountRef),
    unmapped: {
      ...ownOfTransaction(payment),
      paymentMethod: payment.PaymentMethodRef?.name || payment.PaymentMethodRef?.value,
      receivableAccount: point(payment.ARAccountRef)?.id,
      unapplied: payment.UnappliedAmt === "0" ? undefined : payment.UnappliedAmt,
    },
  }),
  leavesOut: ownOfPayments,
  write: (payment, operation) => {
    if (payment.direction === "out") throw refuse("direction", 'must be "in": payments of bills are another resource');
    return {
      ...writePayment(payment, operation, { invoice: "Invoice", creditNote: "CreditMemo" }, "invoice"),
      CustomerRef: idWith("customer", payment.contact, "contact"),
      PaymentRefNum: payment.reference,
      DepositToAccountRef: pointer(payment.account),
    };
  },
  ...reading({ entity: "Payment", deletable: true }),
  ...writingDocuments("Payment", "date"),
  actions: { void: voiding("Payment") },
});
