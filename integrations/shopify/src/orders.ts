import { codec, fields, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { addressFields } from "./addresses.ts";
import { inBulk } from "./bulk.ts";
import { cancel } from "./cancel.ts";
import { Document, readDocument } from "./documents.ts";
import { Line, lineFields, readLine } from "./lines.ts";
import { shopifyList } from "./lists.ts";
import { allOf, listOf, type Nested, nested, oneAsList, whole, wholeIn } from "./nested.ts";
import { Attributes, amountOf, attributesOf, Bag, bag, Named, ownId, Total, toNamed, unlessZero } from "./wire.ts";
import { acting, mutation } from "./writing.ts";

const OrderLine = row({
  ...Line.shape,
  discountAllocations: z.array(row({ allocatedAmountSet: Bag })),
});

const ShippingLine = row({ ...fields(z.string(), "id", "title"), discountedPriceSet: Bag });

const Order = row({
  ...Document.shape,
  id: required(ownId("Order")),
  ...fields(z.string(), "sourceName", "note"),
  ...fields(codec.instant, "cancelledAt", "closedAt", "processedAt"),
  ...fields(z.boolean(), "closed", "test"),
  displayFinancialStatus: codec.meanings({
    unpaid: ["PENDING", "AUTHORIZED", "EXPIRED", "VOIDED"],
    "partially-paid": ["PARTIALLY_PAID"],
    paid: ["PAID", "PARTIALLY_REFUNDED"],
    refunded: ["REFUNDED"],
  }),
  // Fulfilled is what has left the shop; whether it has arrived is told by the fulfilments.
  displayFulfillmentStatus: codec.meanings({
    pending: ["UNFULFILLED", "OPEN", "ON_HOLD", "SCHEDULED", "PENDING_FULFILLMENT"],
    "picking-up": ["IN_PROGRESS"],
    delivered: ["FULFILLED"],
    returned: ["RESTOCKED"],
  }),
  ...fields(Named, "retailLocation", "staffMember"),
  app: row({ id: z.string(), name: z.string() }),
  // After returns: not asked for, and all that some recorded answers tell.
  currentTotalPriceSet: Total,
  ...fields(Bag, "currentSubtotalPriceSet", "currentTotalTaxSet"),
  ...fields(Bag, "totalReceivedSet", "totalTipReceivedSet", "originalTotalDutiesSet"),
  paymentGatewayNames: z.array(z.string()),
  lineItems: listOf(OrderLine),
  furtherLineItems: z.array(OrderLine),
  shippingLines: listOf(ShippingLine),
  furtherShippingLines: z.array(ShippingLine),
  // The first of them and the sum: not asked for, and all that some recorded answers tell.
  shippingLine: ShippingLine,
  totalShippingPriceSet: Bag,
  localizedFields: row({ nodes: Attributes }),
})
  .refine(...wholeIn("lineItems"))
  .refine(...wholeIn("shippingLines"));

type Order = z.output<typeof Order>;

const lines: Nested = {
  field: "lineItems",
  selection: `${lineFields} discountAllocations { allocatedAmountSet ${bag} }`,
  first: 8,
  further: 70,
};
const shippingLines: Nested = {
  field: "shippingLines",
  selection: `id title code carrierIdentifier discountedPriceSet ${bag}`,
  first: 2,
  further: 100,
};
const parts = { root: "order", parts: [lines, shippingLines] };

const seller = "staffMember @include(if: $staff) { id name }";
const taxIds = "localizedFields(first: 5, purposes: [TAX]) { nodes { key value } }";

const about =
  "id name cancelledAt cancelReason closed closedAt displayFinancialStatus displayFulfillmentStatus processedAt customer { id displayName } retailLocation { id name }";
const sums = `app { id name } sourceName currencyCode subtotalPriceSet ${bag} totalTaxSet ${bag} totalPriceSet ${bag} totalReceivedSet ${bag} totalTipReceivedSet ${bag} originalTotalDutiesSet ${bag} taxesIncluded paymentGatewayNames`;
const others = "customAttributes { key value } poNumber tags test email phone note createdAt updatedAt";
const selection = `${about} ${seller} ${sums} ${nested(lines)} ${nested(shippingLines)} shippingAddress { ${addressFields} } ${taxIds} ${others}`;

/** Orders of a page. */
const first = 7;

/** Of an order that was placed no more can be written: https://shopify.dev/docs/api/admin-graphql/latest/input-objects/OrderInput */
const OrderInput = row({ note: z.string(), customAttributes: Attributes });

/** A mutation that takes the order's id alone. */
const acts = (verb: "Close" | "Open" | "MarkAsPaid") =>
  acting(
    `mutation order${verb}($input: Order${verb}Input!) { order${verb}(input: $input) { order { id } userErrors { field message } } }`,
    (id) => ({ input: { id } }),
  );

const statusOf = ({ cancelledAt, closed, closedAt }: Order) =>
  cancelledAt ? "cancelled" : closed || closedAt ? "completed" : closed === false ? "open" : undefined;

/** With its sums after returns. */
const asItStands = (order: Order): Order => ({
  ...order,
  totalPriceSet: order.currentTotalPriceSet,
  subtotalPriceSet: order.subtotalPriceSet ?? order.currentSubtotalPriceSet,
  totalTaxSet: order.totalTaxSet ?? order.currentTotalTaxSet,
});

/** Delivery, by its lines or at least by its sum. */
const deliveriesOf = (order: Order) => {
  const all = allOf(order.shippingLines, order.furtherShippingLines);
  if (all)
    return all.map(({ id, title, discountedPriceSet }) => ({ id, name: title, amount: amountOf(discountedPriceSet) }));
  const { id, title, discountedPriceSet } = order.shippingLine ?? {};
  const amount = amountOf(order.totalShippingPriceSet ?? discountedPriceSet);
  return amount === undefined ? undefined : [{ id, name: title, amount: title ? amount : unlessZero(amount) }];
};

/** What is added to the lines: delivery, tips, duties. */
const chargesOf = (order: Order) => {
  const delivery = deliveriesOf(order);
  const others = [
    { id: undefined, name: "Tip", amount: unlessZero(amountOf(order.totalTipReceivedSet)) },
    { id: undefined, name: "Duties", amount: unlessZero(amountOf(order.originalTotalDutiesSet)) },
  ];
  const known = [...(delivery ?? []), ...others].flatMap(({ amount, ...charge }) =>
    amount ? [{ ...charge, amount }] : [],
  );
  return delivery || known.length > 0 ? known : undefined;
};

const readOrderLine = (line: z.output<typeof OrderLine>) =>
  readLine(
    line,
    line.discountAllocations
      ? sum(...line.discountAllocations.map(({ allocatedAmountSet }) => amountOf(allocatedAmountSet)))
      : amountOf(line.totalDiscountSet, line.totalDiscount),
  );

/** Orders as they were placed, before what was returned since: https://shopify.dev/docs/api/admin-graphql/latest/objects/Order */
export const orders = resource({ entity: "order", raw: Order, body: OrderInput }).define({
  id: (order) => order.id,
  read: (order) => ({
    ...readDocument(order.totalPriceSet || order.totalPrice ? order : asItStands(order)),
    kind: "sale",
    status: statusOf(order),
    paymentStatus: order.displayFinancialStatus,
    fulfillmentStatus: order.displayFulfillmentStatus,
    placedAt: order.processedAt || order.createdAt,
    location: toNamed(order.retailLocation),
    seller: toNamed(order.staffMember),
    channel: order.app?.name || order.sourceName,
    channelId: order.app?.id,
    paid: amountOf(order.totalReceivedSet),
    isCashOnDelivery: order.paymentGatewayNames?.some((name) => /cash on delivery|\bcod\b/i.test(name)) || undefined,
    lines: allOf(order.lineItems, order.furtherLineItems)?.map(readOrderLine),
    charges: chargesOf(order),
    buyerTaxId: order.localizedFields?.nodes?.find(({ key }) => key.startsWith("TAX_CREDENTIAL"))?.value,
    note: order.note,
    unmapped: { poNumber: order.poNumber, test: order.test || undefined },
  }),
  write: ({ note, custom }) => ({ note, customAttributes: attributesOf(custom) }),
  list: inBulk({
    paged: whole(
      shopifyList({ path: ["orders"], single: "order", selection, first, incremental: true, deletes: "absent" }),
      parts,
    ),
    name: "orders",
    page: first,
    selection: `${about} ${sums} lineItems { edges { node { ${lines.selection} } } } shippingAddress { ${addressFields} } ${others}`,
    lists: [{ field: "lineItems", of: "Order", types: ["LineItem"] }],
    beside: {
      type: "Order",
      selection: `${seller} ${nested(shippingLines)} ${taxIds}`,
      root: "order",
      parts: [shippingLines],
    },
  }),
  get: { listing: (id) => whole(oneAsList("order", selection, id), parts) },
  update: {
    ...mutation(
      "mutation orderUpdate($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { field message } } }",
      (input, id) => ({ input: { id, ...input } }),
    ),
    semantics: "merge",
  },
  actions: { cancel, close: acts("Close"), reopen: acts("Open"), markAsPaid: acts("MarkAsPaid") },
  scopes: { read: ["read_orders", "read_customers", "read_locations", "read_products"], write: ["write_orders"] },
});
