import { codec, required, resource, row } from "@opensme/core";
import { ending, writingDocuments } from "./operations.ts";
import { ownOfTransaction, readTransaction, transaction } from "./transaction.ts";
import { point, Reference, reading } from "./wire.ts";
import { currencyBody, endingBy, pointer } from "./writing.ts";

const Transfer = row({
  ...transaction,
  FromAccountRef: Reference,
  ToAccountRef: Reference,
  Amount: required(codec.decimal),
});

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/transfer */
export const transfers = resource({
  entity: "transfer",
  raw: Transfer,
  body: Transfer.partial().extend({ ending }),
}).define({
  read: (transfer) => ({
    amount: transfer.Amount,
    number: transfer.DocNumber,
    from: point(transfer.FromAccountRef),
    to: point(transfer.ToAccountRef),
    date: transfer.TxnDate,
    status: transfer.status || "posted",
    ...readTransaction(transfer),
    unmapped: ownOfTransaction(transfer),
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
