import { codec, compare, multiply, OpenSMEError, resource, toDecimal } from "@opensme/core";
import * as z from "zod";
import { Delivery } from "./delivery.ts";
import { Line, LineTax, lineOf } from "./lines.ts";
import { namesAlone, readSale, Sale } from "./sales.ts";
import { kiotvietList, vietnamTime, writtenRow } from "./wire.ts";

const Order = Sale.extend({
  status: codec.choice({ 1: "draft", 2: "open", 3: "completed", 4: "cancelled" }).nullish(),
  orderDetails: z
    .array(
      Line.extend({
        orderDetailTaxs: z.array(LineTax.extend({ priceAfterTax: codec.decimal.nullish() })).nullish(),
      }),
    )
    .nullish(),
  orderDelivery: Delivery.nullish(),
});

const OrderBody = z.object({
  purchaseDate: vietnamTime.optional(),
  branchId: codec.identifier.optional(),
  soldById: codec.identifier.optional(),
  discount: codec.decimal.optional(),
  description: z.string().optional(),
  totalPayment: codec.decimal.optional(),
  saleChannelId: codec.identifier.optional(),
  orderDetails: z
    .array(
      z.object({
        productId: codec.identifier.optional(),
        productCode: z.string().optional(),
        productName: z.string().optional(),
        quantity: codec.decimal.optional(),
        price: codec.decimal.optional(),
        discount: codec.decimal.optional(),
        discountRatio: codec.decimal.optional(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  orderDelivery: z
    .object({
      receiver: z.string().optional(),
      address: z.string().optional(),
      locationName: z.string().optional(),
      wardName: z.string().optional(),
    })
    .optional(),
  customer: z.object({ id: codec.identifier, name: z.string().optional() }).optional(),
  // KiotViet's own spelling, in what is sent alone.
  surchages: z.array(z.object({ id: codec.identifier.optional(), price: codec.decimal })).optional(),
});

/** Orders for goods ("đặt hàng"), from a customer who will get them later. One that is fulfilled becomes an invoice. */
export const orders = resource({ entity: "order", raw: Order, body: OrderBody }).define({
  id: (order) => order.id,
  prefix: "order",
  read: (order) => ({
    ...readSale(order, order.orderDelivery),
    kind: "order",
    status: order.status,
    lines: order.orderDetails?.map((line) =>
      lineOf(
        line,
        (line.orderDetailTaxs ?? []).map(({ taxName, taxValue, detailTax, priceAfterTax }) => ({
          name: taxName,
          rate: taxValue,
          amount: detailTax,
          priceAfterTax,
        })),
      ),
    ),
    unmapped: namesAlone(order),
  }),
  write: (order) => ({
    purchaseDate: order.placedAt,
    branchId: order.location?.id,
    soldById: order.seller?.id,
    discount: order.discount,
    description: order.note,
    totalPayment: order.paid,
    saleChannelId: order.channelId,
    orderDetails: order.lines?.map((line) => ({
      productId: line.item?.id,
      productCode: line.code,
      productName: line.description,
      quantity: line.quantity,
      price: line.unitPrice,
      discount: discountOfOne(line),
      discountRatio: line.discountRate,
      note: line.note,
    })),
    orderDelivery: order.shippingAddress && {
      receiver: order.shippingAddress.recipient,
      address: order.shippingAddress.line1,
      locationName: order.shippingAddress.province,
      wardName: order.shippingAddress.ward,
    },
    customer: order.contact && { id: order.contact.id.replace(/^customer:/, ""), name: order.contact.name },
    surchages: order.charges?.map(({ id, amount }) => ({ id, price: amount })),
  }),
  list: kiotvietList({
    path: "/orders",
    query: { includePayment: true, includeOrderDelivery: true },
    deletes: "never",
    incremental: true,
  }),
  get: { path: (id) => `/orders/${id}` },
  create: { path: "/orders", row: writtenRow },
  update: { path: (id) => `/orders/${id}`, method: "put", semantics: "replace", row: writtenRow },
});

/** KiotViet wants the discount of one unit; that of the line must be divisible so that nothing is lost. */
const discountOfOne = ({ discount, quantity }: { discount?: string | undefined; quantity?: string | undefined }) => {
  if (!discount || !quantity || discount === "0" || quantity === "0") return discount;
  const ofOne = toDecimal(Number((Number(discount) / Number(quantity)).toFixed(4)));
  if (ofOne !== undefined && compare(multiply(ofOne, quantity), discount) === 0) return ofOne;
  throw new OpenSMEError(
    `KiotViet takes the discount of one unit, and ${discount} for ${quantity} units has none that is exact. Give the discount as a rate, or split the line.`,
    { code: "invalid", connector: "kiotviet", resource: "orders" },
  );
};
