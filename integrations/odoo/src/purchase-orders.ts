import { resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  dayOfMoment,
  link,
  links,
  maybe,
  nameOfLink,
  onlyOne,
  plainText,
  provenance,
  row,
  stamps,
  text,
} from "./wire.ts";

const Line = z.object({
  id: stamps.id,
  display_type: text,
  product_id: link,
  name: text,
  product_qty: amount,
  // product_uom and taxes_id until Odoo 18.
  product_uom_id: nameOfLink,
  product_uom: nameOfLink,
  price_unit: amount,
  discount: amountIfAny,
  tax_ids: links,
  taxes_id: links,
  price_tax: amount,
  price_subtotal: amount,
});

const PurchaseOrder = row({
  name: text,
  partner_ref: text,
  partner_id: link,
  state: choice({
    draft: "draft",
    sent: "submitted",
    "to approve": "submitted",
    purchase: "open",
    done: "open",
    cancel: "deleted",
  }),
  invoice_status: choice({ no: "open", "to invoice": "open", invoiced: "billed" }),
  date_order: dayOfMoment,
  date_planned: dayOfMoment,
  currency_id: currency,
  amount_untaxed: amount,
  amount_tax: amount,
  amount_total: amount,
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
    taxInclusive: false,
    subTotal: order.amount_untaxed,
    tax: order.amount_tax,
    total: order.amount_total,
    lines: order.lines?.map((line) =>
      line.display_type
        ? { id: line.id, description: line.name }
        : {
            id: line.id,
            item: line.product_id,
            description: line.name,
            quantity: line.product_qty,
            unit: line.product_uom_id ?? line.product_uom,
            unitPrice: line.price_unit,
            discountRate: line.discount,
            taxRate: onlyOne(line.tax_ids ?? line.taxes_id),
            tax: line.price_tax,
            total: line.price_subtotal,
          },
    ),
    note: order.note || order.notes,
    ...provenance(order),
  }),
  ...records({
    model: "purchase.order",
    row: PurchaseOrder,
    parts: { lines: { model: "purchase.order.line", row: Line, through: ["order_id"], ids: ({ id }) => idsIn(id) } },
    children: ["order_line"],
  }),
});
