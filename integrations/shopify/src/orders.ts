import { codec, ref, resource, sum } from "@opensme/core";
import * as z from "zod";
import { Address, addressFields, readAddress } from "./addresses.ts";
import { inBulk } from "./bulk.ts";
import { cancel } from "./cancel.ts";
import { Line, lineFields, readLine } from "./lines.ts";
import { cutShort, isWhole, type Nested, nested, oneAsList, shopifyList, whole } from "./lists.ts";
import { Attributes, Bag, bag, currencyOf, customOf, inShopMoney, Link, ownId, Total, unlessZero } from "./wire.ts";

const OrderLine = Line.extend({
  discountAllocations: z.array(z.object({ allocatedAmountSet: Bag.nullish() })).nullish(),
});

const ShippingLine = z.object({
  id: z.string().nullish(),
  title: z.string().nullish(),
  discountedPriceSet: Bag.nullish(),
});

const Order = z
  .object({
    id: ownId("Order"),
    name: z.string().nullish(),
    cancelledAt: codec.instant.nullish(),
    closed: z.boolean().nullish(),
    closedAt: codec.instant.nullish(),
    displayFinancialStatus: codec
      .choice({
        PENDING: "unpaid",
        AUTHORIZED: "unpaid",
        EXPIRED: "unpaid",
        VOIDED: "unpaid",
        PARTIALLY_PAID: "partially-paid",
        PAID: "paid",
        PARTIALLY_REFUNDED: "paid",
        REFUNDED: "refunded",
      })
      .nullish(),
    // Fulfilled is what has left the shop; whether it has arrived is told by the fulfilments.
    displayFulfillmentStatus: codec
      .choice({
        UNFULFILLED: "pending",
        OPEN: "pending",
        ON_HOLD: "pending",
        SCHEDULED: "pending",
        PENDING_FULFILLMENT: "pending",
        IN_PROGRESS: "picking-up",
        FULFILLED: "delivered",
        RESTOCKED: "returned",
      })
      .nullish(),
    processedAt: codec.instant.nullish(),
    customer: Link.extend({ displayName: z.string().nullish() }).nullish(),
    retailLocation: Link.extend({ name: z.string().nullish() }).nullish(),
    staffMember: Link.extend({ name: z.string().nullish() }).nullish(),
    app: z.object({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
    sourceName: z.string().nullish(),
    currencyCode: z.string().nullish(),
    subtotalPriceSet: Bag.nullish(),
    totalTaxSet: Bag.nullish(),
    taxesIncluded: z.boolean().nullish(),
    totalPriceSet: Total.nullish(),
    // After returns: not asked for, and all that some recorded answers tell.
    currentTotalPriceSet: Total.nullish(),
    totalReceivedSet: Bag.nullish(),
    totalTipReceivedSet: Bag.nullish(),
    originalTotalDutiesSet: Bag.nullish(),
    paymentGatewayNames: z.array(z.string()).nullish(),
    lineItems: z.looseObject({ nodes: z.array(OrderLine).nullish() }).nullish(),
    furtherLineItems: z.array(OrderLine).nullish(),
    shippingLines: z.looseObject({ nodes: z.array(ShippingLine).nullish() }).nullish(),
    furtherShippingLines: z.array(ShippingLine).nullish(),
    shippingAddress: Address.nullish(),
    localizedFields: z
      .looseObject({ nodes: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish() })
      .nullish(),
    customAttributes: Attributes.nullish(),
    poNumber: z.string().nullish(),
    test: z.boolean().nullish(),
    note: z.string().nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine(({ lineItems, furtherLineItems }) => isWhole(lineItems, furtherLineItems), cutShort("lineItems"))
  .refine(
    ({ shippingLines, furtherShippingLines }) => isWhole(shippingLines, furtherShippingLines),
    cutShort("shippingLines"),
  );

type Order = z.output<typeof Order>;

const lines: Nested = {
  field: "lineItems",
  fields: `${lineFields} discountAllocations { allocatedAmountSet ${bag} }`,
  first: 8,
  further: 70,
};
const shippingLines: Nested = {
  field: "shippingLines",
  fields: `id title code carrierIdentifier discountedPriceSet ${bag}`,
  first: 2,
  further: 100,
};
const parts = { root: "order", parts: [lines, shippingLines] };

const totals = [
  "subtotalPriceSet",
  "totalTaxSet",
  "totalPriceSet",
  "totalReceivedSet",
  "totalTipReceivedSet",
  "originalTotalDutiesSet",
];

const seller = "staffMember @include(if: $staff) { id name }";
const taxIds = "localizedFields(first: 5, purposes: [TAX]) { nodes { key value } }";

const about =
  "id name cancelledAt cancelReason closed closedAt displayFinancialStatus displayFulfillmentStatus processedAt customer { id displayName } retailLocation { id name }";
const sums = `app { id name } sourceName currencyCode ${totals.map((total) => `${total} ${bag}`).join(" ")} taxesIncluded paymentGatewayNames`;
const others = "customAttributes { key value } poNumber tags test email phone note createdAt updatedAt";
const fields = `${about} ${seller} ${sums} ${nested(lines)} ${nested(shippingLines)} shippingAddress { ${addressFields} } ${taxIds} ${others}`;

/** Orders of a page. */
const first = 7;

const statusOf = ({ cancelledAt, closed, closedAt }: Order) =>
  cancelledAt ? "cancelled" : closed || closedAt ? "completed" : closed === false ? "open" : undefined;

/** What is added to the lines: delivery, tips, duties. */
const chargesOf = ({
  shippingLines: delivery,
  furtherShippingLines,
  totalTipReceivedSet,
  originalTotalDutiesSet,
}: Order) => {
  const others = [
    { name: "Tip", amount: unlessZero(inShopMoney(totalTipReceivedSet)) },
    { name: "Duties", amount: unlessZero(inShopMoney(originalTotalDutiesSet)) },
  ].flatMap(({ name, amount }) => (amount ? [{ name, amount }] : []));
  const deliveries = [...(delivery?.nodes ?? []), ...(furtherShippingLines ?? [])].flatMap(
    ({ id, title, discountedPriceSet }) => {
      const amount = inShopMoney(discountedPriceSet);
      return amount === undefined ? [] : [{ id, name: title, amount }];
    },
  );
  return delivery || others.length > 0 ? [...deliveries, ...others] : undefined;
};

const readOrderLine = (line: z.output<typeof OrderLine>) =>
  readLine(
    line,
    sum(...(line.discountAllocations ?? []).map(({ allocatedAmountSet }) => inShopMoney(allocatedAmountSet))),
  );

/** Orders as they were placed, before what was returned since: https://shopify.dev/docs/api/admin-graphql/latest/objects/Order */
export const orders = resource({ entity: "order", raw: Order }).define({
  id: (order) => order.id,
  read: (order) => ({
    number: order.name,
    kind: "sale",
    status: statusOf(order),
    paymentStatus: order.displayFinancialStatus,
    fulfillmentStatus: order.displayFulfillmentStatus,
    placedAt: order.processedAt || order.createdAt,
    contact: ref(order.customer?.id, order.customer?.displayName),
    location: ref(order.retailLocation?.id, order.retailLocation?.name),
    seller: ref(order.staffMember?.id, order.staffMember?.name),
    channel: order.app?.name || order.sourceName,
    channelId: order.app?.id,
    currency: currencyOf(
      order.currencyCode,
      (order.totalPriceSet ?? order.currentTotalPriceSet)?.shopMoney?.currencyCode,
    ),
    subTotal: inShopMoney(order.subtotalPriceSet),
    tax: inShopMoney(order.totalTaxSet),
    taxInclusive: order.taxesIncluded,
    total: inShopMoney(order.totalPriceSet ?? order.currentTotalPriceSet),
    paid: inShopMoney(order.totalReceivedSet),
    isCashOnDelivery: order.paymentGatewayNames?.some((name) => /cash on delivery|\bcod\b/i.test(name)) || undefined,
    lines: order.lineItems && [...(order.lineItems.nodes ?? []), ...(order.furtherLineItems ?? [])].map(readOrderLine),
    charges: chargesOf(order),
    shippingAddress: readAddress(order.shippingAddress),
    buyerTaxId: order.localizedFields?.nodes?.find(({ key }) => key.startsWith("TAX_CREDENTIAL"))?.value,
    note: order.note,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    custom: customOf(order.customAttributes),
    unmapped: { poNumber: order.poNumber, test: order.test || undefined },
  }),
  list: inBulk({
    paged: whole(
      shopifyList({ path: ["orders"], single: "order", fields, first, incremental: true, deletes: "absent" }),
      parts,
    ),
    name: "orders",
    page: first,
    fields: `${about} ${sums} lineItems { edges { node { ${lines.fields} } } } shippingAddress { ${addressFields} } ${others}`,
    lists: [{ field: "lineItems", of: "Order", types: ["LineItem"] }],
    beside: {
      type: "Order",
      fields: `${seller} ${nested(shippingLines)} ${taxIds}`,
      root: "order",
      parts: [shippingLines],
    },
  }),
  get: { listing: (id) => whole(oneAsList("order", fields, id), parts) },
  actions: { cancel },
  scopes: { read: ["read_orders", "read_customers", "read_locations", "read_products"], write: ["write_orders"] },
});
