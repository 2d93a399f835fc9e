import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { ownStatus } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { common, day, Pointer, point, Reference, readCommon, reading, unlessSame } from "./wire.ts";

const CreditCardPayment = row({
  ...common,
  status: ownStatus,
  BankAccountRef: Reference,
  CreditCardAccountRef: Reference,
  Amount: required(codec.decimal),
  TxnDate: day,
  ...currency,
  VendorRef: Pointer,
  CheckNum: codec.identifier,
  PrivateNote: z.string(),
  Memo: z.string(),
});

/** What a bank account pays off of a credit card: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/creditcardpayment */
export const creditCardPayments = resource({ entity: "transfer", raw: CreditCardPayment }).define({
  prefix: "creditCardPayment",
  read: (payment) => ({
    amount: payment.Amount,
    number: payment.CheckNum,
    from: point(payment.BankAccountRef),
    to: point(payment.CreditCardAccountRef),
    date: payment.TxnDate,
    ...readCurrency(payment),
    status: payment.status || "posted",
    note: payment.PrivateNote || payment.Memo,
    ...readCommon(payment),
    unmapped: {
      exchangeRate: ownMoney(payment).exchangeRate,
      vendor: point(payment.VendorRef, "vendor")?.id,
      memo: payment.PrivateNote && unlessSame(payment.Memo, payment.PrivateNote),
    },
  }),
  // What changed is not known to tell of it.
  ...reading({ entity: "CreditCardPayment", answeredAs: "CreditCardPaymentTxn", deletable: "untold" }),
});
