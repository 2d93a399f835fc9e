import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { isVoided, ownPaymentStatus, readAllocation, SettlingLine } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { ending, voiding, writingDocuments } from "./operations.ts";
import { writePayment } from "./payment-body.ts";
import { common, day, Pointer, point, Reference, readCommon, reading } from "./wire.ts";

const Payment = row({
  ...common,
  status: ownPaymentStatus,
  PaymentRefNum: codec.identifier,
  PaymentType: codec.choice({ Cash: "cash", Check: "cheque", CreditCard: "card" }),
  ...fields(Reference, "PaymentMethodRef", "CustomerRef", "DepositToAccountRef"),
  TxnDate: day,
  ARAccountRef: Pointer,
  ...currency,
  TotalAmt: required(codec.decimal),
  UnappliedAmt: codec.decimal,
  Line: z.array(SettlingLine),
  PrivateNote: z.string(),
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
  body: Payment.partial().extend({ ending }),
}).define({
  read: (payment) => ({
    amount: payment.TotalAmt,
    reference: payment.PaymentRefNum,
    direction: "in",
    kind: "payment",
    status: payment.status || (isVoided(payment.PrivateNote, payment.TotalAmt) ? "void" : "completed"),
    date: payment.TxnDate,
    method: payment.PaymentType || methods[payment.PaymentMethodRef?.name ?? ""],
    contact: point(payment.CustomerRef, "customer"),
    account: point(payment.DepositToAccountRef),
    ...readCurrency(payment),
    allocations: payment.Line?.map(readAllocation),
    note: payment.PrivateNote,
    ...readCommon(payment),
    unmapped: {
      exchangeRate: ownMoney(payment).exchangeRate,
      paymentMethod: payment.PaymentMethodRef?.name || payment.PaymentMethodRef?.value,
      receivableAccount: point(payment.ARAccountRef)?.id,
      unapplied: payment.UnappliedAmt === "0" ? undefined : payment.UnappliedAmt,
    },
  }),
  write: writePayment,
  ...reading({ entity: "Payment", deletable: true }),
  ...writingDocuments("Payment", "date"),
  actions: { void: voiding("Payment") },
});
