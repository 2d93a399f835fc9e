import { fields, OpenSMEError, type Order, resource } from "@opensme/core";
import * as z from "zod";
import { orderLineFields, readOrderLines } from "./order-lines.ts";
import { idsIn, type Records, records, recordsBy } from "./records.ts";
import {
  amount,
  asHtml,
  choice,
  currency,
  flag,
  link,
  maybe,
  moment,
  number,
  numericId,
  odooMoment,
  plainText,
  prefixed,
  provenanceOfCompany,
  row,
  text,
} from "./wire.ts";
import { acting, commands, writing } from "./writing.ts";

const Line = z.object({ ...orderLineFields, product_uom_qty: amount });

const SaleOrder = row({
  ...fields(text, "name", "client_order_ref", "origin"),
  state: choice({ draft: "draft", sent: "draft", sale: "open", done: "completed", cancel: "cancelled" }),
  locked: flag,
  delivery_status: choice({ pending: "pending", full: "delivered" }),
  ...fields(moment, "date_order", "commitment_date"),
  ...fields(link, "partner_id", "warehouse_id", "user_id", "team_id", "partner_shipping_id", "company_id"),
  currency_id: currency,
  ...fields(amount, "amount_untaxed", "amount_tax", "amount_total"),
  lines: maybe(z.array(Line)),
  note: plainText,
});

const OrderBody = z
  .object({
    ...fields(numericId, "partner_id", "user_id", "warehouse_id"),
    ...fields(z.string(), "client_order_ref", "origin", "note"),
    ...fields(odooMoment, "date_order", "commitment_date"),
    order_line: z.array(z.unknown()),
  })
  .partial();

const LineBody = z
  .object({ product_id: numericId, name: z.string(), ...fields(number, "product_uom_qty", "price_unit", "discount") })
  .partial();

type OrderLine = NonNullable<Order["lines"]>[number];

/** Taxes are those of the product: Odoo wants their ids, which lines of orders do not have. */
const lineBody = (line: Omit<OrderLine, "id">): object | undefined =>
  line.quantity === undefined
    ? undefined
    : z.encode(LineBody, {
        product_id: line.item?.id,
        name: line.description,
        product_uom_qty: line.quantity,
        price_unit: line.unitPrice,
        discount: line.discountRate,
      });

const saleOrders: Records = {
  model: "sale.order",
  row: SaleOrder,
  parts: { lines: { model: "sale.order.line", row: Line, through: ["order_id"], ids: ({ id }) => idsIn(id) } },
  children: ["order_line"],
};

/** Quotations, which are drafts, and sales orders. One that is locked is done. */
export const orders = resource({ entity: "order", raw: SaleOrder, body: OrderBody }).define({
  id: (order) => order.id,
  read: (order) => ({
    number: order.name,
    kind: "order",
    status: order.state === "open" && order.locked ? "completed" : order.state,
    fulfillmentStatus: order.delivery_status,
    placedAt: order.date_order,
    expectedAt: order.commitment_date,
    contact: order.partner_id,
    location: prefixed("warehouse", order.warehouse_id),
    seller: order.user_id,
    channel: order.team_id?.name,
    channelId: order.team_id?.id,
    sourceNumber: order.origin,
    currency: order.currency_id,
    subTotal: order.amount_untaxed,
    tax: order.amount_tax,
    total: order.amount_total,
    ...readOrderLines(order.lines, (line) => ({ quantity: line.product_uom_qty })),
    shippingAddress: { recipient: order.partner_shipping_id?.name },
    note: order.note,
    ...provenanceOfCompany(order, { client_order_ref: order.client_order_ref }),
  }),
  // Sums that Odoo works out, and the unit, which it has from the item.
  leavesOut: ["lines.tax", "lines.total", "lines.unit"],
  write: (order, operation) => {
    if (operation === "create" && order.status !== undefined && order.status !== "draft")
      throw new OpenSMEError(
        `Orders are made as quotations, and "${order.status}" is another status: call confirm(id) afterwards.`,
        { code: "invalid" },
      );
    const reference = order.custom?.["client_order_ref"];
    return {
      partner_id: order.contact?.id,
      client_order_ref: typeof reference === "string" ? reference : undefined,
      origin: order.sourceNumber,
      date_order: order.placedAt,
      commitment_date: order.expectedAt,
      user_id: order.seller?.id,
      warehouse_id: order.location?.id.replace(/^warehouse:/, ""),
      note: order.note === undefined ? undefined : asHtml(order.note),
      order_line: commands(order.lines, lineBody),
    };
  },
  ...records(saleOrders),
  ...writing("sale.order", { field: "sourceNumber", listing: recordsBy(saleOrders, "origin") }),
  remove: acting("sale.order", "unlink"),
  actions: {
    confirm: acting("sale.order", "action_confirm"),
    // Without it Odoo opens a window that asks what to write to the customer.
    cancel: acting("sale.order", "action_cancel", { disable_cancel_warning: true }),
  },
});
