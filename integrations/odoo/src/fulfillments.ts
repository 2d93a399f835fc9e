import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { choice, link, moment, nameOfLink, plainText, prefixed, provenance, row, text } from "./wire.ts";

const Picking = row({
  ...fields(text, "name", "carrier_tracking_ref"),
  ...fields(link, "sale_id", "location_id"),
  // Done is what has left the warehouse.
  state: choice({
    draft: "pending",
    waiting: "pending",
    confirmed: "pending",
    assigned: "pending",
    done: "in-transit",
    cancel: "cancelled",
  }),
  ...fields(nameOfLink, "carrier_id", "partner_id"),
  scheduled_date: moment,
  note: plainText,
});

/** Goods that leave for customers. Carriers come with the app for deliveries. */
export const fulfillments = resource({ entity: "fulfillment", raw: Picking }).define({
  id: (picking) => picking.id,
  read: (picking) => ({
    number: picking.name,
    order: picking.sale_id,
    location: prefixed("stock", picking.location_id),
    status: picking.state,
    carrier: picking.carrier_id,
    trackingNumber: picking.carrier_tracking_ref,
    recipient: picking.partner_id,
    expectedAt: picking.scheduled_date,
    note: picking.note,
    ...provenance(picking),
  }),
  ...records({
    model: "stock.picking",
    row: Picking,
    domain: [["picking_type_id.code", "=", "outgoing"]],
    holds: ({ picking_type_code }) => typeof picking_type_code !== "string" || picking_type_code === "outgoing",
  }),
});
