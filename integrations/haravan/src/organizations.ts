import { codec, fields, phone, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { Address, countryOf, place } from "./addresses.ts";
import { under, wholeList } from "./wire.ts";

export const Shop = row({
  id: required(codec.ownId),
  ...Address.omit({ first_name: true, last_name: true, company: true, address2: true, ward: true, district: true })
    .shape,
  ...fields(z.string(), "shop_owner", "email", "customer_email", "currency", "domain", "myharavan_domain"),
  // "(GMT+07:00) Hanoi", which is no IANA name.
  timezone: z.string(),
  created_at: codec.instant,
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
  list: wholeList({ path: "shop", row: "shop", deletes: "never", paging: single() }),
  get: { path: "/shop.json", row: under("shop") },
});
