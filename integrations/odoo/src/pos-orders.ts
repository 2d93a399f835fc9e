import { compare, fields, negate, resource, sum } from "@opensme/core";
import * as z from "zod";
import { pricesContainTax } from "./prices.ts";
import { idsIn, type Records, records } from "./records.ts";
import { less } from "./settlements.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  link,
  links,
  maybe,
  moment,
  nameOfLink,
  onlyOne,
  prefixed,
  provenanceOfCompany,
  row,
  stamps,
  text,
} from "./wire.ts";

const Line = z.object({
  id: stamps.id,
  product_id: link,
  full_product_name: text,
  qty: amount,
  product_uom_id: nameOfLink,
  price_unit: amount,
  discount: amountIfAny,
  price_subtotal: amount,
  price_subtotal_incl: amount,
  customer_note: text,
});

const OperationType = z.object({ warehouse_id: link });
const PutOnAccount = z.object({ amount });

const PosOrder = row({
  ...fields(text, "name", "pos_reference"),
  // Invoiced until Odoo 18.
  state: choice({ draft: "open", paid: "completed", done: "completed", invoiced: "completed", cancel: "cancelled" }),
  date_order: moment,
  ...fields(link, "partner_id", "user_id", "company_id"),
  currency_id: currency,
  ...fields(amount, "amount_tax", "amount_total", "amount_paid"),
  orderLines: maybe(z.array(Line)),
  operationTypes: maybe(z.array(OperationType)),
  onAccount: maybe(z.array(PutOnAccount)),
  // Until Odoo 17.
  note: text,
  // Since Odoo 19.
  general_customer_note: text,
});

const Sale = PosOrder.extend({ config_id: link });

// One order that is refunded, and until Odoo 16 a list.
const Refund = PosOrder.extend({ refunded_order_id: link, refunded_order_ids: links });

type Amount = string | null | undefined;
type Order = z.output<typeof PosOrder>;

/** Money that has come in: what a customer has put on account counts as paid to Odoo. */
const received = ({ amount_paid, onAccount }: Order): string | undefined =>
  amount_paid ? less(amount_paid, sum(...(onAccount ?? []).map(({ amount }) => amount))) : undefined;

const paymentStatus = (order: Order): "paid" | "unpaid" | "partially-paid" | undefined => {
  const paid = received(order);
  // Cash is rounded: an order that Odoo holds for paid is so, unless something was put on account.
  if (order.state === "completed" && !order.onAccount?.length) return "paid";
  if (paid === undefined || !order.amount_total || (order.state !== "open" && order.state !== "completed"))
    return undefined;
  if (compare(paid, "0") <= 0) return "unpaid";
  return compare(paid, order.amount_total) < 0 ? "partially-paid" : "paid";
};

/** The lines; of a refund, where Odoo has them negative, by `sign`. */
const linesOf = ({ orderLines: lines }: Order, sign: (value: string) => string) => {
  const signed = (value: Amount): string | undefined => (value ? sign(value) : undefined);
  const taxInclusive = pricesContainTax(
    lines?.map((line) => ({ ...line, quantity: line.qty, price_total: line.price_subtotal_incl })),
  );
  const read = (line: z.output<typeof Line>) => ({
    id: line.id,
    item: line.product_id,
    description: line.full_product_name,
    quantity: signed(line.qty),
    unit: line.product_uom_id,
    unitPrice: line.price_unit,
    discountRate: line.discount,
    tax: signed(less(line.price_subtotal_incl, line.price_subtotal)),
    total: signed(taxInclusive ? line.price_subtotal_incl : line.price_subtotal),
    note: line.customer_note,
  });
  return { taxInclusive, lines: lines?.map(read) };
};

const common = (order: Order) => ({
  number: order.name === "/" ? undefined : order.name,
  contact: order.partner_id,
  location: prefixed("warehouse", onlyOne(order.operationTypes)?.warehouse_id),
  currency: order.currency_id,
  note: order.general_customer_note || order.note,
  ...provenanceOfCompany(order, { pos_reference: order.pos_reference }),
});

const posOrder: Omit<Records, "row"> = {
  model: "pos.order",
  parts: {
    orderLines: { model: "pos.order.line", row: Line, through: ["order_id"], ids: ({ id }) => idsIn(id) },
    operationTypes: {
      model: "stock.picking.type",
      row: OperationType,
      through: ["id"],
      ids: ({ picking_type_id }) => idsIn(picking_type_id),
    },
    onAccount: {
      model: "pos.payment",
      row: PutOnAccount,
      through: ["pos_order_id"],
      ids: ({ id }) => idsIn(id),
      // A method of payment without a journal is the customer's account.
      where: [["payment_method_id.journal_id", "=", false]],
    },
  },
  also: ["picking_type_id"],
  children: ["lines", "payment_ids"],
};

const isRefund = ({ amount_total }: Readonly<Record<string, unknown>>): boolean => Number(amount_total) < 0;

/** Sales at the counter. */
export const posOrders = resource({ entity: "order", raw: Sale }).define({
  id: (order) => order.id,
  prefix: "pos",
  read: (order) => ({
    ...common(order),
    kind: "sale",
    status: order.state,
    paymentStatus: paymentStatus(order),
    placedAt: order.date_order,
    seller: order.user_id,
    channel: order.config_id?.name,
    channelId: order.config_id?.id,
    subTotal: less(order.amount_total, order.amount_tax),
    tax: order.amount_tax,
    total: order.amount_total,
    paid: received(order),
    ...linesOf(order, (value) => value),
  }),
  ...records({ ...posOrder, row: Sale, domain: [["amount_total", ">=", 0]], holds: (order) => !isRefund(order) }),
});

const negated = (value: Amount): string | undefined => (value ? negate(value) : undefined);

/** Goods taken back at the counter: orders of less than nothing. An exchange is one where the customer gets money back. */
export const posRefunds = resource({ entity: "refund", raw: Refund }).define({
  id: (order) => order.id,
  prefix: "pos",
  read: (order) => ({
    ...common(order),
    order: prefixed("pos", order.refunded_order_id ?? onlyOne(order.refunded_order_ids)),
    receivedBy: order.user_id,
    status: order.state,
    refundedAt: order.date_order,
    subTotal: negated(less(order.amount_total, order.amount_tax)),
    tax: negated(order.amount_tax),
    total: negated(order.amount_total),
    paid: negated(received(order)),
    lines: linesOf(order, negate).lines,
  }),
  ...records({ ...posOrder, row: Refund, domain: [["amount_total", "<", 0]], holds: isRefund }),
});
