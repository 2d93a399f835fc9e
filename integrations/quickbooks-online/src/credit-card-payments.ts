import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { ownOfTransaction, readTransaction, transaction } from "./transaction.ts";
import { Pointer, point, Reference, reading, unlessSame } from "./wire.ts";

const CreditCardPayment = row({
  ...transaction,
  BankAccountRef: Reference,
  CreditCardAccountRef: Reference,
  Amount: required(codec.decimal),
  VendorRef: Pointer,
  CheckNum: codec.identifier,
  Memo: z.string(),
});

/** What a bank account pays off of a credit card: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/creditcardpayment */
export const creditCardPayments = resource({ entity: "transfer", raw: CreditCardPayment }).define({
  prefix: "creditCardPayment",
  read: (payment) => ({
    amount: payment.Amount,
    number: payment.CheckNum || payment.DocNumber,
    from: point(payment.BankAccountRef),
    to: point(payment.CreditCardAccountRef),
    date: payment.TxnDate,
    status: payment.status || "posted",
    ...readTransaction(payment),
    note: payment.PrivateNote || payment.Memo,
    unmapped: {
      ...ownOfTransaction(payment),
      vendor: point(payment.VendorRef, "vendor")?.id,
      memo: payment.PrivateNote && unlessSame(payment.Memo, payment.PrivateNote),
    },
  }),
  // What changed is not known to tell of it.
  ...reading({ entity: "CreditCardPayment", answeredAs: "CreditCardPaymentTxn", deletable: "untold" }),
});
