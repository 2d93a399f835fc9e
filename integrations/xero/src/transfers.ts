import { codec, fields, type Listing, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { guardDay } from "./lock-date.ts";
import { creatingOne, deleting, getting } from "./operations.ts";
import { BankAccount, calendarDay, moment, ownId, xeroList } from "./wire.ts";

const BankTransfer = row({
  BankTransferID: required(ownId),
  Amount: required(codec.decimal),
  Reference: codec.identifier,
  FromBankAccount: row({ ...BankAccount.shape, CurrencyCode: z.string() }),
  ToBankAccount: BankAccount,
  ...fields(calendarDay, "DateString", "Date"),
  CurrencyRate: codec.decimal,
  Status: codec.choice({ AUTHORISED: "posted", VOIDED: "void", DELETED: "deleted" }),
  ...fields(codec.flag, "FromIsReconciled", "ToIsReconciled", "HasAttachments"),
  ...fields(codec.otherId, "FromBankTransactionID", "ToBankTransactionID"),
  CreatedDateUTC: moment,
});

export const transferList: Listing = xeroList({
  name: "BankTransfers",
  query: { includeDeleted: true },
  deletes: "never",
});

const endpoint = { name: "BankTransfers", id: "BankTransferID" };

/** Made and deleted, never changed: https://developer.xero.com/documentation/api/accounting/banktransfers */
export const transfers = resource({ entity: "transfer", raw: BankTransfer }).define({
  id: (transfer) => transfer.BankTransferID,
  read: (transfer) => ({
    amount: transfer.Amount,
    reference: transfer.Reference,
    from: ref(transfer.FromBankAccount?.AccountID, transfer.FromBankAccount?.Name),
    to: ref(transfer.ToBankAccount?.AccountID, transfer.ToBankAccount?.Name),
    date: transfer.DateString || transfer.Date,
    currency: transfer.FromBankAccount?.CurrencyCode,
    exchangeRate: transfer.CurrencyRate,
    status: transfer.Status,
    hasAttachments: transfer.HasAttachments,
    createdAt: transfer.CreatedDateUTC,
    // The two bank transactions that it makes.
    unmapped: {
      fromAccountCode: transfer.FromBankAccount?.Code,
      toAccountCode: transfer.ToBankAccount?.Code,
      fromBankTransactionId: transfer.FromBankTransactionID,
      toBankTransactionId: transfer.ToBankTransactionID,
      fromIsReconciled: transfer.FromIsReconciled,
      toIsReconciled: transfer.ToIsReconciled,
    },
  }),
  write: (transfer) => ({
    FromBankAccount: transfer.from && { AccountID: transfer.from.id },
    ToBankAccount: transfer.to && { AccountID: transfer.to.id },
    Amount: transfer.amount,
    Date: transfer.date,
    Reference: transfer.reference,
  }),
  list: transferList,
  get: getting(endpoint),
  create: creatingOne(endpoint),
  remove: deleting(endpoint),
  guard: guardDay,
  scopes: { read: ["accounting.banktransactions.read"], write: ["accounting.banktransactions"] },
});
