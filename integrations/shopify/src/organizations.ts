import { codec, fields, listing, phone, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { Address, addressFields, readAddress } from "./addresses.ts";
import { asking } from "./graphql.ts";
import { currencyOf, ownId } from "./wire.ts";

const Shop = row({
  id: required(ownId("Shop")),
  name: required(z.string()),
  ...fields(z.string(), "email", "contactEmail", "currencyCode", "ianaTimezone"),
  plan: row({ partnerDevelopment: z.boolean() }),
  shopAddress: row({
    ...Address.omit({ firstName: true, lastName: true, name: true }).shape,
    company: z.string(),
    phone: z.string(),
  }),
  ...fields(codec.instant, "createdAt", "updatedAt"),
});

const query = `{ shop { id name email contactEmail myshopifyDomain currencyCode ianaTimezone plan { partnerDevelopment publicDisplayName } shopAddress { ${addressFields.replace("firstName lastName name ", "")} } createdAt updatedAt } }`;

const Answer = z.object({ data: z.object({ shop: z.unknown() }) });

/** The shop itself: https://shopify.dev/docs/api/admin-graphql/latest/objects/Shop */
export const organizations = resource({ entity: "organization", raw: Shop }).define({
  id: (shop) => shop.id,
  read: (shop) => ({
    name: shop.name,
    legalName: shop.shopAddress?.company,
    baseCurrency: currencyOf(shop.currencyCode),
    country: readAddress(shop.shopAddress)?.country,
    timeZone: shop.ianaTimezone,
    isDemo: shop.plan?.partnerDevelopment,
    phones: [phone(shop.shopAddress?.phone)],
    emails: shop.contactEmail && shop.contactEmail !== shop.email ? [shop.email, shop.contactEmail] : [shop.email],
    addresses: [readAddress(shop.shopAddress)],
    createdAt: shop.createdAt,
    updatedAt: shop.updatedAt,
  }),
  list: listing({
    ...asking(query),
    page: Answer,
    items: ({ data }) => [data.shop],
    paging: single(),
    deletes: "never",
  }),
  // Every token may read the shop, and there is none without a scope.
  scopes: { read: ["read_locations"] },
});
