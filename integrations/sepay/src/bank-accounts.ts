import { codec, fields, listing, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { currency, known, listUnder, rowUnder, vietnamTime } from "./wire.ts";

/** https://developer.sepay.vn/en/sepay-api/v1/tai-khoan-ngan-hang */
const Fields = row({
  id: required(codec.ownId),
  ...fields(z.string(), "account_holder_name", "label", "bank_short_name", "bank_full_name", "bank_code"),
  ...fields(codec.identifier, "account_number", "bank_bin"),
  // As the API for apps tells the bank: https://developer.sepay.vn/en/sepay-oauth2/tai-khoan-ngan-hang
  bank: row(fields(codec.identifier, "short_name", "full_name", "code", "bin")),
  accumulated: codec.decimal,
  active: codec.meanings({ active: [1, true], archived: [0, false] }),
  ...fields(vietnamTime, "last_transaction", "created_at"),
});

const bankOf = ({ bank, bank_short_name, bank_full_name, bank_code, bank_bin }: z.output<typeof Fields>) => ({
  short: bank_short_name || bank?.short_name,
  full: bank_full_name || bank?.full_name,
  code: bank_code || bank?.code,
  bin: bank_bin || bank?.bin,
});

export const BankAccount = Fields.refine(
  (account) => account.account_holder_name || Object.values(bankOf(account)).some(Boolean),
  "expected a bank account",
);

/** The list of accounts. */
export const Accounts = listUnder("bankaccounts");

/** The accounts that SePay watches. */
export const bankAccounts = resource({ entity: "bankAccount", raw: BankAccount }).define({
  id: (account) => account.id,
  read: (account) => {
    const { short, full, code, bin } = bankOf(account);
    return {
      name: account.label || short || full || code || account.id,
      bankName: full || short,
      number: account.account_number,
      holderName: account.account_holder_name,
      bankCode: bin || code,
      currency,
      balance: known(account.accumulated),
      status: account.active,
      createdAt: account.created_at,
      unmapped: { bank_short_name: short, bank_code: code, last_transaction: account.last_transaction },
    };
  },
  list: listing({
    path: "/bankaccounts/list",
    // Without it the list ends after the 100 that were added last.
    query: { limit: 5000 },
    page: Accounts,
    paging: single(),
    deletes: "absent",
  }),
  get: { path: (id) => `/bankaccounts/details/${id}`, row: rowUnder("bankaccount") },
});
