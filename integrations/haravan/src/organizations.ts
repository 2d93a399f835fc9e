import { phone, resource, single } from "@opensme/core";
import * as z from "zod";
import { Address, countryOf, place } from "./addresses.ts";
import { moment, ownId, under, wholeList } from "./wire.ts";

export const Shop = Address.pick({
  address1: true,
  city: true,
  province: true,
  zip: true,
  country: true,
  country_code: true,
  phone: true,
}).extend({
  id: ownId,
  name: z.string().nullish(),
  shop_owner: z.string().nullish(),
  email: z.string().nullish(),
  customer_email: z.string().nullish(),
  currency: z.string().nullish(),
  // "(GMT+07:00) Hanoi", which is no IANA name.
  timezone: z.string().nullish(),
  domain: z.string().nullish(),
  myharavan_domain: z.string().nullish(),
  created_at: moment.nullish(),
});

/** The shop that the token belongs to. */
export const organizations = resource({ entity: "organization", raw: Shop }).define({
  id: (shop) => shop.id,
  scopes: { read: ["com.read_shop"] },
  read: ({ name, ...shop }) => {
    const address = place(shop);
    return {
      name: name || shop.myharavan_domain || shop.domain || shop.id,
      baseCurrency: shop.currency,
      country: countryOf(shop).country,
      timeZone: shop.timezone,
      phones: [phone(shop.phone)],
      emails: [shop.email, shop.customer_email === shop.email ? undefined : shop.customer_email],
      addresses: [address],
      url: shop.domain || shop.myharavan_domain,
      createdAt: shop.created_at,
      unmapped: { shop_owner: shop.shop_owner },
    };
  },
  list: wholeList({ path: "shop", row: "shop", deletes: "never" }, single()),
  get: { path: "/shop.json", row: under("shop") },
});
