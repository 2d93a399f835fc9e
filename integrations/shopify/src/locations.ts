import { codec, fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { Place, readPlace } from "./addresses.ts";
import { shopifyList, shopifyOne } from "./lists.ts";
import { activity, everyLocation, ownId } from "./wire.ts";

const Location = row({
  id: required(ownId("Location")),
  name: required(z.string()),
  isActive: activity,
  address: row({ ...Place.shape, countryCode: z.string(), phone: z.string() }),
  ...fields(codec.instant, "createdAt", "updatedAt"),
});

const selection =
  "id name isActive isFulfillmentService fulfillsOnlineOrders shipsInventory address { address1 address2 city province provinceCode zip country countryCode phone } createdAt updatedAt";

/** Shops, warehouses, and the services that ship for them: https://shopify.dev/docs/api/admin-graphql/latest/objects/Location */
export const locations = resource({ entity: "location", raw: Location }).define({
  id: (location) => location.id,
  read: ({ address, ...location }) => ({
    name: location.name,
    address: address && readPlace(address, address.countryCode),
    phones: [phone(address?.phone)],
    status: location.isActive,
    createdAt: location.createdAt,
    updatedAt: location.updatedAt,
  }),
  list: shopifyList({
    path: ["locations"],
    single: "location",
    selection,
    first: 200,
    args: everyLocation,
    deletes: "absent",
  }),
  get: shopifyOne("location", selection),
  scopes: { read: ["read_locations"] },
});
