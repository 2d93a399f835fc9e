import { absolute, codec, fields, keyset, listing, negate, ref, required, resource, row, sum } from "@opensme/core";
import type * as z from "zod";
import { currency, filterTime, known, listUnder, rowUnder, vietnamDay, vietnamTime } from "./wire.ts";

/** One transaction in any of its forms, which share nothing but `id`, `code` and `accumulated`. Account numbers and texts of digits alone come as numbers too. */
const Forms = row({
  id: required(codec.ownId),
  // A row of the API: https://developer.sepay.vn/en/sepay-api/v1/giao-dich
  ...fields(codec.identifier, "bank_account_id", "account_number", "sub_account", "bank_brand_name", "code"),
  // `va` and `va_id` in version 2 alone, where ids are UUIDs: https://developer.sepay.vn/en/sepay-api/v2/giao-dich/danh-sach
  ...fields(codec.identifier, "transaction_content", "reference_number", "va", "va_id"),
  // The body of a webhook: https://developer.sepay.vn/en/sepay-webhooks/tich-hop-webhook
  ...fields(codec.identifier, "accountNumber", "subAccount", "gateway", "content", "description", "referenceCode"),
  // `transfer_amount` as SePay's guides for assistants write a row of the API, with `content` and `gateway`.
  ...fields(codec.decimal, "amount_in", "amount_out", "transferAmount", "transfer_amount", "accumulated"),
  ...fields(vietnamTime, "transaction_date", "transactionDate"),
  ...fields(codec.choice({ in: "in", out: "out" }), "transferType", "transfer_type"),
});

type Forms = z.output<typeof Forms>;

/** What came in less what went out; one of both is always 0. */
const netOf = ({ amount_in, amount_out }: Forms) => sum(amount_in, amount_out && negate(amount_out));

const sideOf = (net: string) => (net === "0" ? undefined : net.startsWith("-") ? "out" : "in");

const amountOf = (row: Forms) =>
  row.transferAmount || row.transfer_amount || ((row.amount_in || row.amount_out) && netOf(row));

const timeOf = (row: Forms) => row.transaction_date || row.transactionDate;

const size = { parameter: "limit", value: 5000 };

const Transaction = Forms.refine((row) => amountOf(row) || timeOf(row), "expected an amount or a time");

/**
 * Money in and out of the accounts, as the banks tell SePay. Nothing of a transaction is ever changed or deleted.
 *
 * The list gives the newest first, 5,000 at most, and has no pages: `since_id` and `transaction_date_min` only say where it ends. The next stretch is therefore
 * what lies before the oldest of this one, that second included.
 */
export const bankTransactions = resource({ entity: "bankTransaction", raw: Transaction }).define({
  id: (transaction) => transaction.id,
  read: (transaction) => {
    const amount = amountOf(transaction);
    const bookedAt = timeOf(transaction);
    return {
      direction: transaction.transferType || transaction.transfer_type || sideOf(netOf(transaction)),
      bankAccount: ref(transaction.bank_account_id),
      reference: transaction.reference_number || transaction.referenceCode,
      date: vietnamDay(bookedAt),
      bookedAt,
      currency,
      total: amount && absolute(amount),
      balance: known(transaction.accumulated),
      paymentCode: transaction.code,
      note: transaction.transaction_content || transaction.content,
      unmapped: {
        bank_brand_name: transaction.bank_brand_name || transaction.gateway,
        account_number: transaction.account_number || transaction.accountNumber,
        sub_account: transaction.sub_account || transaction.subAccount || transaction.va,
        va_id: transaction.va_id,
        description: transaction.description,
      },
    };
  },
  list: listing({
    path: "/transactions/list",
    page: listUnder("transactions"),
    paging: keyset({ key: "transaction_date", parameter: "transaction_date_max", size }),
    order: "transaction_date",
    since: (instant) => ({ query: { transaction_date_min: filterTime(instant) } }),
    // The filter knows the bank's time alone, and banks tell of some transactions hours later.
    overlap: 86_400,
    deletes: "never",
  }),
  get: { path: (id) => `/transactions/details/${id}`, row: rowUnder("transaction") },
});
