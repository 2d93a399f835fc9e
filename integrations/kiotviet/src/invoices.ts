import { codec, fields, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { SaleDelivery } from "./delivery.ts";
import { Line, LineTax, lineOf } from "./lines.ts";
import { readSale, Sale } from "./sales.ts";
import { kiotvietList } from "./wire.ts";

const InvoiceTax = row({ ...LineTax.shape, name: z.string(), ...fields(codec.decimal, "value", "priceAfterTax") });

const Invoice = row({
  ...Sale.shape,
  orderId: codec.otherId,
  orderCode: z.string(),
  // 5 is "could not be delivered", for which the model has no word.
  status: codec.choice({ 1: "completed", 2: "cancelled", 3: "open" }),
  invoiceDetails: z.array(row({ ...Line.shape, invoiceDetailTaxs: z.array(InvoiceTax) })),
  // Called so in lists; the answer to a write says `deliveryDetail`.
  invoiceDelivery: SaleDelivery,
  deliveryDetail: SaleDelivery,
});

/** Sales ("hóa đơn"): what was sold, at the counter or delivered. Not the legal e-invoice. They are cancelled, never deleted. */
export const invoices = resource({ entity: "order", raw: Invoice }).define({
  id: (invoice) => invoice.id,
  prefix: "invoice",
  read: (invoice) => ({
    ...readSale(invoice, invoice.invoiceDelivery ?? invoice.deliveryDetail),
    kind: "sale",
    status: invoice.status,
    sourceOrder: ref(invoice.orderId && `order:${invoice.orderId}`),
    sourceNumber: invoice.orderCode,
    lines: invoice.invoiceDetails?.map((line) => lineOf(line, line.invoiceDetailTaxs)),
  }),
  list: kiotvietList({
    path: "/invoices",
    query: { includePayment: true, includeInvoiceDelivery: true, SaleChannel: true },
    deletes: "never",
  }),
  get: { path: (id) => `/invoices/${id}` },
});
