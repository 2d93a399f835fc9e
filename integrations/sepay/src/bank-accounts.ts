import { codec, listing, OpenSMEError, pick, resource, single } from "@opensme/core";
import * as z from "zod";
import { currency, known, ownId, vietnamTime, word } from "./wire.ts";

/** https://developer.sepay.vn/en/sepay-api/v1/tai-khoan-ngan-hang */
export const BankAccount = z
  .object({
    id: ownId,
    account_holder_name: z.string().nullish(),
    account_number: word.nullish(),
    accumulated: codec.decimal.nullish(),
    last_transaction: vietnamTime.nullish(),
    label: z.string().nullish(),
    active: codec.choice({ 1: "active", 0: "archived", true: "active", false: "archived" }).nullish(),
    created_at: vietnamTime.nullish(),
    bank_short_name: z.string().nullish(),
    bank_full_name: z.string().nullish(),
    bank_bin: word.nullish(),
    bank_code: z.string().nullish(),
  })
  .refine(
    (row) => row.account_holder_name || row.bank_short_name || row.bank_full_name || row.bank_code,
    "expected a bank account",
  );

/** A list under its key here, under `data` in version 2 of the API. */
export const Accounts = z.union([
  z.looseObject({ bankaccounts: z.array(z.unknown()) }),
  z.looseObject({ data: z.array(z.unknown()) }).transform(({ data }) => ({ bankaccounts: data })),
]);

const Account = z.looseObject({ bankaccount: z.unknown().optional(), data: z.unknown().optional() });

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
    items: ({ bankaccounts }) => bankaccounts,
    paging: single(),
    deletes: "absent",
  }),
  get: {
    path: (id) => `/bankaccounts/details/${id}`,
    row: pick(Account, ({ bankaccount, data }) => {
      const row = bankaccount ?? data;
      if (row) return row;
      throw new OpenSMEError("SePay has no such bank account. Check the id.", { code: "not_found" });
    }),
  },
});
