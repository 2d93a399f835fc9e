import {
  absolute,
  codec,
  compare,
  keyset,
  listing,
  negate,
  OpenSMEError,
  pick,
  ref,
  resource,
  sum,
} from "@opensme/core";
import * as z from "zod";
import { currency, filterTime, known, ownId, vietnamDay, vietnamTime, word } from "./wire.ts";

const direction = codec.choice({ in: "in", out: "out" });

/** When the bank booked it, in either of two forms. */
const timeOf = (row: { transaction_date?: string | null | undefined; transactionDate?: string | null | undefined }) =>
  row.transaction_date || row.transactionDate;

/** One transaction in any of its forms, which share nothing but `id`, `code` and `accumulated`. */
const Transaction = z
  .object({
    id: ownId,
    code: word.nullish(),
    accumulated: codec.decimal.nullish(),

    // A row of the API: https://developer.sepay.vn/en/sepay-api/v1/giao-dich
    bank_brand_name: z.string().nullish(),
    bank_account_id: word.nullish(),
    account_number: word.nullish(),
    sub_account: word.nullish(),
    transaction_date: vietnamTime.nullish(),
    amount_in: codec.decimal.nullish(),
    amount_out: codec.decimal.nullish(),
    transaction_content: z.string().nullish(),
    reference_number: word.nullish(),
    // What version 2 of the API has besides, where ids are UUIDs: https://developer.sepay.vn/en/sepay-api/v2/giao-dich/danh-sach
    transfer_type: direction.nullish(),
    // As SePay's guides for assistants write a row of the API, with `content` and `gateway`.
    transfer_amount: codec.decimal.nullish(),
    va: word.nullish(),
    va_id: word.nullish(),

    // The body of a webhook: https://developer.sepay.vn/en/sepay-webhooks/tich-hop-webhook
    gateway: z.string().nullish(),
    accountNumber: word.nullish(),
    subAccount: word.nullish(),
    transactionDate: vietnamTime.nullish(),
    transferType: direction.nullish(),
    transferAmount: codec.decimal.nullish(),
    content: z.string().nullish(),
    referenceCode: word.nullish(),
    description: z.string().nullish(),
  })
  .refine(
    (row) => row.amount_in || row.amount_out || row.transferAmount || row.transfer_amount || timeOf(row),
    "expected an amount or a time",
  );

type Transaction = z.output<typeof Transaction>;

/** What came in less what went out; one of both is always 0. */
const netOf = ({ amount_in, amount_out }: Transaction): string | undefined =>
  amount_in || amount_out ? sum(amount_in || "0", negate(amount_out || "0")) : undefined;

const directionOf = (transaction: Transaction) => {
  const sign = compare(netOf(transaction) ?? "0", "0");
  return transaction.transferType || transaction.transfer_type || (sign === 0 ? undefined : sign > 0 ? "in" : "out");
};

const totalOf = (transaction: Transaction): string | undefined => {
  const net = netOf(transaction) || transaction.transferAmount || transaction.transfer_amount;
  return net ? absolute(net) : undefined;
};

/** A list under its key here, under `data` in version 2 of the API. */
const Transactions = z.union([
  z.looseObject({ transactions: z.array(z.unknown()) }),
  z.looseObject({ data: z.array(z.unknown()) }).transform(({ data }) => ({ transactions: data })),
]);

const Details = z.looseObject({ transaction: z.unknown().optional(), data: z.unknown().optional() });

const Dated = z.looseObject({ transaction_date: z.string() });

/**
 * Money in and out of the accounts, as the banks tell SePay. Nothing of a transaction is ever changed or deleted.
 *
 * The list gives the newest first, 5,000 at most, and has no pages: `since_id` and `transaction_date_min` only say where it ends. The next stretch is therefore
 * what lies before the oldest of this one, that second included.
 */
export const bankTransactions = resource({ entity: "bankTransaction", raw: Transaction }).define({
  id: (transaction) => transaction.id,
  read: (transaction) => ({
    direction: directionOf(transaction),
    bankAccount: ref(transaction.bank_account_id),
    reference: transaction.reference_number || transaction.referenceCode,
    date: vietnamDay(timeOf(transaction)),
    bookedAt: timeOf(transaction),
    currency,
    total: totalOf(transaction),
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
  }),
  list: listing({
    path: "/transactions/list",
    page: Transactions,
    items: ({ transactions }) => transactions,
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
  get: {
    path: (id) => `/transactions/details/${id}`,
    row: pick(Details, ({ transaction, data }) => {
      const row = transaction ?? data;
      if (row) return row;
      throw new OpenSMEError("SePay has no such transaction. Check the id.", { code: "not_found" });
    }),
  },
});
