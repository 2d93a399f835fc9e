import { codec, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { ownStatus } from "./documents.ts";
import { currency, ownMoney, readCurrency } from "./money.ts";
import { common, day, point, Reference, readCommon, reading } from "./wire.ts";

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
export const transfers = resource({ entity: "transfer", raw: Transfer }).define({
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
  ...reading({ entity: "Transfer", deletable: true }),
});
