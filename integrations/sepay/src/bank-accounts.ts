import { codec, fields, listing, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { currency, known, listUnder, rowUnder, vietnamTime } from "./wire.ts";

/** https://developer.sepay.vn/en/sepay-api/v1/tai-khoan-ngan-hang */
export const BankAccount = row({
  id: required(codec.ownId),
  ...fields(z.string(), "account_holder_name", "label", "bank_short_name", "bank_full_name", "bank_code"),
  ...fields(codec.identifier, "account_number", "bank_bin"),
  accumulated: codec.decimal,
  active: codec.meanings({ active: [1, true], archived: [0, false] }),
  ...fields(vietnamTime, "last_transaction", "created_at"),
}).refine(
  (account) => account.account_holder_name || account.bank_short_name || account.bank_full_name || account.bank_code,
  "expected a bank account",
);

/** The list of accounts. */
export const Accounts = listUnder("bankaccounts");

/** The accounts that SePay watches. */
export const bankAccounts = resource({ entity: "bankAccount", raw: BankAccount }).define({
  id: (account) => account.id,
  read: (account) => ({
    name: account.label || account.bank_short_name || account.bank_full_name || account.bank_code || account.id,
    bankName: account.bank_full_name || account.bank_short_name,
    number: account.account_number,
    holderName: account.account_holder_name,
    bankCode: account.bank_bin || account.bank_code,
    currency,
    balance: known(account.accumulated),
    status: account.active,
    createdAt: account.created_at,
    unmapped: {
      bank_short_name: account.bank_short_name,
      bank_code: account.bank_code,
      last_transaction: account.last_transaction,
    },
  }),
  list: listing({
    path: "/bankaccounts/list",
    // Without it the list ends after the 100 that were added last.
    query: { limit: 5000 },
    page: Accounts,
    items: (accounts) => accounts,
    paging: single(),
    deletes: "absent",
  }),
  get: { path: (id) => `/bankaccounts/details/${id}`, row: rowUnder("bankaccount", "bank account") },
});
