import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { isVoided, ownPaymentStatus, readAllocation, SettlingLine } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { common, day, Pointer, point, Reference, readCommon, reading } from "./wire.ts";

const BillPayment = row({
  ...common,
  status: ownPaymentStatus,
  DocNumber: codec.identifier,
  PayType: codec.choice({ Check: "cheque", CreditCard: "card" }),
  TxnDate: day,
  VendorRef: Reference,
  CheckPayment: row({ BankAccountRef: Reference }),
  CreditCardPayment: row({ CCAccountRef: Reference }),
  APAccountRef: Pointer,
  ...currency,
  TotalAmt: required(codec.decimal),
  Line: z.array(SettlingLine),
  PrivateNote: z.string(),
});

/** Money paid for bills; where it came from stands with the way it was paid: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment */
export const billPayments = resource({ entity: "payment", raw: BillPayment }).define({
  prefix: "billPayment",
  read: (payment) => ({
    amount: payment.TotalAmt,
    number: payment.DocNumber,
    direction: "out",
    kind: "payment",
    status: payment.status || (isVoided(payment.PrivateNote, payment.TotalAmt) ? "void" : "completed"),
    date: payment.TxnDate,
    method: payment.PayType,
    contact: point(payment.VendorRef, "vendor"),
    account: point(payment.CheckPayment?.BankAccountRef) ?? point(payment.CreditCardPayment?.CCAccountRef),
    ...readCurrency(payment),
    allocations: payment.Line?.map(readAllocation),
    note: payment.PrivateNote,
    ...readCommon(payment),
    unmapped: {
      exchangeRate: ownMoney(payment).exchangeRate,
      payableAccount: point(payment.APAccountRef)?.id,
    },
  }),
  ...reading({ entity: "BillPayment", deletable: true }),
});
