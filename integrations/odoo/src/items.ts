import { compare, resource } from "@opensme/core";
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
  default_code: text,
  barcode: text,
  // "product" is what is stocked, until Odoo 17.
  type: choice({ consu: "goods", product: "goods", service: "service", combo: "combo" }),
  description_sale: text,
  description_purchase: text,
  categ_id: nameOfLink,
  product_variant_id: link,
  product_tmpl_id: link,
  product_variant_count: amount,
  options: maybe(z.array(Option)),
  uom_id: nameOfLink,
  lst_price: amount,
  // The price of the product, without what its variant costs more; in place of the other in some recorded answers.
  list_price: amount,
  currency_id: currency,
  standard_price: amount,
  taxes_id: links,
  supplier_taxes_id: links,
  property_account_income_id: link,
  property_account_expense_id: link,
  is_storable: flag,
  detailed_type: text,
  sale_ok: flag,
  purchase_ok: flag,
  tracking: text,
  qty_available: amount,
  total_value: amount,
  weight: amountIfAny,
  weight_uom_name: choice({ kg: "kg", g: "g" }),
  description: plainText,
  active: flag,
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
