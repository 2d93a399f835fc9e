import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { ownStatus } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { ending, writingDocuments } from "./operations.ts";
import { common, day, point, Reference, readCommon, reading } from "./wire.ts";
import { currencyBody, endingBy, pointer } from "./writing.ts";

const Transfer = row({
  ...common,
  status: ownStatus,
  FromAccountRef: Reference,
  ToAccountRef: Reference,
  Amount: required(codec.decimal),
  TxnDate: day,
  ...currency,
  PrivateNote: z.string(),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/transfer */
export const transfers = resource({
  entity: "transfer",
  raw: Transfer,
  body: Transfer.partial().extend({ ending }),
}).define({
  read: (transfer) => ({
    amount: transfer.Amount,
    from: point(transfer.FromAccountRef),
    to: point(transfer.ToAccountRef),
    date: transfer.TxnDate,
    ...readCurrency(transfer),
    status: transfer.status || "posted",
    note: transfer.PrivateNote,
    ...readCommon(transfer),
    unmapped: { exchangeRate: ownMoney(transfer).exchangeRate },
  }),
  write: (transfer, operation) => ({
    SyncToken: transfer.version,
    ending: endingBy(transfer.status, operation),
    Amount: transfer.amount,
    FromAccountRef: pointer(transfer.from),
    ToAccountRef: pointer(transfer.to),
    TxnDate: transfer.date,
    CurrencyRef: currencyBody(transfer.currency),
    PrivateNote: transfer.note,
  }),
  ...reading({ entity: "Transfer", deletable: true }),
  ...writingDocuments("Transfer", "date", ["Amount", "FromAccountRef", "ToAccountRef"]),
});
