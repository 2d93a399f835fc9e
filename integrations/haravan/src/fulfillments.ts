import { codec, fields, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, fullName, place } from "./addresses.ts";
import { OrderPart, partsOfOrders } from "./order-parts.ts";
import { entered } from "./wire.ts";

/** Where a shipment stands. The manual lists no words: these are in its examples and in the names of its dates. */
export const ShipmentStatus = row({
  status: codec.meanings({ delivered: ["success"], cancelled: ["cancelled", "cancel"] }),
  carrier_status_code: codec.meanings({
    pending: ["pending", "readytopick"],
    "picking-up": ["picking"],
    "in-transit": ["delivering", "notmeetcustomer"],
    delivered: ["delivered"],
    returning: ["waitingforreturn"],
    returned: ["return"],
    cancelled: ["cancel"],
  }),
});

/** "success" says that the shipment was made, and the carrier how far it is. */
export const shipmentStatus = ({ status, carrier_status_code }: z.output<typeof ShipmentStatus>) =>
  status && status !== "delivered" ? status : carrier_status_code;

const Fulfillment = row({
  ...ShipmentStatus.shape,
  ...OrderPart.shape,
  ...fields(codec.identifier, "location_id", "tracking_number", "shipping_phone", "zip_code"),
  tracking_numbers: z.array(codec.identifier.nullish()),
  ...fields(z.string(), "tracking_company", "tracking_company_code", "carrier_service_package_name", "note"),
  ...fields(z.string(), "shipping_address", "address"),
  ...Address.omit({ name: true, address1: true, address2: true, zip: true, phone: true, company: true }).shape,
  // What became of the money that the carrier collects.
  carrier_cod_status_code: z.string(),
  ...fields(codec.decimal, "real_shipping_fee", "cod_amount"),
  // Grams and centimetres.
  ...fields(codec.decimal, "total_weight", "package_length", "package_width", "package_height"),
  ...fields(codec.instant, "delivered_date", "updated_at"),
});

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
    address: place({ ...shipment, address1: shipment.shipping_address || shipment.address, zip: shipment.zip_code }),
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
