import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { SaleDelivery } from "./delivery.ts";
import { Line, LineTax, lineOf } from "./lines.ts";
import { OrderBody, wrapOrder, writeOrder } from "./order-body.ts";
import { readSale, Sale } from "./sales.ts";
import { kiotvietList, writtenId } from "./wire.ts";

const OrderTax = row({ ...LineTax.shape, taxName: z.string(), ...fields(codec.decimal, "taxValue", "priceAfterTax") });

const Order = row({
  ...Sale.shape,
  status: codec.choice({ 1: "draft", 2: "open", 3: "completed", 4: "cancelled", 5: "open" }),
  orderDetails: z.array(row({ ...Line.shape, orderDetailTaxs: z.array(OrderTax) })),
  orderDelivery: SaleDelivery,
});

/** Orders for goods ("đặt hàng"), from a customer who will get them later. One that is fulfilled becomes an invoice. */
export const orders = resource({ entity: "order", raw: Order, body: OrderBody }).define({
  id: (order) => order.id,
  prefix: "order",
  read: (order) => ({
    ...readSale(order, order.orderDelivery),
    kind: "order",
    status: order.status,
    lines: order.orderDetails?.map((line) => lineOf(line, line.orderDetailTaxs)),
  }),
  write: writeOrder,
  // Sums that KiotViet works out by itself; the name of a surcharge is that of its kind, which has the id.
  leavesOut: ["lines.unitPriceWithTax", "lines.taxName", "lines.tax", "lines.total", "charges.name"],
  list: kiotvietList({
    path: "/orders",
    query: { includePayment: true, includeOrderDelivery: true },
    deletes: "never",
  }),
  get: { path: (id) => `/orders/${id}` },
  create: { path: "/orders", id: writtenId, wrap: wrapOrder },
  update: {
    path: (id) => `/orders/${id}`,
    method: "put",
    semantics: "replace",
    // Read under these names, and written under others.
    needs: ["orderDelivery", "customerId", "invoiceOrderSurcharges"],
    wrap: wrapOrder,
  },
  // The manual calls it a deletion (2.5.5), and the order stays, as cancelled. Its payments stay too unless asked for otherwise.
  actions: { cancel: { path: (id) => `/orders/${id}`, method: "delete" } },
});
