import { codec, fields, phone, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { Address, place } from "./addresses.ts";
import { under, wholeList } from "./wire.ts";

const Location = row({
  ...Address.omit({ first_name: true, last_name: true, company: true }).shape,
  id: required(codec.ownId),
  email: z.string(),
  // "default" and "ontheroad" (goods between two places). Shops and warehouses are not told apart.
  ...fields(z.string(), "type", "location_type"),
  // Seen in recorded answers; the manual has no list of its words.
  status: z.string(),
  ...fields(codec.instant, "created_at", "updated_at"),
});

/** Shops and warehouses: wherever stock lies. */
export const locations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  scopes: { read: ["com.read_shop"] },
  read: ({ name, ...location }) => ({
    name: name || location.address1 || location.id,
    address: place(location),
    phones: [phone(location.phone)],
    email: location.email,
    createdAt: location.created_at,
    updatedAt: location.updated_at || location.created_at,
    unmapped: { type: location.type || location.location_type, status: location.status },
  }),
  list: wholeList({ path: "locations", row: "location", deletes: "absent", paging: single() }),
  get: { path: (id) => `/locations/${id}.json`, row: under("location") },
});
