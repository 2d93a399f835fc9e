import { codec, compare, fields, multiply, type RecordChanges, refuse, required, row, toDecimal } from "@opensme/core";
import * as z from "zod";
import { placeBody } from "./addresses.ts";
import { SaleDelivery } from "./delivery.ts";
import { Line } from "./lines.ts";
import { present, vietnamTime } from "./wire.ts";

/** The number of a customer, out of a contact's id: KiotViet sells to customers alone. */
const customerNumber = (id: string): string => {
  const number = /^(?:customer:)?(\d+)$/.exec(id)?.[1];
  if (number === undefined) throw refuse("contact", `"${id}" is no customer; give the id of one, such as customer:12`);
  return number;
};

/** What is written. */
export const OrderBody = row({
  purchaseDate: vietnamTime,
  ...fields(codec.numericId, "branchId", "soldById", "saleChannelId"),
  ...fields(codec.decimal, "discount", "totalPayment"),
  description: z.string(),
  makeInvoice: z.boolean(),
  orderDetails: z.array(
    row({
      ...Line.shape,
      // KiotViet's own capitals, in what is sent alone; so is "surchages".
      OrderDetailTaxs: z.array(z.object({ TaxId: z.int() })),
    }),
  ),
  deliveryTo: SaleDelivery,
  customer: row({ id: codec.numericId, name: z.string() }),
  surchages: z.array(row({ id: codec.numericId, price: required(codec.decimal) })),
});

type Order = RecordChanges<"order">;
type OrderLine = NonNullable<Order["lines"]>[number];

/** The taxes of shops that deduct VAT, by percent or word. Section 2.5.3 of the manual. */
const taxIds: Readonly<Record<string, number>> = { "0": 1, "5": 2, "8": 3, "10": 4, KCT: 5, KKKNT: 12 };

const taxesOf = ({ taxRate, taxName }: OrderLine): { TaxId: number }[] | undefined => {
  const TaxId = taxIds[taxRate ?? taxName ?? ""];
  return TaxId === undefined ? undefined : [{ TaxId }];
};

/** KiotViet wants the discount of one unit; that of the line must be divisible so that nothing is lost. */
const discountOfOne = ({ discount, quantity }: OrderLine, index: number): string | undefined => {
  if (!discount || !quantity || discount === "0" || quantity === "0") return discount;
  const ofOne = toDecimal(Number((Number(discount) / Number(quantity)).toFixed(4)));
  if (ofOne !== undefined && compare(multiply(ofOne, quantity), discount) === 0) return ofOne;
  throw refuse(
    `lines.${index}.discount`,
    `must be what a discount of one unit makes of all, and ${discount} for ${quantity} has none that is exact; give a rate, or split the line`,
  );
};

export const writeOrder = (order: Order, operation: "create" | "update"): z.output<typeof OrderBody> => ({
  purchaseDate: order.placedAt,
  branchId: order.location?.id,
  soldById: order.seller?.id,
  discount: order.discount,
  description: order.note,
  totalPayment: order.paid,
  // Only the order is made; the sale is made of it in the shop.
  makeInvoice: operation === "create" ? false : undefined,
  saleChannelId: order.channelId,
  orderDetails: order.lines?.map((line, index) => ({
    productId: line.item?.id,
    productCode: line.code,
    productName: line.description,
    quantity: line.quantity,
    price: line.unitPrice,
    discount: discountOfOne(line, index),
    discountRatio: line.discountRate,
    note: line.note,
    OrderDetailTaxs: taxesOf(line),
  })),
  deliveryTo: order.shippingAddress && {
    receiver: order.shippingAddress.recipient,
    ...placeBody(order.shippingAddress),
    expectedDelivery: order.expectedAt,
  },
  customer: order.contact && { id: customerNumber(order.contact.id), name: order.contact.name },
  surchages: order.charges?.map(({ id, amount }) => ({ id, price: amount })),
});

/** A line of the present order, and one that was written. */
const SentLine = row({ orderDetailTaxs: z.array(z.looseObject({ taxId: z.int() })) })
  .loose()
  .transform(({ orderDetailTaxs, ...line }) => ({
    ...(orderDetailTaxs ? { OrderDetailTaxs: orderDetailTaxs.map(({ taxId }) => ({ TaxId: taxId })) } : {}),
    ...line,
  }));

const Sent = row({
  orderDetails: z.array(SentLine),
  orderDelivery: z.looseObject({ status: z.unknown(), statusValue: z.unknown() }).partial(),
  deliveryTo: z.looseObject({}),
  customer: z.looseObject({}),
  customerId: z.union([z.int(), z.string()]),
  surchages: z.array(z.unknown()),
  invoiceOrderSurcharges: z.array(z.looseObject({ surchargeId: z.unknown(), price: z.unknown() }).partial()),
}).loose();

/** Puts what is read under one name and written under another where it is written; what a change does not mention stays. */
export const wrapOrder = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { deliveryTo, customerId, invoiceOrderSurcharges, orderDelivery, customer, surchages, ...fields } =
    Sent.parse(body);
  const { status: _, statusValue: __, ...delivery } = orderDelivery ?? {};
  return present({
    ...fields,
    orderDelivery: orderDelivery || deliveryTo ? present({ ...delivery, ...deliveryTo }) : undefined,
    customer: customer ?? (customerId ? { id: customerId } : undefined),
    surchages: surchages ?? invoiceOrderSurcharges?.map(({ surchargeId, price }) => ({ id: surchargeId, price })),
  });
};
