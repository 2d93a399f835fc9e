import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Party } from "./allocations.ts";
import { isTaxInclusive, LineItem, otherAmounts, readLine } from "./lines.ts";
import { calendarDay, flag, moment, onlyRow, unitDecimals, word, xeroList } from "./wire.ts";

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

const BankTransaction = z.object({
  BankTransactionID: z.string(),
  Type: z.string().nullish(),
  Contact: Party.nullish(),
  BankAccount: z
    .object({ AccountID: z.string().nullish(), Code: word.nullish(), Name: z.string().nullish() })
    .nullish(),
  Reference: word.nullish(),
  Status: codec.choice({ AUTHORISED: "booked", VOIDED: "void", DELETED: "deleted", DRAFT: "pending" }).nullish(),
  DateString: calendarDay.nullish(),
  Date: calendarDay.nullish(),
  CurrencyCode: z.string().nullish(),
  CurrencyRate: codec.decimal.nullish(),
  LineAmountTypes: z.string().nullish(),
  SubTotal: codec.decimal.nullish(),
  TotalTax: codec.decimal.nullish(),
  Total: codec.decimal.nullish(),
  LineItems: z.array(LineItem).nullish(),
  IsReconciled: flag.nullish(),
  PrepaymentID: z.string().nullish(),
  OverpaymentID: z.string().nullish(),
  HasAttachments: flag.nullish(),
  UpdatedDateUTC: moment.nullish(),
});

/** Entries booked on bank accounts; not the lines of the bank's statement. */
export const bankTransactions = resource({ entity: "bankTransaction", raw: BankTransaction }).define({
  id: (transaction) => transaction.BankTransactionID,
  read: (transaction) => ({
    direction: transaction.Type ? direction.decode(transaction.Type) : undefined,
    kind: transaction.Type ? kind.decode(transaction.Type) : undefined,
    contact: ref(transaction.Contact?.ContactID, transaction.Contact?.Name),
    account: ref(transaction.BankAccount?.AccountID, transaction.BankAccount?.Name),
    accountCode: transaction.BankAccount?.Code,
    reference: transaction.Reference,
    status: transaction.Status,
    date: transaction.DateString || transaction.Date,
    currency: transaction.CurrencyCode,
    exchangeRate: transaction.CurrencyRate,
    taxInclusive: isTaxInclusive(transaction.LineAmountTypes),
    subTotal: transaction.SubTotal,
    tax: transaction.TotalTax,
    total: transaction.Total,
    lines: transaction.LineItems?.map(readLine),
    isReconciled: transaction.IsReconciled,
    payment: ref(transaction.PrepaymentID || transaction.OverpaymentID),
    paymentKind: transaction.PrepaymentID ? "prepayment" : transaction.OverpaymentID ? "overpayment" : undefined,
    hasAttachments: transaction.HasAttachments,
    updatedAt: transaction.UpdatedDateUTC,
    unmapped: { taxInclusive: otherAmounts(transaction.LineAmountTypes) },
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
