import { codec, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { documentFields, readDocument } from "./document.ts";
import { LineItem, otherAmounts, readLines } from "./lines.ts";
import { onlyRow, ownId, unitDecimals, xeroList } from "./wire.ts";

/** https://developer.xero.com/documentation/api/accounting/types#bank-transactions */
const direction = codec.choice({
  RECEIVE: "in",
  "RECEIVE-PREPAYMENT": "in",
  "RECEIVE-OVERPAYMENT": "in",
  "RECEIVE-TRANSFER": "in",
  SPEND: "out",
  "SPEND-PREPAYMENT": "out",
  "SPEND-OVERPAYMENT": "out",
  "SPEND-TRANSFER": "out",
});
const kind = codec.choice({
  RECEIVE: "standard",
  "RECEIVE-PREPAYMENT": "prepayment",
  "RECEIVE-OVERPAYMENT": "overpayment",
  "RECEIVE-TRANSFER": "transfer",
  SPEND: "standard",
  "SPEND-PREPAYMENT": "prepayment",
  "SPEND-OVERPAYMENT": "overpayment",
  "SPEND-TRANSFER": "transfer",
});

const BankTransaction = row({
  BankTransactionID: required(ownId),
  Type: z.string(),
  ...documentFields,
  BankAccount: row({ AccountID: codec.otherId, Code: codec.identifier, Name: z.string() }),
  Status: codec.choice({ AUTHORISED: "booked", VOIDED: "void", DELETED: "deleted", DRAFT: "pending" }),
  LineItems: z.array(LineItem),
  IsReconciled: codec.flag,
  PrepaymentID: codec.otherId,
  OverpaymentID: codec.otherId,
  BatchPayment: row({ BatchPaymentID: codec.otherId }),
  Url: z.string(),
});

/** Entries booked on bank accounts; not the lines of the bank's statement. */
export const bankTransactions = resource({ entity: "bankTransaction", raw: BankTransaction }).define({
  id: (transaction) => transaction.BankTransactionID,
  read: (transaction) => ({
    direction: transaction.Type ? direction.decode(transaction.Type) : undefined,
    kind: transaction.Type ? kind.decode(transaction.Type) : undefined,
    ...readDocument(transaction),
    account: ref(transaction.BankAccount?.AccountID, transaction.BankAccount?.Name),
    accountCode: transaction.BankAccount?.Code,
    status: transaction.Status,
    date: transaction.DateString || transaction.Date,
    lines: readLines(transaction),
    isReconciled: transaction.IsReconciled,
    payment: ref(transaction.PrepaymentID || transaction.OverpaymentID),
    paymentKind: transaction.PrepaymentID ? "prepayment" : transaction.OverpaymentID ? "overpayment" : undefined,
    unmapped: {
      taxInclusive: otherAmounts(transaction.LineAmountTypes),
      batchPaymentId: transaction.BatchPayment?.BatchPaymentID,
      sourceUrl: transaction.Url,
    },
  }),
  list: xeroList({
    path: "/BankTransactions",
    name: "BankTransactions",
    query: unitDecimals,
    pagedBy: "BankTransactionID",
    deletes: "never",
  }),
  get: { path: (id) => `/BankTransactions/${id}`, query: unitDecimals, row: onlyRow("BankTransactions") },
  scopes: { read: ["accounting.banktransactions.read"] },
});
