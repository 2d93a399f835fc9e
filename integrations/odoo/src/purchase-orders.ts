import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { orderLineFields, readOrderLines } from "./order-lines.ts";
import { idsIn, records } from "./records.ts";
import {
  amount,
  choice,
  currency,
  dayOfMoment,
  link,
  links,
  maybe,
  plainText,
  provenanceOfCompany,
  row,
  taxesOf,
  text,
} from "./wire.ts";

// taxes_id until Odoo 18.
const Line = z.object({ ...orderLineFields, product_qty: amount, tax_ids: links, taxes_id: links });

const PurchaseOrder = row({
  ...fields(text, "name", "partner_ref"),
  ...fields(link, "partner_id", "company_id"),
  state: choice({
    draft: "draft",
    sent: "submitted",
    "to approve": "submitted",
    purchase: "open",
    done: "open",
    cancel: "deleted",
  }),
  invoice_status: choice({ no: "open", "to invoice": "open", invoiced: "billed" }),
  ...fields(dayOfMoment, "date_order", "date_planned"),
  currency_id: currency,
  ...fields(amount, "amount_untaxed", "amount_tax", "amount_total"),
  lines: maybe(z.array(Line)),
  // Until Odoo 18.
  notes: plainText,
  note: plainText,
});

/** Requests for quotation, which are drafts, and orders to suppliers. */
export const purchaseOrders = resource({ entity: "purchaseOrder", raw: PurchaseOrder }).define({
  id: (order) => order.id,
  read: (order) => ({
    number: order.name,
    reference: order.partner_ref,
    contact: order.partner_id,
    status: order.state === "open" ? (order.invoice_status ?? "open") : order.state,
    issueDate: order.date_order,
    expectedArrivalDate: order.date_planned,
    currency: order.currency_id,
    subTotal: order.amount_untaxed,
    tax: order.amount_tax,
    total: order.amount_total,
    ...readOrderLines(order.lines, (line) => ({
      quantity: line.product_qty,
      ...taxesOf(line.tax_ids ?? line.taxes_id),
    })),
    note: order.note || order.notes,
    ...provenanceOfCompany(order),
  }),
  ...records({
    model: "purchase.order",
    row: PurchaseOrder,
    parts: { lines: { model: "purchase.order.line", row: Line, through: ["order_id"], ids: ({ id }) => idsIn(id) } },
    children: ["order_line"],
  }),
});
