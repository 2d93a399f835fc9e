import { codec, fields, type Json, phone, type RecordChanges, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { addressBody } from "./address-body.ts";
import { Address, fullName, place } from "./addresses.ts";
import { ShipmentStatus, shipmentStatus } from "./fulfillments.ts";
import { Line, lineOf } from "./lines.ts";
import { orderNumber } from "./order-parts.ts";
import { Entry, paidIn } from "./transactions.ts";
import { entered, haravanList, under } from "./wire.ts";

const Order = row({
  id: required(codec.ownId),
  ...fields(codec.identifier, "location_id", "user_id", "ref_order_id"),
  ...fields(orderNumber, "order_number", "name", "ref_order_number"),
  ...fields(z.string(), "cancel_reason", "confirmed_status", "location_name", "source_name", "source"),
  ...fields(z.string(), "currency", "note", "tags"),
  ...fields(codec.instant, "cancelled_at", "closed_at", "created_at", "updated_at"),
  cancelled_status: codec.choice({ cancelled: "cancelled", uncancelled: "open" }),
  closed_status: codec.choice({ closed: "completed", unclosed: "open" }),
  // Written in one word too: "partiallypaid".
  financial_status: codec.meanings({
    unpaid: ["pending", "authorized", "voided"],
    "partially-paid": ["partially_paid", "partiallypaid"],
    paid: ["paid", "partially_refunded", "partiallyrefunded"],
    refunded: ["refunded"],
  }),
  fulfillment_status: codec.choice({ notfulfilled: "pending", fulfilled: "delivered", restocked: "cancelled" }),
  customer: row({ ...Address.pick({ first_name: true, last_name: true }).shape, id: codec.numericId }),
  ...fields(codec.decimal, "subtotal_price", "total_discounts", "total_tax", "total_price"),
  taxes_included: codec.flag,
  discount_codes: z.array(row({ code: z.string() })),
  ...fields(z.string(), "gateway", "gateway_code"),
  line_items: z.array(Line),
  shipping_lines: z.array(row({ title: z.string(), code: z.string(), price: codec.decimal })),
  shipping_address: Address,
  transactions: z.array(Entry),
  refunds: z.array(row({ transactions: z.array(Entry) })),
  fulfillments: z.array(ShipmentStatus),
  note_attributes: z.array(row({ name: z.string(), value: z.json() })),
});

type Order = z.output<typeof Order>;

/** A closed order is one that is done with. Where neither is said, nothing is known. */
const statusOf = ({ cancelled_at, cancelled_status, closed_at, closed_status }: Order) => {
  if (cancelled_at) return "cancelled";
  if (cancelled_status && cancelled_status !== "open") return cancelled_status;
  return closed_at ? "completed" : closed_status || cancelled_status;
};

/** How far the shipments are, where all are alike; a word among them that nobody knows is kept. */
const delivered = ({ fulfillments }: Order) => {
  const found = (fulfillments ?? []).map(shipmentStatus).filter((status) => status && status !== "cancelled");
  const unknown = found.find((status) => typeof status !== "string");
  return unknown ?? (new Set(found).size === 1 ? found[0] : undefined);
};

/** How far the order is delivered. Nothing, says the manual, is for what is not sent. */
const fulfillmentStatus = (order: Order) => {
  if (order.fulfillment_status === null) return "pending";
  return order.fulfillment_status === "delivered" ? delivered(order) : order.fulfillment_status;
};

const paidFor = ({ transactions, refunds }: Order): string | undefined =>
  paidIn([...(transactions ?? []), ...(refunds ?? []).flatMap((refund) => refund.transactions ?? [])]);

const isCashOnDelivery = ({ gateway, gateway_code }: Order): boolean | undefined =>
  gateway || gateway_code ? /\bcod\b/i.test(`${gateway} ${gateway_code}`) : undefined;

const attributesOf = ({ note_attributes }: Order) =>
  Object.fromEntries((note_attributes ?? []).flatMap(({ name, value }) => (name ? [[name, value]] : [])));

/** What is sold cannot be changed afterwards, says the manual, nor who buys. */
const newOrder = (order: RecordChanges<"order">) => ({
  line_items: order.lines?.map(({ item, quantity, unitPrice }) => ({
    variant_id: item?.id,
    quantity,
    price: unitPrice,
  })),
  customer: order.contact && { id: order.contact.id },
  source_name: order.channel,
  shipping_address: order.shippingAddress && addressBody(order.shippingAddress),
});

const writeOrder = (order: RecordChanges<"order">, operation: "create" | "update") => ({
  ...(operation === "create" ? newOrder(order) : {}),
  note: order.note,
  note_attributes:
    order.custom && Object.entries(order.custom).map(([name, value]) => ({ name, value: String(value) })),
});

/** What is done with an order, which is read again afterwards. */
const acting = (verb: string) => ({ path: (id: string) => `/orders/${id}/${verb}.json`, body: () => ({}) });

/** `refundAmount` is given back; where the money did not come in through Haravan this is only noted. `keepFulfillments` leaves the shipments as they are. */
const Cancellation = z.strictObject({
  reason: z.enum(["customer", "inventory", "fraud", "declined", "other"]),
  refundAmount: z
    .string()
    .regex(/^\d+(?:\.\d+)?$/, "expected an amount, such as 520000")
    .optional(),
  restock: z.boolean().optional(),
  notifyCustomer: z.boolean().optional(),
  keepFulfillments: z.boolean().optional(),
  note: z.string().optional(),
});

/** https://docs.haravan.com/docs/omni-apis/orders/#cancel-an-order */
const cancel = {
  ...acting("cancel"),
  choices: Cancellation,
  body: (_: string, __: object, chosen: Readonly<Record<string, Json>>): Json => {
    const { refundAmount: amount, notifyCustomer: email, keepFulfillments, ...rest } = chosen;
    return { ...rest, amount, email, ignore_cancel_fulfillment: keepFulfillments };
  },
};

/** Orders of the web shop, the counter and the marketplaces. An order is the sale too: nothing else is made of it. */
export const orders = resource({ entity: "order", raw: Order }).define({
  id: (order) => order.id,
  scopes: { read: ["com.read_orders"], write: ["com.write_orders"] },
  read: (order) => ({
    number: order.order_number || order.name,
    kind: "sale",
    status: statusOf(order),
    paymentStatus: order.financial_status,
    fulfillmentStatus: fulfillmentStatus(order),
    placedAt: order.created_at,
    contact: ref(order.customer?.id, order.customer && fullName(order.customer)),
    location: ref(order.location_id, order.location_name),
    seller: ref(order.user_id),
    channel: order.source_name || order.source,
    sourceOrder: ref(order.ref_order_id, order.ref_order_number),
    currency: order.currency,
    subTotal: order.subtotal_price,
    discount: order.total_discounts,
    tax: order.total_tax,
    taxInclusive: order.taxes_included,
    total: order.total_price,
    paid: paidFor(order),
    isCashOnDelivery: isCashOnDelivery(order),
    lines: order.line_items?.map(lineOf),
    charges: order.shipping_lines?.map(({ title, code, price }) => {
      const amount = entered(price);
      return amount ? { amount, name: title || code } : undefined;
    }),
    shippingAddress: place(order.shipping_address),
    note: order.note,
    createdAt: order.created_at,
    updatedAt: order.updated_at || order.created_at,
    custom: attributesOf(order),
    unmapped: {
      "shippingAddress.company": order.shipping_address?.company,
      "shippingAddress.phone": phone(order.shipping_address?.phone)?.number,
      cancel_reason: order.cancel_reason,
      confirmed_status: order.confirmed_status,
      fulfillment_status: order.fulfillment_status === "delivered" && !delivered(order) ? "fulfilled" : undefined,
      gateway: order.gateway,
      gateway_code: order.gateway_code,
      discount_codes: order.discount_codes?.flatMap(({ code }) => code || []).join(", "),
      tags: order.tags,
    },
  }),
  write: writeOrder,
  // Closed and cancelled ones too, which are left out unless asked for.
  list: haravanList({ path: "orders", row: "order", query: { status: "any" }, deletes: "never" }),
  get: { path: (id) => `/orders/${id}.json`, row: under("order") },
  create: { path: "/orders.json", wrap: (order) => ({ order }), row: under("order") },
  update: {
    path: (id) => `/orders/${id}.json`,
    method: "put",
    semantics: "merge",
    wrap: (body, id) => ({ order: { id: Number(id), ...body } }),
    row: under("order"),
  },
  actions: { cancel, confirm: acting("confirm"), close: acting("close"), reopen: acting("open") },
});
