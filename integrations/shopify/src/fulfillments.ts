import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, addressFields, readAddress } from "./addresses.ts";
import { shopifyOne } from "./lists.ts";
import { ofOrders } from "./order-children.ts";
import { Link, Named, ownId, toNamed } from "./wire.ts";
import { acting, given, mutation } from "./writing.ts";

const Parcel = row({ ...fields(z.string(), "company", "number") });
const Tracked = z.array(row({ ...Parcel.shape, url: z.string() }));

/** https://shopify.dev/docs/api/admin-graphql/latest/input-objects/FulfillmentTrackingInput */
const TrackingInput = row({ company: z.string(), numbers: z.array(z.string()) });

const Fulfillment = row({
  id: required(ownId("Fulfillment")),
  name: z.string(),
  status: codec.meanings({ cancelled: ["CANCELLED"], pending: ["OPEN", "PENDING"], "in-transit": ["SUCCESS"] }),
  displayStatus: codec.meanings({
    pending: ["SUBMITTED", "CONFIRMED", "LABEL_PURCHASED", "LABEL_PRINTED", "READY_FOR_PICKUP"],
    "in-transit": [
      "CARRIER_PICKED_UP",
      "FULFILLED",
      "MARKED_AS_FULFILLED",
      "IN_TRANSIT",
      "OUT_FOR_DELIVERY",
      "ATTEMPTED_DELIVERY",
      "DELAYED",
    ],
    delivered: ["PICKED_UP", "DELIVERED"],
    cancelled: ["CANCELED", "LABEL_VOIDED"],
  }),
  trackingInfo: z.array(Parcel),
  service: row({ serviceName: z.string() }),
  location: Named,
  ...fields(codec.instant, "estimatedDeliveryAt", "createdAt", "updatedAt"),
  order: row({ ...Link.shape, name: z.string(), shippingAddress: row({ ...Address.shape, phone: z.string() }) }),
});

const selection = `id name status displayStatus trackingInfo { company number url } service { serviceName } location { id name } estimatedDeliveryAt inTransitAt deliveredAt totalQuantity order { id name shippingAddress { ${addressFields} } } createdAt updatedAt`;

/** The carrier and the numbers as they are; addresses to follow a parcel by go with its number. */
const presentTracking = (present: unknown, { numbers }: Readonly<Record<string, unknown>>) => {
  const known = Tracked.parse(present ?? []);
  const of = (field: "number" | "url") => known.flatMap((parcel) => parcel[field] || []);
  const company = known[0]?.company ?? undefined;
  return numbers === undefined ? { company, numbers: of("number"), urls: of("url") } : { company };
};

/** Shipments: https://shopify.dev/docs/api/admin-graphql/latest/objects/Fulfillment */
export const fulfillments = resource({ entity: "fulfillment", raw: Fulfillment, body: TrackingInput }).define({
  id: (shipment) => shipment.id,
  read: ({ order, trackingInfo, ...shipment }) => {
    const address = readAddress(order?.shippingAddress);
    return {
      number: shipment.name,
      order: toNamed(order),
      location: toNamed(shipment.location),
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
  write: ({ carrier, trackingNumber }) => ({
    company: carrier,
    numbers: trackingNumber?.split(/,\s*/).filter(Boolean),
  }),
  list: ofOrders({ field: "fulfillments", single: "fulfillment", selection, first: 100 }),
  get: shopifyOne("fulfillment", selection),
  update: {
    ...mutation(
      `mutation fulfillmentTrackingInfoUpdate($fulfillmentId: ID!, $trackingInfoInput: FulfillmentTrackingInput!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $fulfillmentId, trackingInfoInput: $trackingInfoInput) { fulfillment { ${selection} } userErrors { field message } } }`,
      ({ trackingInfo, ...changes }, fulfillmentId) => ({
        fulfillmentId,
        trackingInfoInput: { ...presentTracking(trackingInfo, changes), ...changes },
      }),
    ),
    semantics: "merge",
    // What is sent replaces all that there is.
    needs: ["trackingInfo"],
    row: given(["fulfillmentTrackingInfoUpdate", "fulfillment"]),
  },
  actions: {
    cancel: {
      ...acting(
        `mutation fulfillmentCancel($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { ${selection} } userErrors { field message } } }`,
        (id) => ({ id }),
      ),
      row: given(["fulfillmentCancel", "fulfillment"]),
    },
  },
  scopes: { read: ["read_orders", "read_locations"], write: ["write_merchant_managed_fulfillment_orders"] },
});
