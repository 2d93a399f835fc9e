import { compare, fields, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  flag,
  label,
  link,
  links,
  maybe,
  nameOfLink,
  onlyOne,
  plainText,
  provenance,
  row,
  text,
} from "./wire.ts";

const Option = z.object({ attribute_id: nameOfLink, name: text });

const Product = row({
  name: label,
  ...fields(text, "default_code", "barcode", "description_sale", "description_purchase", "detailed_type", "tracking"),
  // "product" is what is stocked, until Odoo 17.
  type: choice({ consu: "goods", product: "goods", service: "service", combo: "combo" }),
  ...fields(nameOfLink, "categ_id", "uom_id"),
  ...fields(link, "product_variant_id", "product_tmpl_id", "property_account_income_id", "property_account_expense_id"),
  ...fields(amount, "product_variant_count", "lst_price", "standard_price", "qty_available", "total_value"),
  options: maybe(z.array(Option)),
  // The price of the product, without what its variant costs more; in place of the other in some recorded answers.
  list_price: amount,
  currency_id: currency,
  ...fields(links, "taxes_id", "supplier_taxes_id"),
  ...fields(flag, "is_storable", "sale_ok", "purchase_ok", "active"),
  weight: amountIfAny,
  weight_uom_name: choice({ kg: "kg", g: "g" }),
  description: plainText,
});

/** Variants of products: what is sold, bought and stocked. */
export const items = resource({ entity: "item", raw: Product }).define({
  id: (product) => product.id,
  read: (product) => ({
    name: product.name,
    code: product.default_code,
    barcode: product.barcode,
    kind: product.type,
    description: product.description_sale,
    purchaseDescription: product.description_purchase,
    category: product.categ_id,
    group:
      product.product_variant_id && compare(product.product_variant_count ?? "1", "1") > 0
        ? { id: product.product_variant_id.id, name: product.product_tmpl_id?.name }
        : undefined,
    options: product.options?.flatMap(({ attribute_id, name }) =>
      attribute_id && name ? [{ name: attribute_id, value: name }] : [],
    ),
    unit: product.uom_id,
    price: product.lst_price || product.list_price,
    currency: product.currency_id,
    cost: product.standard_price,
    salesTaxRate: onlyOne(product.taxes_id),
    purchaseTaxRate: onlyOne(product.supplier_taxes_id),
    salesAccount: product.property_account_income_id,
    purchaseAccount: product.property_account_expense_id,
    isStocked: product.is_storable ?? (product.detailed_type ? product.detailed_type === "product" : undefined),
    isSold: product.sale_ok,
    isPurchased: product.purchase_ok,
    tracksLots: product.tracking ? product.tracking === "lot" : undefined,
    tracksSerials: product.tracking ? product.tracking === "serial" : undefined,
    onHand: product.qty_available,
    stockValue: product.total_value,
    weight: product.weight,
    weightUnit: product.weight ? product.weight_uom_name : undefined,
    status: product.active === true ? "active" : product.active === false ? "inactive" : undefined,
    note: product.description,
    ...provenance(product),
  }),
  ...records({
    model: "product.product",
    row: Product,
    parts: {
      options: {
        model: "product.template.attribute.value",
        row: Option,
        through: ["id"],
        ids: ({ product_template_attribute_value_ids }) => idsIn(product_template_attribute_value_ids),
      },
    },
    also: ["product_template_attribute_value_ids"],
    children: ["product_tmpl_id"],
  }),
});
