import {
  codec,
  fields,
  type Listing,
  listing,
  type Paging,
  pageNumber,
  required,
  resource,
  row,
  single,
} from "@opensme/core";
import * as z from "zod";
import { gateway } from "./gateway.ts";
import { currency, vietnamDay, vietnamTime } from "./wire.ts";

const status = codec.choice({ CAPTURED: "completed", CANCELLED: "void", AUTHENTICATION_NOT_NEEDED: "pending" });

const method = codec.meanings({ card: ["CARD"], "bank-transfer": ["BANK_TRANSFER", "NAPAS_BANK_TRANSFER"] });

/** https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/chi-tiet-don-hang, where the list leaves the transactions out. */
const GatewayOrder = row({
  id: required(codec.ownId),
  order_id: codec.ownId,
  ...fields(codec.identifier, "order_invoice_number", "customer_id"),
  order_status: status,
  order_amount: required(codec.decimal),
  ...fields(z.string(), "order_currency", "order_description", "authentication_status"),
  ...fields(vietnamTime, "created_at", "updated_at"),
  transactions: z.array(row({ payment_method: method, transaction_date: vietnamTime })),
});

type GatewayOrder = z.output<typeof GatewayOrder>;

/** The transaction that paid it; one that failed may stand before it. */
const lastOf = ({ transactions }: GatewayOrder) => transactions?.at(-1);

/** When it was paid, where it was; the list does not say. */
const paidAt = (order: GatewayOrder) =>
  order.order_status === "completed" ? lastOf(order)?.transaction_date || undefined : undefined;

/** Orders in a list, and one by itself. */
const Orders = row({
  data: required(z.union([z.array(z.unknown()), z.looseObject({})])),
  meta: row({ total: required(z.coerce.number()) }),
});

const Notice = row({ order: required(z.looseObject({})), transaction: z.looseObject({}) });

const Short = z.looseObject({ amount: z.unknown(), payment_method: z.unknown().optional() });

/** Some clients write an order by shorter names. */
const longNames: Readonly<Record<string, string>> = {
  amount: "order_amount",
  status: "order_status",
  currency: "order_currency",
  description: "order_description",
};

/** The gateway's own notification has the order and its transaction side by side: https://developer.sepay.vn/en/cong-thanh-toan/IPN */
const orderIn = (element: unknown): readonly unknown[] => {
  const notice = Notice.safeParse(element).data;
  if (notice) return [{ ...notice.order, transactions: [notice.transaction ?? []].flat() }];
  const short = Short.safeParse(element).data;
  if (!short || "order_amount" in short) return [element];
  const { payment_method, ...order } = short;
  const renamed = Object.entries(order).map(([name, value]) => [longNames[name] ?? name, value]);
  const transactions = payment_method === undefined ? undefined : [{ payment_method }];
  return [{ ...Object.fromEntries(renamed), transactions }];
};

const orders = (path: string, paging: Paging): Listing =>
  listing({
    path: `${gateway}${path}`,
    query: path === "" ? { sort: "created_at:asc" } : {},
    page: Orders,
    items: ({ data }) => [data].flat(),
    total: ({ meta }) => meta?.total,
    paging,
    order: "created_at",
    deletes: "never",
    split: orderIn,
  });

/** What is done with an order by its invoice number, after which it is read again. */
const acting = (verb: string) => ({
  path: `${gateway}/${verb}`,
  needs: ["order_invoice_number"],
  body: (_: string, { order_invoice_number }: Readonly<Record<string, unknown>>) => ({
    order_invoice_number: String(order_invoice_number),
  }),
});

/** Orders of the payment gateway: what a customer was asked for, and whether it was paid. They change their status, and the list cannot be asked for that. */
export const payments = resource({ entity: "payment", raw: GatewayOrder }).define({
  id: (order) => order.order_id || order.id,
  read: (order) => ({
    amount: order.order_amount,
    reference: order.order_invoice_number,
    direction: "in",
    kind: "payment",
    status: order.order_status,
    date: vietnamDay(paidAt(order)),
    paidAt: paidAt(order),
    method: lastOf(order)?.payment_method,
    currency: order.order_currency?.toUpperCase() || currency,
    note: order.order_description,
    createdAt: order.created_at,
    updatedAt: order.updated_at,
    unmapped: { customer_id: order.customer_id, authentication_status: order.authentication_status },
  }),
  list: orders("", pageNumber({ parameter: "page", size: { parameter: "per_page", value: 100 } })),
  get: { listing: (id) => orders(`/detail/${encodeURIComponent(id)}`, single()) },
  // An order to be paid by transfer is cancelled before it is paid, one that was paid by card is voided before the money is settled:
  // https://developer.sepay.vn/en/cong-thanh-toan/API/don-hang/huy-don-hang · https://developer.sepay.vn/en/cong-thanh-toan/API/giao-dich/huy-giao-dich
  actions: { cancel: acting("cancel"), void: acting("voidTransaction") },
});
