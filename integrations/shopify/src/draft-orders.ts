import { codec, fields, type RecordChanges, refuse, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { AddressInput, addressFields, writeAddress } from "./addresses.ts";
import { Document, readDocument } from "./documents.ts";
import { Line, lineFields, readLine } from "./lines.ts";
import { shopifyList } from "./lists.ts";
import { allOf, listOf, type Nested, nested, oneAsList, whole, wholeIn } from "./nested.ts";
import { Attributes, amountOf, attributesOf, Bag, bag, ownId } from "./wire.ts";
import { acting, mutation, writtenId } from "./writing.ts";

const Discount = row({ value: codec.decimal, valueType: z.string() });

const DraftLine = row({ ...Line.shape, appliedDiscount: Discount });

const Draft = row({
  ...Document.shape,
  id: required(ownId("DraftOrder")),
  status: codec.choice({ OPEN: "draft", INVOICE_SENT: "open", COMPLETED: "completed" }),
  note2: z.string(),
  appliedDiscount: row({ ...Discount.shape, amountSet: Bag }),
  lineItems: listOf(DraftLine),
  furtherLineItems: z.array(DraftLine),
  shippingLine: row({ title: z.string(), discountedPriceSet: Bag }),
}).refine(...wholeIn("lineItems"));

const MoneyInput = z.object({ amount: z.string(), currencyCode: z.string() });
const DiscountInput = z.object({
  value: codec.decimal,
  valueType: z.string(),
  amountWithCurrency: MoneyInput.optional(),
});

/** https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderInput */
const DraftInput = row({
  lineItems: z.array(
    row({
      ...fields(z.string(), "variantId", "title", "sku"),
      ...fields(MoneyInput, "priceOverride", "originalUnitPriceWithCurrency"),
      quantity: required(codec.decimal),
      appliedDiscount: DiscountInput,
    }),
  ),
  purchasingEntity: z.object({ customerId: z.string() }),
  appliedDiscount: DiscountInput,
  shippingLine: row({ title: z.string(), priceWithCurrency: required(MoneyInput) }),
  shippingAddress: AddressInput,
  customAttributes: Attributes,
  note: z.string(),
});

const lines: Nested = {
  field: "lineItems",
  selection: `${lineFields} appliedDiscount { value valueType } totalDiscountSet ${bag}`,
  first: 8,
  further: 70,
};
const parts = { root: "draftOrder", parts: [lines] };

const selection = `id name status invoiceSentAt completedAt customer { id displayName } currencyCode subtotalPriceSet ${bag} appliedDiscount { title value valueType amountSet ${bag} } totalTaxSet ${bag} taxesIncluded totalPriceSet ${bag} ${nested(lines)} shippingLine { title discountedPriceSet ${bag} } shippingAddress { ${addressFields} } customAttributes { key value } poNumber tags email phone note2 createdAt updatedAt`;

const rateOf = (discount: z.output<typeof Discount> | null | undefined) =>
  discount?.valueType === "PERCENTAGE" ? discount.value : undefined;

const write = (order: RecordChanges<"order">): z.output<typeof DraftInput> => {
  const { currency, discount, discountRate } = order;
  const amountOf = (path: string, amount: string): z.output<typeof MoneyInput> => {
    if (currency === undefined) throw refuse("currency", `is needed, since ${path} is an amount`);
    return { amount, currencyCode: currency };
  };
  const percent = (value: string | undefined) => (value === undefined ? undefined : { value, valueType: "PERCENTAGE" });
  const fixed = (value: string | undefined) =>
    value === undefined || value === "0"
      ? undefined
      : { value, valueType: "FIXED_AMOUNT", amountWithCurrency: amountOf("discount", value) };
  const charge = order.charges?.[0];
  if (order.contact && !order.contact.id.startsWith("gid://shopify/Customer/"))
    throw refuse("contact", "cannot be written: a draft is for a customer");
  return {
    lineItems: order.lines?.map((line, index) => {
      const at = `lines.${index}`;
      if (line.quantity === undefined) throw refuse(`${at}.quantity`, "is needed");
      // A fixed discount of a line is one of each unit, which need not come out even.
      if (line.discount !== undefined && line.discount !== "0" && line.discountRate === undefined)
        throw refuse(`${at}.discount`, "cannot be written as an amount; give discountRate");
      const price = line.unitPrice === undefined ? undefined : amountOf(`${at}.unitPrice`, line.unitPrice);
      return {
        ...(line.item
          ? { variantId: line.item.id, priceOverride: price }
          : { title: line.description, sku: line.code, originalUnitPriceWithCurrency: price }),
        quantity: line.quantity,
        appliedDiscount: percent(line.discountRate),
      };
    }),
    purchasingEntity: order.contact && { customerId: order.contact.id },
    appliedDiscount: percent(discountRate) ?? fixed(discount),
    shippingLine: charge
      ? { title: charge.name, priceWithCurrency: amountOf("charges.0.amount", charge.amount) }
      : order.charges && null,
    shippingAddress: order.shippingAddress && writeAddress(order.shippingAddress),
    customAttributes: attributesOf(order.custom),
    note: order.note,
  };
};

/** Orders that staff write for a customer, who then pays by an invoice: https://shopify.dev/docs/api/admin-graphql/latest/objects/DraftOrder */
export const draftOrders = resource({ entity: "order", raw: Draft, body: DraftInput }).define({
  id: (draft) => draft.id,
  read: (draft) => {
    const document = readDocument(draft);
    const delivery = amountOf(draft.shippingLine?.discountedPriceSet);
    const discount = amountOf(draft.appliedDiscount?.amountSet);
    return {
      ...document,
      kind: "order",
      status: draft.status,
      placedAt: draft.createdAt,
      // Shopify's is less the discount of the whole draft, which is in no line.
      subTotal: document.subTotal && sum(document.subTotal, discount),
      discount,
      discountRate: rateOf(draft.appliedDiscount),
      lines: allOf(draft.lineItems, draft.furtherLineItems)?.map((line) => ({
        ...readLine(line, amountOf(line.totalDiscountSet, line.totalDiscount)),
        discountRate: rateOf(line.appliedDiscount),
      })),
      charges: delivery === undefined ? undefined : [{ name: draft.shippingLine?.title, amount: delivery }],
      note: draft.note2,
      unmapped: { poNumber: draft.poNumber },
    };
  },
  // What Shopify has from the variant, or works out by itself.
  leavesOut: ["lines.code", "lines.description", "lines.taxRate", "lines.taxName", "lines.tax", "lines.total"],
  write,
  list: whole(
    shopifyList({
      path: ["draftOrders"],
      single: "draftOrder",
      selection,
      first: 8,
      incremental: true,
      deletes: "absent",
    }),
    parts,
  ),
  get: { listing: (id) => whole(oneAsList("draftOrder", selection, id), parts) },
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
