import { codec, fieldMap, fields, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf } from "./account.ts";
import { besideAccount } from "./beside.ts";
import { accountFields, crmObject, readRecord } from "./records.ts";
import { parts } from "./wire.ts";
import { meaningOf, wordFor } from "./words.ts";
import { RecordBody, writing, written } from "./writes.ts";

const kind = codec.meanings({ goods: ["inventory", "non_inventory"], service: ["service"] });

const Product = crmObject({
  type: "products",
  beside: [besideAccount("currencies")],
  fields: { currencies: accountFields.currencies },
  properties: {
    ...fields(z.string(), "name", "description", "hs_images", "recurringbillingfrequency"),
    ...fields(z.string(), "hs_recurring_billing_period", "hs_product_type", "hs_url"),
    hs_sku: codec.identifier,
    price: codec.decimal,
    hs_cost_of_goods_sold: codec.decimal,
    hs_status: codec.choice({ active: "active", inactive: "inactive" }),
  },
});

const plain = fieldMap({ code: "hs_sku", description: "description", price: "price", cost: "hs_cost_of_goods_sold" });

/** Prices are in the account's currency. https://developers.hubspot.com/docs/guides/api/crm/objects/products */
export const items = resource({ entity: "item", raw: Product.row, body: RecordBody }).define({
  ...Product.reading,
  read: ({ properties: product, ...row }) => {
    const { meant, word } = meaningOf(kind, product.hs_product_type);
    return {
      name: product.name?.trim() || product.hs_sku?.trim() || row.id,
      ...plain.read(product),
      kind: meant,
      currency: currencyOf(row.currencies?.[0]),
      images: parts(product.hs_images),
      status: product.hs_status,
      ...readRecord(row, product),
      unmapped: {
        kind: word,
        billingFrequency: product.recurringbillingfrequency,
        billingPeriod: product.hs_recurring_billing_period,
        url: product.hs_url,
      },
    };
  },
  write: (item) =>
    written(
      {
        name: item.name,
        ...plain.write(item),
        hs_product_type: wordFor(kind, "kind", item.kind, item.unmapped?.["kind"]),
        hs_images: item.images?.join(";"),
      },
      item.custom,
    ),
  ...writing("products"),
  scopes: { read: ["crm.objects.products.read"], write: ["crm.objects.products.write"] },
});
