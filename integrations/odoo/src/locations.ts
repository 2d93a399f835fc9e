import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { choice, flag, label, link, prefixed, provenance, row, text } from "./wire.ts";

const inUse = (isActive: boolean | null | undefined): "active" | "inactive" | undefined =>
  isActive === true ? "active" : isActive === false ? "inactive" : undefined;

const Warehouse = row({ name: label, code: text, active: flag });

/** Warehouses, which orders name. */
export const warehouses = resource({ entity: "location", raw: Warehouse }).define({
  id: (warehouse) => warehouse.id,
  prefix: "warehouse",
  read: (warehouse) => ({
    name: warehouse.name,
    code: warehouse.code,
    kind: "warehouse",
    status: inUse(warehouse.active),
    ...provenance(warehouse),
  }),
  ...records({ model: "stock.warehouse", row: Warehouse }),
});

const Location = row({
  ...fields(text, "complete_name", "barcode", "usage"),
  name: label,
  ...fields(link, "location_id", "warehouse_id"),
  active: flag,
});

/** Where goods can lie within the company; suppliers, customers and the like are places to Odoo too, and left out. */
export const insides = ["internal", "transit", "view"];

/** Places within warehouses, which hold the stock. */
export const stockLocations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  prefix: "stock",
  read: (location) => ({
    name: location.complete_name || location.name,
    code: location.barcode,
    parent: prefixed("stock", location.location_id) ?? prefixed("warehouse", location.warehouse_id),
    status: inUse(location.active),
    ...provenance(location),
    unmapped: { usage: location.usage },
  }),
  ...records({
    model: "stock.location",
    row: Location,
    domain: [["usage", "in", insides]],
    holds: ({ usage }) => typeof usage !== "string" || insides.includes(usage),
  }),
});

const WorkLocation = row({
  name: label,
  location_type: choice({ office: "office" }),
  location_number: text,
  active: flag,
});

/** Where people work. */
export const workLocations = resource({ entity: "location", raw: WorkLocation }).define({
  id: (location) => location.id,
  prefix: "work",
  read: (location) => ({
    name: location.name,
    code: location.location_number,
    kind: location.location_type,
    status: inUse(location.active),
    ...provenance(location),
  }),
  ...records({ model: "hr.work.location", row: WorkLocation }),
});
