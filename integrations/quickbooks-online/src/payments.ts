import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { isVoided, ownPaymentStatus, readAllocation, SettlingLine } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { voidPayment, writingDocuments } from "./operations.ts";
import { PaymentBody, writePayment } from "./payment-body.ts";
import { common, day, Pointer, point, Reference, readCommon, reading, word } from "./wire.ts";

const Payment = z.object({
  ...common,
  status: ownPaymentStatus.nullish(),
  PaymentRefNum: word.nullish(),
  PaymentType: codec.choice({ Cash: "cash", Check: "cheque", CreditCard: "card" }).nullish(),
  PaymentMethodRef: Reference.nullish(),
  TxnDate: day.nullish(),
  CustomerRef: Reference.nullish(),
  DepositToAccountRef: Reference.nullish(),
  ARAccountRef: Pointer.nullish(),
  ...currency,
  TotalAmt: codec.decimal,
  UnappliedAmt: codec.decimal.nullish(),
  Line: z.array(SettlingLine).nullish(),
  PrivateNote: z.string().nullish(),
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
  "Direct Debit": "bank-transfer",
  "Direct Deposit": "bank-transfer",
};

/** Money of customers. One of amount zero uses a credit memo on an invoice: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment */
export const payments = resource({ entity: "payment", raw: Payment, body: PaymentBody }).define({
  id: (payment) => payment.Id,
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
  ...reading({ entity: "Payment", path: "payment", deletable: true }),
  ...writingDocuments("Payment", "payment", "date", "operation=update&include=void"),
  actions: { void: voidPayment },
});
