import { codec, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress, writeAddress } from "./address.ts";
import { company, moment, wholeList } from "./wire.ts";
import { changing } from "./writing.ts";

const path = (id: string) => `/v1/locations/${id}`;

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-locations */
const Location = row({
  ...Address.shape,
  uuid: required(z.string().min(1)),
  version: z.string(),
  phone_number: codec.identifier,
  // Answers have the one, the other, or both.
  active: codec.choice({ true: "active", false: "inactive" }),
  inactive: codec.choice({ true: "inactive", false: "active" }),
  created_at: moment,
  updated_at: moment,
});

/** Places have no name but their address. */
const nameOf = ({ street_1, city, state, uuid }: z.output<typeof Location>): string =>
  [street_1, city, state].filter(Boolean).join(", ") || uuid;

export const locations = resource({ entity: "location", raw: Location }).define({
  id: ({ uuid }) => uuid,
  read: (location) => ({
    name: nameOf(location),
    address: readAddress(location, "work"),
    phones: [phone(location.phone_number)],
    status: location.active || location.inactive,
    createdAt: location.created_at,
    updatedAt: location.updated_at,
    version: location.version,
  }),
  list: wholeList({ path: `${company}/locations` }),
  write: ({ address, phones, version }) => ({ version, phone_number: phones?.[0]?.number, ...writeAddress(address) }),
  get: { path },
  create: { path: `${company}/locations`, row: (answer) => answer },
  update: { ...changing(path), row: (answer) => answer },
  scopes: { read: ["companies:read"], write: ["companies:write"] },
});
