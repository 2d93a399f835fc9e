import { absolute, codec, fields, keyset, listing, negate, ref, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { currency, filterTime, known, listUnder, rowUnder, vietnamDay, vietnamTime } from "./wire.ts";

const direction = codec.choice({ in: "in", out: "out" });

/** One transaction in any of its forms, which share nothing but `id`, `code` and `accumulated`. */
const Transaction = row({
  id: required(codec.ownId),
  code: codec.identifier,
  accumulated: codec.decimal,

  // A row of the API: https://developer.sepay.vn/en/sepay-api/v1/giao-dich
  ...fields(z.string(), "bank_brand_name", "transaction_content"),
  ...fields(codec.identifier, "bank_account_id", "account_number", "sub_account", "reference_number"),
  ...fields(codec.decimal, "amount_in", "amount_out"),
  transaction_date: vietnamTime,
  // What version 2 of the API has besides, where ids are UUIDs: https://developer.sepay.vn/en/sepay-api/v2/giao-dich/danh-sach
  transfer_type: direction,
  // As SePay's guides for assistants write a row of the API, with `content` and `gateway`.
  transfer_amount: codec.decimal,
  ...fields(codec.identifier, "va", "va_id"),

  // The body of a webhook: https://developer.sepay.vn/en/sepay-webhooks/tich-hop-webhook
  ...fields(z.string(), "gateway", "content", "description"),
  ...fields(codec.identifier, "accountNumber", "subAccount", "referenceCode"),
  transactionDate: vietnamTime,
  transferType: direction,
  transferAmount: codec.decimal,
}).refine(
  ({ amount_in, amount_out, transferAmount, transfer_amount, transaction_date, transactionDate }) =>
    amount_in || amount_out || transferAmount || transfer_amount || transaction_date || transactionDate,
  "expected an amount or a time",
);

/** What came in less what went out; one of both is always 0. */
const netOf = ({ amount_in, amount_out }: z.output<typeof Transaction>): string | undefined =>
  amount_in || amount_out ? sum(amount_in || "0", negate(amount_out || "0")) : undefined;

const sideOf = (net = "0") => (net === "0" ? undefined : net.startsWith("-") ? "out" : "in");

const Dated = z.looseObject({ transaction_date: z.string() });

/**
 * Money in and out of the accounts, as the banks tell SePay. Nothing of a transaction is ever changed or deleted.
 *
 * The list gives the newest first, 5,000 at most, and has no pages: `since_id` and `transaction_date_min` only say where it ends. The next stretch is therefore
 * what lies before the oldest of this one, that second included.
 */
export const bankTransactions = resource({ entity: "bankTransaction", raw: Transaction }).define({
  id: (transaction) => transaction.id,
  read: (transaction) => {
    const net = netOf(transaction);
    const amount = net || transaction.transferAmount || transaction.transfer_amount;
    const bookedAt = transaction.transaction_date || transaction.transactionDate;
    return {
      direction: transaction.transferType || transaction.transfer_type || sideOf(net),
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
    items: (transactions) => transactions,
    paging: keyset({
      key: (element) => Dated.safeParse(element).data?.transaction_date,
      after: (oldest) => ({ query: { transaction_date_max: oldest } }),
      size: { parameter: "limit", value: 5000 },
    }),
    order: "transaction_date",
    since: (instant) => ({ query: { transaction_date_min: filterTime(instant) } }),
    // The filter knows the bank's time alone, and banks tell of some transactions hours later.
    overlap: 86_400,
    deletes: "never",
  }),
  get: { path: (id) => `/transactions/details/${id}`, row: rowUnder("transaction", "transaction") },
});
