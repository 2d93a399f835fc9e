import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Address, addressFields, readAddress } from "./addresses.ts";
import { shopifyOne } from "./lists.ts";
import { ofOrders } from "./order-children.ts";
import { Link, ownId } from "./wire.ts";

const Fulfillment = z.object({
  id: ownId("Fulfillment"),
  name: z.string().nullish(),
  status: codec
    .choice({ CANCELLED: "cancelled", OPEN: "pending", PENDING: "pending", SUCCESS: "in-transit" })
    .nullish(),
  displayStatus: codec
    .choice({
      SUBMITTED: "pending",
      CONFIRMED: "pending",
      LABEL_PURCHASED: "pending",
      LABEL_PRINTED: "pending",
      READY_FOR_PICKUP: "pending",
      CARRIER_PICKED_UP: "in-transit",
      FULFILLED: "in-transit",
      MARKED_AS_FULFILLED: "in-transit",
      IN_TRANSIT: "in-transit",
      OUT_FOR_DELIVERY: "in-transit",
      ATTEMPTED_DELIVERY: "in-transit",
      DELAYED: "in-transit",
      PICKED_UP: "delivered",
      DELIVERED: "delivered",
      CANCELED: "cancelled",
      LABEL_VOIDED: "cancelled",
    })
    .nullish(),
  trackingInfo: z.array(z.object({ company: z.string().nullish(), number: z.string().nullish() })).nullish(),
  service: z.object({ serviceName: z.string().nullish() }).nullish(),
  location: Link.extend({ name: z.string().nullish() }).nullish(),
  estimatedDeliveryAt: codec.instant.nullish(),
  order: Link.extend({
    name: z.string().nullish(),
    shippingAddress: Address.extend({ phone: z.string().nullish() }).nullish(),
  }).nullish(),
  createdAt: codec.instant.nullish(),
  updatedAt: codec.instant.nullish(),
});

const fields = `id name status displayStatus trackingInfo { company number url } service { serviceName } location { id name } estimatedDeliveryAt inTransitAt deliveredAt totalQuantity order { id name shippingAddress { ${addressFields} } } createdAt updatedAt`;

/** Shipments: https://shopify.dev/docs/api/admin-graphql/latest/objects/Fulfillment */
export const fulfillments = resource({ entity: "fulfillment", raw: Fulfillment }).define({
  id: (shipment) => shipment.id,
  read: ({ order, trackingInfo, ...shipment }) => {
    const address = readAddress(order?.shippingAddress);
    return {
      number: shipment.name,
      order: ref(order?.id, order?.name),
      location: ref(shipment.location?.id, shipment.location?.name),
      // One that failed or was called off keeps the last word of its carrier.
      status: (shipment.status === "in-transit" && shipment.displayStatus) || shipment.status || shipment.displayStatus,
      carrier: trackingInfo?.[0]?.company,
      service: shipment.service?.serviceName,
      trackingNumber: trackingInfo?.flatMap(({ number }) => number || []).join(", "),
      recipient: address?.recipient,
      phone: order?.shippingAddress?.phone,
      address,
      expectedAt: shipment.estimatedDeliveryAt,
      createdAt: shipment.createdAt,
      updatedAt: shipment.updatedAt,
    };
  },
  list: ofOrders({ field: "fulfillments", single: "fulfillment", fields, first: 100 }),
  get: shopifyOne("fulfillment", fields),
  scopes: { read: ["read_orders", "read_locations"] },
});
