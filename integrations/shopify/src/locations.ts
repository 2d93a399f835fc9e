import { codec, phone, resource } from "@opensme/core";
import * as z from "zod";
import { countryOf } from "./addresses.ts";
import { shopifyList, shopifyOne } from "./lists.ts";
import { ownId } from "./wire.ts";

const Location = z.object({
  id: ownId("Location"),
  name: z.string(),
  isActive: z.boolean().nullish(),
  address: z
    .object({
      address1: z.string().nullish(),
      address2: z.string().nullish(),
      city: z.string().nullish(),
      province: z.string().nullish(),
      zip: z.string().nullish(),
      country: z.string().nullish(),
      countryCode: z.string().nullish(),
      phone: z.string().nullish(),
    })
    .nullish(),
  createdAt: codec.instant.nullish(),
  updatedAt: codec.instant.nullish(),
});

const fields =
  "id name isActive isFulfillmentService fulfillsOnlineOrders shipsInventory address { address1 address2 city province provinceCode zip country countryCode phone } createdAt updatedAt";

/** Shops, warehouses, and the services that ship for them: https://shopify.dev/docs/api/admin-graphql/latest/objects/Location */
export const locations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  read: ({ address, ...location }) => ({
    name: location.name,
    address: address && {
      line1: address.address1,
      line2: address.address2,
      city: address.city,
      province: address.province,
      postalCode: address.zip,
      ...countryOf(address.countryCode, address.country),
    },
    phones: [phone(address?.phone)],
    status: location.isActive === true ? "active" : location.isActive === false ? "inactive" : undefined,
    createdAt: location.createdAt,
    updatedAt: location.updatedAt,
  }),
  list: shopifyList({
    path: ["locations"],
    single: "location",
    fields,
    first: 200,
    // Without them those that are closed, and those of fulfilment services, are left out.
    args: "sortKey: ID, query: $query, includeInactive: true, includeLegacy: true",
    deletes: "absent",
  }),
  get: shopifyOne("location", fields),
  scopes: { read: ["read_locations"] },
});
