import { fields, resource } from "@opensme/core";
import { insides } from "./locations.ts";
import { records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  exactAmount,
  flag,
  link,
  moment,
  nameOfLink,
  owner,
  prefixed,
  provenance,
  row,
  text,
} from "./wire.ts";

const Move = row({
  product_id: owner,
  product_uom_qty: exactAmount,
  quantity: amount,
  // Until Odoo 16.
  quantity_done: amount,
  ...fields(text, "reference", "location_usage", "location_dest_usage", "origin"),
  picking_code: choice({
    incoming: "receipt",
    outgoing: "delivery",
    internal: "transfer",
    mrp_operation: "production",
  }),
  is_inventory: flag,
  ...fields(link, "origin_returned_move_id", "location_id", "location_dest_id"),
  state: choice({
    draft: "draft",
    waiting: "pending",
    confirmed: "pending",
    partially_available: "pending",
    assigned: "pending",
    done: "done",
    cancel: "cancelled",
  }),
  product_uom: nameOfLink,
  price_unit: amountIfAny,
  date: moment,
});

/** A place within the company. Suppliers, customers and losses are places to Odoo too. */
const place = (usage: string | null | undefined, found: { id: string; name?: string } | null | undefined) =>
  insides.includes(usage ?? "") ? prefixed("stock", found) : undefined;

/** Goods that came, went or were moved, or are to be: what is not done yet has the quantity asked for. */
export const stockMovements = resource({ entity: "stockMovement", raw: Move }).define({
  id: (move) => move.id,
  read: (move) => ({
    item: move.product_id,
    quantity: (move.state === "done" ? (move.quantity ?? move.quantity_done) : undefined) ?? move.product_uom_qty,
    number: move.reference,
    kind: move.is_inventory ? "adjustment" : move.origin_returned_move_id ? "return" : move.picking_code,
    status: move.state,
    from: place(move.location_usage, move.location_id),
    to: place(move.location_dest_usage, move.location_dest_id),
    unit: move.product_uom,
    unitCost: move.price_unit,
    movedAt: move.date,
    reference: move.origin,
    ...provenance(move),
  }),
  ...records({ model: "stock.move", row: Move }),
});
