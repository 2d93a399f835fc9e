import type { Company } from "@opensme/testing";
import * as z from "zod";
import type { Node } from "./graphql.ts";
import { rateOf, taxLinesOf } from "./orders.ts";
import { bag, connection, currency, gid, numberIn, timeOf } from "./wire.ts";

const Money = z.object({ amount: z.string().transform(Number), currencyCode: z.string() });
const Discount = z.object({ value: z.number(), valueType: z.enum(["FIXED_AMOUNT", "PERCENTAGE"]) });
const Address = z.looseObject({
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  address1: z.string().nullish(),
  address2: z.string().nullish(),
  city: z.string().nullish(),
  province: z.string().nullish(),
  zip: z.string().nullish(),
  countryCode: z.string().nullish(),
});

/** What staff have entered: https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderInput */
export const DraftInput = z.strictObject({
  lineItems: z
    .array(
      z.strictObject({
        variantId: z.string().nullish(),
        priceOverride: Money.nullish(),
        title: z.string().nullish(),
        sku: z.string().nullish(),
        originalUnitPriceWithCurrency: Money.nullish(),
        quantity: z.int(),
        appliedDiscount: Discount.nullish(),
      }),
    )
    .optional(),
  purchasingEntity: z.strictObject({ customerId: z.string() }).optional(),
  appliedDiscount: Discount.extend({ amountWithCurrency: Money.nullish() }).nullish(),
  shippingLine: z.strictObject({ title: z.string().nullish(), priceWithCurrency: Money }).nullish(),
  shippingAddress: Address.nullish(),
  customAttributes: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
  note: z.string().nullish(),
});

export type DraftInput = z.output<typeof DraftInput>;
type DraftLine = NonNullable<DraftInput["lineItems"]>[number];

interface Priced {
  node: Node;
  net: number;
  tax: number;
}

export interface Shelf {
  variant: (id: string) => Node | undefined;
  customer: (id: string) => Node | undefined;
  /** The tax of a variant, as the company has it. */
  vat: (id: string) => string;
}

const lineNode = (id: string, line: DraftLine, shelf: Shelf): Priced => {
  const variant = line.variantId ? shelf.variant(line.variantId) : undefined;
  const price =
    line.priceOverride?.amount ?? line.originalUnitPriceWithCurrency?.amount ?? Number(variant?.["price"] ?? 0);
  const gross = price * line.quantity;
  const { value = 0, valueType } = line.appliedDiscount ?? {};
  const discount = valueType === "PERCENTAGE" ? Math.round((gross * value) / 100) : value * line.quantity;
  const vat = line.variantId ? shelf.vat(line.variantId) : "";
  const tax = Math.round(((gross - discount) * (rateOf(vat) ?? 0)) / 100);
  const title = variant ? String(variant["displayName"]).replace(" - Default Title", "") : (line.title ?? "");
  return {
    net: gross - discount,
    tax,
    node: {
      __typename: "DraftOrderLineItem",
      id,
      name: title,
      title,
      sku: variant?.["sku"] ?? line.sku ?? null,
      quantity: line.quantity,
      originalUnitPriceSet: bag(price),
      variant: variant ?? null,
      taxLines: taxLinesOf(vat, tax),
      appliedDiscount: line.appliedDiscount ? { ...line.appliedDiscount } : null,
      totalDiscountSet: bag(discount),
    },
  };
};

const addressNode = (id: number, address: NonNullable<DraftInput["shippingAddress"]>): Node => ({
  __typename: "MailingAddress",
  id: gid("MailingAddress", id),
  firstName: address.firstName ?? null,
  lastName: address.lastName ?? null,
  name: [address.firstName, address.lastName].filter(Boolean).join(" "),
  company: null,
  address1: address.address1 ?? null,
  address2: address.address2 ?? null,
  city: address.city ?? null,
  province: address.province ?? null,
  provinceCode: null,
  zip: address.zip ?? null,
  country: address.countryCode === "VN" ? "Vietnam" : null,
  countryCodeV2: address.countryCode ?? null,
  phone: null,
});

/** Works out a draft from what was entered. */
export const fillDraft = (draft: Node, input: DraftInput, shelf: Shelf): void => {
  const number = Number(numberIn(draft["id"]));
  const lines = (input.lineItems ?? []).map((line, index) =>
    lineNode(gid("DraftOrderLineItem", number * 1000 + index), line, shelf),
  );
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const { value = 0, valueType } = input.appliedDiscount ?? {};
  const discount = valueType === "PERCENTAGE" ? Math.round((net * value) / 100) : value;
  const delivery = input.shippingLine?.priceWithCurrency.amount ?? 0;
  const nodes = lines.map(({ node }) => node);
  Object.assign(draft, {
    customer: input.purchasingEntity ? (shelf.customer(input.purchasingEntity.customerId) ?? null) : null,
    subtotalPriceSet: bag(net - discount),
    appliedDiscount: input.appliedDiscount
      ? { title: null, value, valueType: valueType ?? null, amountSet: bag(discount) }
      : null,
    totalTaxSet: bag(tax),
    totalPriceSet: bag(net - discount + tax + delivery),
    lineItems: (args: Record<string, unknown>) => connection(nodes, args),
    shippingLine: input.shippingLine
      ? { title: input.shippingLine.title ?? null, discountedPriceSet: bag(delivery) }
      : null,
    shippingAddress: input.shippingAddress ? addressNode(number, input.shippingAddress) : null,
    customAttributes: (input.customAttributes ?? []).map((attribute) => ({ ...attribute })),
    note2: input.note ?? null,
  });
};

export const draftNode = (number: number, status: string, at: string): Node => ({
  __typename: "DraftOrder",
  id: gid("DraftOrder", number),
  name: `#D${number - 1_100_000_000}`,
  status,
  invoiceSentAt: status === "INVOICE_SENT" ? at : null,
  completedAt: status === "COMPLETED" ? at : null,
  currencyCode: currency,
  taxesIncluded: false,
  poNumber: null,
  tags: [],
  email: null,
  phone: null,
  createdAt: at,
  updatedAt: at,
});

export interface Draft {
  node: Node;
  input: DraftInput;
}

/** Orders that are not yet sales, and the last that became some. */
export const draftsOf = (
  company: Company,
  shelf: Shelf,
  variants: ReadonlyMap<number, Node>,
  customers: ReadonlyMap<number, Node>,
): Draft[] =>
  company.orders
    .filter(({ status }) => status !== "cancelled")
    .slice(-40)
    .map((order) => {
      const states = { draft: "OPEN", "in-progress": "INVOICE_SENT", completed: "COMPLETED", cancelled: "OPEN" };
      const node = draftNode(1_100_000_000 + order.id, states[order.status], timeOf(order.createdAt));
      const customer = order.customerId === undefined ? undefined : customers.get(order.customerId);
      const input: DraftInput = {
        lineItems: order.lines.map((line) => ({
          variantId: String(variants.get(line.itemId)?.["id"] ?? ""),
          priceOverride: { amount: line.unitPrice, currencyCode: currency },
          quantity: Math.max(1, Math.round(line.quantity)),
        })),
        ...(customer ? { purchasingEntity: { customerId: String(customer["id"]) } } : {}),
        shippingLine:
          order.deliveryFee > 0
            ? { title: "Giao hàng", priceWithCurrency: { amount: order.deliveryFee, currencyCode: currency } }
            : null,
        note: order.note ?? null,
      };
      fillDraft(node, input, shelf);
      node["updatedAt"] = timeOf(order.updatedAt);
      return { node, input };
    });
