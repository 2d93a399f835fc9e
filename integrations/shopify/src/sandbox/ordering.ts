import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Args, Node } from "./graphql.ts";
import { transactionNode } from "./orders.ts";
import { byId, childrenOf, type Shop } from "./shop.ts";
import { timeOf } from "./wire.ts";

const Attribute = z.strictObject({ key: z.string(), value: z.string() });
const OrderInput = z.strictObject({
  id: z.string(),
  note: z.string().nullish(),
  customAttributes: z.array(Attribute).optional(),
});
const Id = z.strictObject({ id: z.string() });
const Total = z.looseObject({ shopMoney: z.looseObject({ amount: z.coerce.number() }) });
const Tracking = z.strictObject({
  company: z.string().nullish(),
  numbers: z.array(z.string()),
  urls: z.array(z.string()).optional(),
});

const refused = (record: string, field: string, message: string): Node => ({
  [record]: null,
  userErrors: [{ field: [field], message }],
});

/** What can be done with orders that were placed, and with their parcels: https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderUpdate */
export const orderMutations = (shop: Shop, kit: SandboxKit): Node => {
  const changed = (resource: "orders" | "fulfillments", record: string, node: Node, fields: Node): Node => {
    Object.assign(node, fields, { updatedAt: timeOf(kit.now()) });
    kit.webhooks.tell({ type: "changed", resource, id: String(node["id"]) });
    return { [record]: node, userErrors: [] };
  };

  const withOrder =
    (work: (made: Shop["orders"][number], input: unknown) => Node) =>
    ({ input }: Args): Node => {
      const { id } = z.looseObject({ id: z.string() }).parse(input);
      const made = shop.orders.find(({ order }) => order["id"] === id);
      return made ? work(made, input) : refused("order", "id", "Order does not exist");
    };

  const withParcel =
    (id: "id" | "fulfillmentId", work: (parcel: Node, args: Args) => Node) =>
    (args: Args): Node => {
      const parcel = byId(childrenOf(shop, "fulfillments"), args[id]);
      return parcel ? work(parcel, args) : refused("fulfillment", id, "Fulfillment does not exist.");
    };

  return {
    orderUpdate: withOrder(({ order }, input) => {
      const { id: _, ...fields } = OrderInput.parse(input);
      return changed("orders", "order", order, fields);
    }),
    orderClose: withOrder(({ order }, input) => {
      Id.parse(input);
      return changed("orders", "order", order, { closed: true, closedAt: timeOf(kit.now()) });
    }),
    orderOpen: withOrder(({ order }, input) => {
      Id.parse(input);
      return changed("orders", "order", order, { closed: false, closedAt: null });
    }),
    orderMarkAsPaid: withOrder(({ order, transactions }, input) => {
      Id.parse(input);
      if (order["displayFinancialStatus"] !== "PENDING")
        return refused("order", "id", "Order cannot be marked as paid.");
      const [value, at] = [Total.parse(order["totalPriceSet"]).shopMoney.amount, timeOf(kit.now())];
      transactions.push(transactionNode({ number: shop.next(), order, kind: "SALE", gateway: "manual", value, at }));
      return changed("orders", "order", order, {
        displayFinancialStatus: "PAID",
        totalReceivedSet: order["totalPriceSet"],
      });
    }),
    fulfillmentTrackingInfoUpdate: withParcel("fulfillmentId", (parcel, { trackingInfoInput }) => {
      const { company = null, numbers, urls = [] } = Tracking.parse(trackingInfoInput);
      const trackingInfo = numbers.map((number, index) => ({ company, number, url: urls[index] ?? null }));
      return changed("fulfillments", "fulfillment", parcel, { trackingInfo });
    }),
    fulfillmentCancel: withParcel("id", (parcel) =>
      parcel["status"] === "CANCELLED"
        ? refused("fulfillment", "id", "Fulfillment has already been cancelled.")
        : changed("fulfillments", "fulfillment", parcel, { status: "CANCELLED", displayStatus: "CANCELED" }),
    ),
  };
};
