import { codec, fields, reader, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { otherAmounts } from "./line-amounts.ts";
import { linedFields, readLined } from "./lined-document.ts";
import { getting, pagedList, unitDecimals } from "./operations.ts";
import { BankAccount, ownId } from "./wire.ts";

/** https://developer.xero.com/documentation/api/accounting/types#bank-transactions */
const direction = reader(
  codec.meanings({
    in: ["RECEIVE", "RECEIVE-PREPAYMENT", "RECEIVE-OVERPAYMENT", "RECEIVE-TRANSFER"],
    out: ["SPEND", "SPEND-PREPAYMENT", "SPEND-OVERPAYMENT", "SPEND-TRANSFER"],
  }),
);
const kind = reader(
  codec.meanings({
    standard: ["RECEIVE", "SPEND"],
    prepayment: ["RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT"],
    overpayment: ["RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT"],
    transfer: ["RECEIVE-TRANSFER", "SPEND-TRANSFER"],
  }),
);

const BankTransaction = row({
  BankTransactionID: required(ownId),
  ...fields(z.string(), "Type", "Url"),
  ...linedFields,
  BankAccount,
  Status: codec.choice({ AUTHORISED: "booked", VOIDED: "void", DELETED: "deleted", DRAFT: "pending" }),
  IsReconciled: codec.flag,
  ...fields(codec.otherId, "PrepaymentID", "OverpaymentID"),
  BatchPayment: row({ BatchPaymentID: codec.otherId }),
});

const endpoint = { name: "BankTransactions", id: "BankTransactionID", query: unitDecimals };

/** Entries booked on bank accounts; not the lines of the bank's statement. */
export const bankTransactions = resource({ entity: "bankTransaction", raw: BankTransaction }).define({
  id: (transaction) => transaction.BankTransactionID,
  read: (transaction) => ({
    direction: direction(transaction.Type),
    kind: kind(transaction.Type),
    ...readLined(transaction),
    account: ref(transaction.BankAccount?.AccountID, transaction.BankAccount?.Name),
    accountCode: transaction.BankAccount?.Code,
    status: transaction.Status,
    date: transaction.DateString || transaction.Date,
    isReconciled: transaction.IsReconciled,
    payment: ref(transaction.PrepaymentID || transaction.OverpaymentID),
    paymentKind: transaction.PrepaymentID ? "prepayment" : transaction.OverpaymentID ? "overpayment" : undefined,
    unmapped: {
      taxInclusive: otherAmounts(transaction.LineAmountTypes),
      batchPaymentId: transaction.BatchPayment?.BatchPaymentID,
      sourceUrl: transaction.Url,
    },
  }),
  list: pagedList(endpoint),
  get: getting(endpoint),
  scopes: { read: ["accounting.banktransactions.read"] },
});
