import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf } from "./account.ts";
import { besideAccount } from "./beside.ts";
import { accountFields, crmObject, readRecord } from "./records.ts";
import { parts } from "./wire.ts";

const Product = crmObject({
  type: "products",
  beside: [besideAccount("currencies")],
  fields: { currencies: accountFields.currencies },
  properties: {
    ...fields(z.string(), "name", "description", "hs_images", "recurringbillingfrequency"),
    hs_recurring_billing_period: z.string(),
    hs_sku: codec.identifier,
    hs_product_type: codec.meanings({ goods: ["inventory", "non_inventory"], service: ["service"] }),
    price: codec.decimal,
    hs_cost_of_goods_sold: codec.decimal,
    hs_status: codec.choice({ active: "active", inactive: "inactive" }),
  },
});

/** Prices are in the account's currency. https://developers.hubspot.com/docs/guides/api/crm/objects/products */
export const items = resource({ entity: "item", raw: Product.row }).define({
  ...Product.reading,
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
    ...readRecord(row, product),
    unmapped: {
      billingFrequency: product.recurringbillingfrequency,
      billingPeriod: product.hs_recurring_billing_period,
    },
  }),
  scopes: { read: ["crm.objects.products.read"] },
});
