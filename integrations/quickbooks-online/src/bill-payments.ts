import { codec, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { idWith, isVoided, ownPaymentStatus, readAllocation, SettlingLine } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { ending, voiding, writingDocuments } from "./operations.ts";
import { allocationBody } from "./payment-body.ts";
import { common, day, Pointer, point, Reference, readCommon, reading } from "./wire.ts";
import { endingBy, pointer } from "./writing.ts";

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

const cardOrCheque = (method: string): "card" | "cheque" => {
  if (method === "card" || method === "cheque") return method;
  throw refuse("method", "must be cheque, which stands for a bank account, or card");
};

/** Money paid for bills; where it came from stands with the way it was paid: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/billpayment */
export const billPayments = resource({
  entity: "payment",
  raw: BillPayment,
  body: BillPayment.partial().extend({ ending }),
}).define({
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
  write: (payment, operation) => {
    if (payment.direction === "in") throw refuse("direction", 'must be "out": money of customers is another resource');
    if (payment.account && !payment.method) throw refuse("method", "must be given with the account: cheque or card");
    const account = pointer(payment.account);
    return {
      SyncToken: payment.version,
      ending: endingBy(payment.status, operation, true),
      DocNumber: payment.number,
      VendorRef: idWith("vendor", payment.contact, "contact"),
      PayType: payment.method && cardOrCheque(payment.method),
      CheckPayment: account && payment.method === "cheque" ? { BankAccountRef: account } : undefined,
      CreditCardPayment: account && payment.method === "card" ? { CCAccountRef: account } : undefined,
      TotalAmt: payment.amount,
      TxnDate: payment.date,
      CurrencyRef: payment.currency ? { value: payment.currency } : undefined,
      PrivateNote: payment.note,
      Line: payment.allocations?.map(allocationBody({ bill: "Bill", vendorCredit: "VendorCredit" }, "bill")),
    };
  },
  ...reading({ entity: "BillPayment", deletable: true }),
  ...writingDocuments("BillPayment", "date", ["VendorRef", "PayType", "TotalAmt"]),
  actions: { void: voiding("BillPayment") },
});
