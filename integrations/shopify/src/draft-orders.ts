import { codec, type NewRecord, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Address, AddressInput, addressFields, readAddress, writeAddress } from "./addresses.ts";
import { Line, lineFields, readLine } from "./lines.ts";
import {
  acting,
  cutShort,
  isWhole,
  mutation,
  type Nested,
  nested,
  oneAsList,
  shopifyList,
  whole,
  writtenId,
} from "./lists.ts";
import { Attributes, Bag, bag, currencyOf, customOf, inShopMoney, Link, ownId, refuse, Total } from "./wire.ts";

const Discount = z.object({
  value: codec.decimal.nullish(),
  valueType: z.string().nullish(),
  amountSet: Bag.nullish(),
});

const DraftLine = Line.extend({
  appliedDiscount: Discount.omit({ amountSet: true }).nullish(),
  totalDiscountSet: Bag.nullish(),
});

const Draft = z
  .object({
    id: ownId("DraftOrder"),
    name: z.string().nullish(),
    status: codec.choice({ OPEN: "draft", INVOICE_SENT: "open", COMPLETED: "completed" }).nullish(),
    customer: Link.extend({ displayName: z.string().nullish() }).nullish(),
    currencyCode: z.string().nullish(),
    subtotalPriceSet: Bag.nullish(),
    appliedDiscount: Discount.nullish(),
    totalTaxSet: Bag.nullish(),
    taxesIncluded: z.boolean().nullish(),
    totalPriceSet: Total.nullish(),
    lineItems: z.looseObject({ nodes: z.array(DraftLine).nullish() }).nullish(),
    furtherLineItems: z.array(DraftLine).nullish(),
    shippingLine: z.object({ title: z.string().nullish(), discountedPriceSet: Bag.nullish() }).nullish(),
    shippingAddress: Address.nullish(),
    customAttributes: Attributes.nullish(),
    poNumber: z.string().nullish(),
    note2: z.string().nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine(({ lineItems, furtherLineItems }) => isWhole(lineItems, furtherLineItems), cutShort("lineItems"));

type Draft = z.output<typeof Draft>;

const Money = z.object({ amount: z.string(), currencyCode: z.string() });
const DiscountInput = z.object({ value: codec.decimal, valueType: z.string(), amountWithCurrency: Money.optional() });

/** https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderInput */
const DraftInput = z.object({
  lineItems: z
    .array(
      z.object({
        variantId: z.string().optional(),
        priceOverride: Money.optional(),
        title: z.string().optional(),
        sku: z.string().optional(),
        originalUnitPriceWithCurrency: Money.optional(),
        quantity: codec.decimal,
        appliedDiscount: DiscountInput.optional(),
      }),
    )
    .optional(),
  purchasingEntity: z.object({ customerId: z.string() }).optional(),
  appliedDiscount: DiscountInput.optional(),
  shippingLine: z.object({ title: z.string().optional(), priceWithCurrency: Money }).nullish(),
  shippingAddress: AddressInput.optional(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  note: z.string().optional(),
});

const lines: Nested = {
  field: "lineItems",
  fields: `${lineFields} appliedDiscount { value valueType } totalDiscountSet ${bag}`,
  first: 8,
  further: 70,
};
const parts = { root: "draftOrder", parts: [lines] };

const fields = `id name status invoiceSentAt completedAt customer { id displayName } currencyCode subtotalPriceSet ${bag} appliedDiscount { title value valueType amountSet ${bag} } totalTaxSet ${bag} taxesIncluded totalPriceSet ${bag} ${nested(lines)} shippingLine { title discountedPriceSet ${bag} } shippingAddress { ${addressFields} } customAttributes { key value } poNumber tags email phone note2 createdAt updatedAt`;

const rateOf = (
  discount: { value?: string | null | undefined; valueType?: string | null | undefined } | null | undefined,
) => (discount?.valueType === "PERCENTAGE" ? discount.value : undefined);

const chargesOf = ({ shippingLine }: Draft) => {
  const amount = inShopMoney(shippingLine?.discountedPriceSet);
  return amount === undefined ? undefined : [{ name: shippingLine?.title, amount }];
};

type Order = Partial<NewRecord<"order">>;

const write = ({ currency, ...order }: Order): z.output<typeof DraftInput> => {
  const amountOf = (path: string, amount: string): z.output<typeof Money> =>
    currency === undefined
      ? refuse("currency", `is needed, since ${path} is an amount`)
      : { amount, currencyCode: currency };
  const discountOf = (path: string, discount: string | undefined, rate: string | undefined) => {
    if (rate !== undefined) return { value: rate, valueType: "PERCENTAGE" };
    if (discount === undefined || discount === "0") return undefined;
    return { value: discount, valueType: "FIXED_AMOUNT", amountWithCurrency: amountOf(path, discount) };
  };
  const [charge, ...others] = order.charges ?? [];
  if (others.length > 0) refuse("charges.1", "cannot be written: a draft has one delivery");
  if (order.contact && !order.contact.id.startsWith("gid://shopify/Customer/"))
    refuse("contact", "cannot be written: a draft is for a customer");
  return {
    lineItems: order.lines?.map((line, index) => {
      const at = `lines.${index}`;
      // A fixed discount of a line is one of each unit, which need not come out even.
      if (line.discount !== undefined && line.discount !== "0" && line.discountRate === undefined)
        refuse(`${at}.discount`, "cannot be written as an amount; give discountRate");
      const price = line.unitPrice === undefined ? undefined : amountOf(`${at}.unitPrice`, line.unitPrice);
      return {
        ...(line.item
          ? { variantId: line.item.id, priceOverride: price }
          : { title: line.description, sku: line.code, originalUnitPriceWithCurrency: price }),
        quantity: line.quantity ?? refuse(`${at}.quantity`, "is needed"),
        appliedDiscount: discountOf(at, undefined, line.discountRate),
      };
    }),
    purchasingEntity: order.contact && { customerId: order.contact.id },
    appliedDiscount: discountOf("discount", order.discount, order.discountRate),
    shippingLine: charge
      ? { title: charge.name, priceWithCurrency: amountOf("charges.0.amount", charge.amount) }
      : order.charges && null,
    shippingAddress: order.shippingAddress && writeAddress(order.shippingAddress),
    customAttributes:
      order.custom && Object.entries(order.custom).map(([key, value]) => ({ key, value: String(value) })),
    note: order.note,
  };
};

/** Orders that staff write for a customer, who then pays by an invoice: https://shopify.dev/docs/api/admin-graphql/latest/objects/DraftOrder */
export const draftOrders = resource({ entity: "order", raw: Draft, body: DraftInput }).define({
  id: (draft) => draft.id,
  read: (draft) => ({
    number: draft.name,
    kind: "order",
    status: draft.status,
    placedAt: draft.createdAt,
    contact: ref(draft.customer?.id, draft.customer?.displayName),
    currency: currencyOf(draft.currencyCode, draft.totalPriceSet?.shopMoney?.currencyCode),
    subTotal: inShopMoney(draft.subtotalPriceSet),
    discount: inShopMoney(draft.appliedDiscount?.amountSet),
    discountRate: rateOf(draft.appliedDiscount),
    tax: inShopMoney(draft.totalTaxSet),
    taxInclusive: draft.taxesIncluded,
    total: inShopMoney(draft.totalPriceSet),
    lines:
      draft.lineItems &&
      [...(draft.lineItems.nodes ?? []), ...(draft.furtherLineItems ?? [])].map((line) => ({
        ...readLine(line, inShopMoney(line.totalDiscountSet)),
        discountRate: rateOf(line.appliedDiscount),
      })),
    charges: chargesOf(draft),
    shippingAddress: readAddress(draft.shippingAddress),
    note: draft.note2,
    createdAt: draft.createdAt,
    updatedAt: draft.updatedAt,
    custom: customOf(draft.customAttributes),
    unmapped: { poNumber: draft.poNumber },
  }),
  // What Shopify has from the variant, or works out by itself.
  leavesOut: ["code", "description", "taxRate", "taxName", "tax", "total"].map((field) => `lines.${field}`),
  write,
  list: whole(
    shopifyList({
      path: ["draftOrders"],
      single: "draftOrder",
      fields,
      first: 8,
      incremental: true,
      deletes: "absent",
    }),
    parts,
  ),
  get: { listing: (id) => whole(oneAsList("draftOrder", fields, id), parts) },
  // The lines of what was written may go over several pages, so that it is read again.
  create: {
    ...mutation(
      "mutation draftOrderCreate($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { id } userErrors { field message } } }",
      (input) => ({ input }),
    ),
    id: writtenId(["draftOrderCreate", "draftOrder"]),
  },
  update: {
    ...mutation(
      "mutation draftOrderUpdate($id: ID!, $input: DraftOrderInput!) { draftOrderUpdate(id: $id, input: $input) { draftOrder { id } userErrors { field message } } }",
      (input, id) => ({ id, input }),
    ),
    semantics: "merge",
  },
  remove: acting(
    "mutation draftOrderDelete($input: DraftOrderDeleteInput!) { draftOrderDelete(input: $input) { deletedId userErrors { field message } } }",
    (id) => ({ input: { id } }),
  ),
  actions: {
    // Makes it an order, paid as its shop marks it: https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderComplete
    complete: acting(
      "mutation draftOrderComplete($id: ID!) { draftOrderComplete(id: $id) { draftOrder { id } userErrors { field message } } }",
      (id) => ({ id }),
    ),
  },
  scopes: { read: ["read_draft_orders", "read_customers", "read_products"], write: ["write_draft_orders"] },
});
