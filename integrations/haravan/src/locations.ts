import { phone, resource, single } from "@opensme/core";
import * as z from "zod";
import { Address, place } from "./addresses.ts";
import { moment, ownId, under, wholeList } from "./wire.ts";

const Location = Address.omit({ first_name: true, last_name: true, company: true }).extend({
  id: ownId,
  email: z.string().nullish(),
  // "default" and "ontheroad" (goods between two places). Shops and warehouses are not told apart.
  type: z.string().nullish(),
  location_type: z.string().nullish(),
  // Seen in recorded answers; the manual has no list of its words.
  status: z.string().nullish(),
  created_at: moment.nullish(),
  updated_at: moment.nullish(),
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
  list: wholeList({ path: "locations", row: "location", deletes: "absent" }, single()),
  get: { path: (id) => `/locations/${id}.json`, row: under("location") },
});
