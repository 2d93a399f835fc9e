import {
  codec,
  compare,
  fields,
  multiply,
  OpenSMEError,
  type RecordChanges,
  required,
  row,
  toDecimal,
} from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

/** The id of a customer, out of a contact's: KiotViet sells to customers alone. */
const customerId = z.codec(z.number(), z.string(), {
  decode: (id) => `customer:${id}`,
  encode: (id) => {
    const [, number] = /^(?:customer:)?(\d+)$/.exec(id) ?? [];
    if (number === undefined) throw new Error(`"${id}" is no customer; give the id of one, such as customer:12`);
    return Number(number);
  },
});

const Tax = z.object({ TaxId: z.int() });

/** What is written. */
export const OrderBody = row({
  purchaseDate: vietnamTime,
  ...fields(codec.numericId, "branchId", "soldById", "saleChannelId"),
  ...fields(codec.decimal, "discount", "totalPayment"),
  description: z.string(),
  makeInvoice: z.boolean(),
  orderDetails: z.array(
    row({
      productId: codec.numericId,
      ...fields(z.string(), "productCode", "productName", "note"),
      ...fields(codec.decimal, "quantity", "price", "discount", "discountRatio"),
      // KiotViet's own capitals, in what is sent alone; so is "surchages".
      OrderDetailTaxs: z.array(Tax),
    }),
  ),
  deliveryTo: row({
    ...fields(z.string(), "receiver", "address", "locationName", "wardName"),
    expectedDelivery: vietnamTime,
  }),
  customer: row({ id: required(customerId), name: z.string() }),
  surchages: z.array(row({ id: codec.numericId, price: required(codec.decimal) })),
});

type Order = RecordChanges<"order">;
type Line = NonNullable<Order["lines"]>[number];

/** The taxes of shops that deduct VAT, by percent or word. Section 2.5.3 of the manual. */
const taxIds: Readonly<Record<string, number>> = { "0": 1, "5": 2, "8": 3, "10": 4, KCT: 5, KKKNT: 12 };

const taxesOf = ({ taxRate, taxName }: Line): { TaxId: number }[] | undefined => {
  const TaxId = taxIds[taxRate ?? taxName ?? ""];
  return TaxId === undefined ? undefined : [{ TaxId }];
};

/** KiotViet wants the discount of one unit; that of the line must be divisible so that nothing is lost. */
const discountOfOne = ({ discount, quantity }: Line): string | undefined => {
  if (!discount || !quantity || discount === "0" || quantity === "0") return discount;
  const ofOne = toDecimal(Number((Number(discount) / Number(quantity)).toFixed(4)));
  if (ofOne !== undefined && compare(multiply(ofOne, quantity), discount) === 0) return ofOne;
  throw new OpenSMEError(
    `KiotViet takes the discount of one unit, and ${discount} for ${quantity} units has none that is exact. Give the discount as a rate, or split the line.`,
    { code: "invalid", connector: "kiotviet", resource: "orders" },
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
  orderDetails: order.lines?.map((line) => ({
    productId: line.item?.id,
    productCode: line.code,
    productName: line.description,
    quantity: line.quantity,
    price: line.unitPrice,
    discount: discountOfOne(line),
    discountRatio: line.discountRate,
    note: line.note,
    OrderDetailTaxs: taxesOf(line),
  })),
  deliveryTo: order.shippingAddress && {
    receiver: order.shippingAddress.recipient,
    address: order.shippingAddress.line1,
    locationName: [order.shippingAddress.province, order.shippingAddress.district].filter(Boolean).join(" - "),
    wardName: order.shippingAddress.ward,
    expectedDelivery: order.expectedAt,
  },
  customer: order.contact && { id: order.contact.id, name: order.contact.name },
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

const withoutNothing = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** Puts what is read under one name and written under another where it is written; what a change does not mention stays. */
export const wrapOrder = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { deliveryTo, customerId, invoiceOrderSurcharges, orderDelivery, customer, surchages, ...fields } =
    Sent.parse(body);
  const { status: _, statusValue: __, ...delivery } = orderDelivery ?? {};
  return withoutNothing({
    ...fields,
    orderDelivery: orderDelivery || deliveryTo ? withoutNothing({ ...delivery, ...deliveryTo }) : undefined,
    customer: customer ?? (customerId ? { id: customerId } : undefined),
    surchages: surchages ?? invoiceOrderSurcharges?.map(({ surchargeId, price }) => ({ id: surchargeId, price })),
  });
};
