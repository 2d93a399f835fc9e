import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Place, readPlace } from "./addresses.ts";
import { shopifyList, shopifyOne } from "./lists.ts";
import { fullName, Named, ownId, toNamed } from "./wire.ts";

const FulfillmentOrder = row({
  id: required(ownId("FulfillmentOrder")),
  ...fields(z.string(), "orderId", "orderName"),
  status: codec.meanings({
    pending: ["OPEN", "SCHEDULED", "ON_HOLD"],
    "picking-up": ["IN_PROGRESS"],
    cancelled: ["CANCELLED"],
  }),
  assignedLocation: row({ location: Named }),
  deliveryMethod: row({ presentedName: z.string(), maxDeliveryDateTime: codec.instant }),
  destination: row({ ...Place.shape, ...fields(z.string(), "firstName", "lastName", "countryCode", "phone") }),
  ...fields(codec.instant, "fulfillBy", "createdAt", "updatedAt"),
});

const selection =
  "id orderId orderName status requestStatus assignedLocation { name location { id name } } deliveryMethod { methodType presentedName maxDeliveryDateTime } destination { firstName lastName company address1 address2 city province zip countryCode phone } fulfillAt fulfillBy createdAt updatedAt";

const WithinOrder = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  fulfillmentOrders: z.looseObject({ nodes: z.array(z.looseObject({})) }),
});

/** Those recorded within their order, which they need not tell then. */
const split = (element: unknown): readonly unknown[] => {
  const order = WithinOrder.safeParse(element).data;
  return (
    order?.fulfillmentOrders.nodes.map((part) => ({ orderId: order.id, orderName: order.name, ...part })) ?? [element]
  );
};

/** What is still to be shipped, and from where: https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentOrder */
export const fulfillmentOrders = resource({ entity: "fulfillment", raw: FulfillmentOrder }).define({
  id: (order) => order.id,
  read: ({ destination, ...order }) => {
    const recipient = destination ? fullName(undefined, destination) : undefined;
    return {
      order: ref(order.orderId, order.orderName),
      location: toNamed(order.assignedLocation?.location),
      status: order.status,
      service: order.deliveryMethod?.presentedName,
      recipient,
      phone: destination?.phone,
      address: destination && { recipient, ...readPlace(destination, destination.countryCode) },
      expectedAt: order.deliveryMethod?.maxDeliveryDateTime,
      createdAt: order.createdAt,
      updatedAt: order.updatedAt,
      unmapped: { shipBy: order.fulfillBy },
    };
  },
  // Closed ones are not listed: what has left is in the fulfilments.
  list: shopifyList({
    path: ["fulfillmentOrders"],
    single: "fulfillmentOrder",
    selection,
    first: 100,
    deletes: "absent",
    split,
  }),
  get: shopifyOne("fulfillmentOrder", selection),
  scopes: { read: ["read_merchant_managed_fulfillment_orders"] },
});
