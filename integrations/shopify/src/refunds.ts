import { codec, ref, resource, sum } from "@opensme/core";
import * as z from "zod";
import { cutShort, isWhole, type Nested, nested, oneAsList, whole } from "./lists.ts";
import { currencyIn, OrderLink, ofOrders, orderFields } from "./order-children.ts";
import { Bag, bag, inShopMoney, Link, ownId, Total, unlessZero } from "./wire.ts";

const RefundLine = z.object({
  id: z.string().nullish(),
  quantity: codec.decimal.nullish(),
  priceSet: Bag.nullish(),
  subtotalSet: Bag.nullish(),
  totalTaxSet: Bag.nullish(),
  location: Link.extend({ name: z.string().nullish() }).nullish(),
  lineItem: z.object({ name: z.string().nullish(), sku: z.string().nullish(), variant: Link.nullish() }).nullish(),
});

const Shipping = z.object({ subtotalAmountSet: Bag.nullish(), taxAmountSet: Bag.nullish() });
const Adjustment = z.object({ amountSet: Bag.nullish() });

const Refund = z
  .object({
    id: ownId("Refund"),
    note: z.string().nullish(),
    order: OrderLink.nullish(),
    staffMember: Link.extend({ name: z.string().nullish() }).nullish(),
    totalRefundedSet: Total.nullish(),
    refundLineItems: z.looseObject({ nodes: z.array(RefundLine).nullish() }).nullish(),
    furtherRefundLineItems: z.array(RefundLine).nullish(),
    refundShippingLines: z.looseObject({ nodes: z.array(Shipping).nullish() }).nullish(),
    furtherRefundShippingLines: z.array(Shipping).nullish(),
    orderAdjustments: z.looseObject({ nodes: z.array(Adjustment).nullish() }).nullish(),
    furtherOrderAdjustments: z.array(Adjustment).nullish(),
    processedAt: codec.instant.nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine((refund) => isWhole(refund.refundLineItems, refund.furtherRefundLineItems), cutShort("refundLineItems"))
  .refine(
    (refund) => isWhole(refund.refundShippingLines, refund.furtherRefundShippingLines),
    cutShort("refundShippingLines"),
  )
  .refine((refund) => isWhole(refund.orderAdjustments, refund.furtherOrderAdjustments), cutShort("orderAdjustments"));

type Refund = z.output<typeof Refund>;

const lines: Nested = {
  field: "refundLineItems",
  fields: `id quantity restockType priceSet ${bag} subtotalSet ${bag} totalTaxSet ${bag} location { id name } lineItem { id name sku variant { id } }`,
  first: 6,
  further: 80,
};
const shippingLines: Nested = {
  field: "refundShippingLines",
  fields: `id subtotalAmountSet ${bag} taxAmountSet ${bag}`,
  first: 2,
  further: 100,
};
const adjustments: Nested = { field: "orderAdjustments", fields: `id reason amountSet ${bag}`, first: 2, further: 100 };
const parts = { root: "refund", parts: [lines, shippingLines, adjustments] };

const fields = `id note ${orderFields} staffMember @include(if: $staff) { id name } totalRefundedSet ${bag} ${parts.parts.map(nested).join(" ")} processedAt createdAt updatedAt`;

const linesOf = ({ refundLineItems, furtherRefundLineItems }: Refund) =>
  refundLineItems && [...(refundLineItems.nodes ?? []), ...(furtherRefundLineItems ?? [])];
const shippingOf = ({ refundShippingLines, furtherRefundShippingLines }: Refund) => [
  ...(refundShippingLines?.nodes ?? []),
  ...(furtherRefundShippingLines ?? []),
];

const added = <Part>(list: readonly Part[] | null | undefined, amount: (part: Part) => string | undefined) =>
  list ? sum(...list.map(amount)) : undefined;

/** Money given back, and what came back for it: https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund */
export const refunds = resource({ entity: "refund", raw: Refund }).define({
  id: (refund) => refund.id,
  read: (refund) => {
    const returned = linesOf(refund);
    const shipping = shippingOf(refund);
    const place = returned?.find(({ location }) => location)?.location;
    return {
      order: ref(refund.order?.id, refund.order?.name),
      contact: ref(refund.order?.customer?.id, refund.order?.customer?.displayName),
      location: ref(place?.id, place?.name),
      receivedBy: ref(refund.staffMember?.id, refund.staffMember?.name),
      refundedAt: refund.processedAt || refund.createdAt,
      currency: currencyIn(refund.order, refund.totalRefundedSet),
      subTotal: added(returned, ({ subtotalSet }) => inShopMoney(subtotalSet)),
      tax: added(
        returned && [
          ...returned.map(({ totalTaxSet }) => totalTaxSet),
          ...shipping.map(({ taxAmountSet }) => taxAmountSet),
        ],
        inShopMoney,
      ),
      total: inShopMoney(refund.totalRefundedSet),
      paid: inShopMoney(refund.totalRefundedSet),
      lines: returned?.map((line) => ({
        id: line.id,
        item: ref(line.lineItem?.variant?.id),
        code: line.lineItem?.sku,
        description: line.lineItem?.name,
        quantity: line.quantity,
        unitPrice: inShopMoney(line.priceSet),
        tax: inShopMoney(line.totalTaxSet),
        total: inShopMoney(line.subtotalSet),
      })),
      note: refund.note,
      createdAt: refund.createdAt,
      updatedAt: refund.updatedAt,
      // Delivery given back, and what was given back beyond or below the goods.
      unmapped: {
        shipping: unlessZero(added(shipping, ({ subtotalAmountSet }) => inShopMoney(subtotalAmountSet))),
        adjustments: unlessZero(
          added(
            [...(refund.orderAdjustments?.nodes ?? []), ...(refund.furtherOrderAdjustments ?? [])],
            ({ amountSet }) => inShopMoney(amountSet),
          ),
        ),
      },
    };
  },
  list: whole(ofOrders({ field: "refunds", single: "refund", fields, first: 7 }), parts),
  get: { listing: (id) => whole(oneAsList("refund", fields, id), parts) },
  scopes: { read: ["read_orders", "read_customers", "read_products"] },
});
