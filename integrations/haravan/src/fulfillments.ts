import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { fullName, place } from "./addresses.ts";
import { partsOfOrders } from "./order-parts.ts";
import { entered, moment, ownId } from "./wire.ts";

/** Where a shipment stands. The manual lists no words: these are in its examples and in the names of its dates. */
export const ShipmentStatus = z.object({
  status: codec.choice({ success: "delivered", cancelled: "cancelled", cancel: "cancelled" }).nullish(),
  carrier_status_code: codec
    .choice({
      pending: "pending",
      readytopick: "pending",
      picking: "picking-up",
      delivering: "in-transit",
      notmeetcustomer: "in-transit",
      delivered: "delivered",
      waitingforreturn: "returning",
      return: "returned",
      cancel: "cancelled",
    })
    .nullish(),
});

/** "success" says that the shipment was made, and the carrier how far it is. */
export const shipmentStatus = ({ status, carrier_status_code }: z.output<typeof ShipmentStatus>) =>
  status && status !== "delivered" ? status : carrier_status_code;

const Fulfillment = ShipmentStatus.extend({
  id: ownId,
  location_id: codec.identifier.nullish(),
  tracking_company: z.string().nullish(),
  tracking_company_code: z.string().nullish(),
  tracking_number: codec.identifier.nullish(),
  tracking_numbers: z.array(codec.identifier.nullish()).nullish(),
  carrier_service_package_name: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  shipping_phone: codec.identifier.nullish(),
  shipping_address: z.string().nullish(),
  address: z.string().nullish(),
  ward: z.string().nullish(),
  district: z.string().nullish(),
  province: z.string().nullish(),
  city: z.string().nullish(),
  zip_code: codec.identifier.nullish(),
  country: z.string().nullish(),
  country_code: z.string().nullish(),
  real_shipping_fee: codec.decimal.nullish(),
  cod_amount: codec.decimal.nullish(),
  // What became of the money that the carrier collects.
  carrier_cod_status_code: z.string().nullish(),
  // Grams and centimetres.
  total_weight: codec.decimal.nullish(),
  package_length: codec.decimal.nullish(),
  package_width: codec.decimal.nullish(),
  package_height: codec.decimal.nullish(),
  note: z.string().nullish(),
  delivered_date: moment.nullish(),
  created_at: moment.nullish(),
  updated_at: moment.nullish(),
  order_id: codec.identifier.nullish(),
  order_number: codec.identifier.nullish(),
  order_currency: z.string().nullish(),
  order_updated_at: moment.nullish(),
});

type Fulfillment = z.output<typeof Fulfillment>;

const addressOf = ({ shipping_address, address, zip_code, first_name, last_name, ...rest }: Fulfillment) =>
  place({ ...rest, first_name, last_name, address1: shipping_address || address, zip: zip_code });

/** Shipments of orders. */
export const fulfillments = resource({ entity: "fulfillment", raw: Fulfillment }).define({
  id: (shipment) => shipment.id,
  scopes: { read: ["com.read_orders"] },
  read: (shipment) => ({
    order: ref(shipment.order_id, shipment.order_number),
    location: ref(shipment.location_id),
    status: shipmentStatus(shipment),
    carrier: shipment.tracking_company,
    carrierCode: shipment.tracking_company_code,
    service: shipment.carrier_service_package_name,
    trackingNumber: shipment.tracking_number || shipment.tracking_numbers?.find(Boolean),
    recipient: fullName(shipment),
    phone: shipment.shipping_phone,
    address: addressOf(shipment),
    currency: shipment.order_currency,
    fee: entered(shipment.real_shipping_fee),
    cashOnDelivery: shipment.cod_amount,
    isCashOnDelivery: shipment.cod_amount ? shipment.cod_amount !== "0" : undefined,
    weight: entered(shipment.total_weight),
    length: entered(shipment.package_length),
    width: entered(shipment.package_width),
    height: entered(shipment.package_height),
    note: shipment.note,
    createdAt: shipment.created_at,
    // The list tells what orders have changed.
    updatedAt: shipment.order_updated_at || shipment.updated_at || shipment.created_at,
    unmapped: { carrier_cod_status_code: shipment.carrier_cod_status_code, delivered_date: shipment.delivered_date },
  }),
  list: partsOfOrders("fulfillments"),
});
