import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { allOf, listOf, type Nested, nested, oneAsList, whole, wholeIn } from "./nested.ts";
import { OrderLink, ofOrders, orderFields } from "./order-children.ts";
import {
  amountOf,
  Bag,
  bag,
  currencyIn,
  Link,
  Named,
  ownId,
  sumOfKnown,
  Total,
  toBuyer,
  toNamed,
  unlessZero,
} from "./wire.ts";

const RefundLine = row({
  id: z.string(),
  quantity: codec.decimal,
  ...fields(Bag, "priceSet", "subtotalSet", "totalTaxSet"),
  location: Named,
  lineItem: row({ ...fields(z.string(), "name", "title", "sku"), variant: Link }),
});

const Shipping = row({ ...fields(Bag, "subtotalAmountSet", "taxAmountSet") });
const Adjustment = row({ amountSet: Bag });

const Refund = row({
  id: required(ownId("Refund")),
  note: z.string(),
  order: OrderLink,
  staffMember: Named,
  totalRefundedSet: Total,
  refundLineItems: listOf(RefundLine),
  furtherRefundLineItems: z.array(RefundLine),
  refundShippingLines: listOf(Shipping),
  furtherRefundShippingLines: z.array(Shipping),
  orderAdjustments: listOf(Adjustment),
  furtherOrderAdjustments: z.array(Adjustment),
  ...fields(codec.instant, "processedAt", "createdAt", "updatedAt"),
})
  .refine(...wholeIn("refundLineItems"))
  .refine(...wholeIn("refundShippingLines"))
  .refine(...wholeIn("orderAdjustments"));

const lines: Nested = {
  field: "refundLineItems",
  selection: `id quantity restockType priceSet ${bag} subtotalSet ${bag} totalTaxSet ${bag} location { id name } lineItem { id name sku variant { id } }`,
  first: 6,
  further: 80,
};
const shippingLines: Nested = {
  field: "refundShippingLines",
  selection: `id subtotalAmountSet ${bag} taxAmountSet ${bag}`,
  first: 2,
  further: 100,
};
const adjustments: Nested = {
  field: "orderAdjustments",
  selection: `id reason amountSet ${bag}`,
  first: 2,
  further: 100,
};
const parts = { root: "refund", parts: [lines, shippingLines, adjustments] };

const selection = `id note ${orderFields} staffMember @include(if: $staff) { id name } totalRefundedSet ${bag} ${parts.parts.map(nested).join(" ")} processedAt createdAt updatedAt`;

const sumOf = (bags: readonly (z.output<typeof Bag> | null | undefined)[]) =>
  sumOfKnown(bags.map((amounts) => amountOf(amounts)));

/** Money given back, and what came back for it: https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund */
export const refunds = resource({ entity: "refund", raw: Refund }).define({
  id: (refund) => refund.id,
  read: (refund) => {
    const returned = allOf(refund.refundLineItems, refund.furtherRefundLineItems);
    const shipping = allOf(refund.refundShippingLines, refund.furtherRefundShippingLines) ?? [];
    const adjusted = allOf(refund.orderAdjustments, refund.furtherOrderAdjustments) ?? [];
    const place = returned?.find(({ location }) => location)?.location;
    return {
      order: toNamed(refund.order),
      contact: toBuyer(refund.order?.customer),
      location: toNamed(place),
      receivedBy: toNamed(refund.staffMember),
      refundedAt: refund.processedAt || refund.createdAt,
      currency: currencyIn(refund.totalRefundedSet, refund.order ?? {}),
      subTotal: returned && sumOf(returned.map(({ subtotalSet }) => subtotalSet)),
      tax:
        returned &&
        sumOf([...returned.map(({ totalTaxSet }) => totalTaxSet), ...shipping.map(({ taxAmountSet }) => taxAmountSet)]),
      total: amountOf(refund.totalRefundedSet),
      paid: amountOf(refund.totalRefundedSet),
      lines: returned?.map((line) => ({
        id: line.id,
        item: ref(line.lineItem?.variant?.id),
        code: line.lineItem?.sku,
        description: line.lineItem?.name || line.lineItem?.title,
        quantity: line.quantity,
        unitPrice: amountOf(line.priceSet),
        tax: amountOf(line.totalTaxSet),
        total: amountOf(line.subtotalSet),
      })),
      note: refund.note,
      createdAt: refund.createdAt,
      updatedAt: refund.updatedAt,
      // Delivery given back, and what was given back beyond or below the goods.
      unmapped: {
        shipping: unlessZero(sumOf(shipping.map(({ subtotalAmountSet }) => subtotalAmountSet))),
        adjustments: unlessZero(sumOf(adjusted.map(({ amountSet }) => amountSet))),
      },
    };
  },
  list: whole(ofOrders({ field: "refunds", single: "refund", selection, first: 7 }), parts),
  get: { listing: (id) => whole(oneAsList("refund", selection, id), parts) },
  scopes: { read: ["read_orders", "read_customers", "read_products"] },
});
