import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { accountFields, besideAccount, currencyOf } from "./account.ts";
import { crmList, crmRecord } from "./objects.ts";
import { customOf } from "./properties.ts";
import { parts, recordFields, word } from "./wire.ts";

const properties = z.looseObject({
  name: z.string().nullish(),
  hs_sku: word.nullish(),
  hs_product_type: codec.choice({ inventory: "goods", non_inventory: "goods", service: "service" }).nullish(),
  description: z.string().nullish(),
  price: codec.decimal.nullish(),
  hs_cost_of_goods_sold: codec.decimal.nullish(),
  hs_images: z.string().nullish(),
  hs_status: codec.choice({ active: "active", inactive: "inactive" }).nullish(),
  recurringbillingfrequency: z.string().nullish(),
  hs_recurring_billing_period: z.string().nullish(),
});

const Product = z.object({ ...recordFields, properties, currencies: accountFields.currencies });

const object = { type: "products", properties: Object.keys(properties.shape), beside: besideAccount("currencies") };

/** Prices are in the account's currency. https://developers.hubspot.com/docs/guides/api/crm/objects/products */
export const items = resource({ entity: "item", raw: Product }).define({
  id: (product) => product.id,
  read: ({ properties: product, ...row }) => ({
    name: product.name?.trim() || product.hs_sku?.trim() || row.id,
    code: product.hs_sku,
    kind: product.hs_product_type,
    description: product.description,
    price: product.price,
    currency: currencyOf(row.currencies?.[0]),
    cost: product.hs_cost_of_goods_sold,
    images: parts(product.hs_images),
    status: product.hs_status,
    url: row.url,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    custom: customOf({ ...row, properties: product }),
    unmapped: {
      billingFrequency: product.recurringbillingfrequency,
      billingPeriod: product.hs_recurring_billing_period,
    },
  }),
  list: crmList(object),
  get: { listing: crmRecord(object) },
  scopes: { read: ["crm.objects.products.read"] },
});
