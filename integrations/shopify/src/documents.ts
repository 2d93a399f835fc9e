import { codec, fields, row } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./addresses.ts";
import { Attributes, amountOf, Bag, Buyer, currencyIn, customOf, InCurrency, Total, toBuyer } from "./wire.ts";

/** What orders and drafts have alike. */
export const Document = row({
  ...fields(z.string(), "name", "poNumber"),
  ...InCurrency.shape,
  customer: Buyer,
  taxesIncluded: z.boolean(),
  ...fields(Bag, "subtotalPriceSet", "totalTaxSet"),
  totalPriceSet: Total,
  ...fields(codec.decimal, "subtotalPrice", "totalTax", "totalPrice"),
  shippingAddress: Address,
  customAttributes: Attributes,
  ...fields(codec.instant, "createdAt", "updatedAt"),
});

type Document = z.output<typeof Document>;

export const readDocument = (document: Document) => ({
  number: document.name,
  contact: toBuyer(document.customer),
  currency: currencyIn(document.totalPriceSet, document),
  subTotal: amountOf(document.subtotalPriceSet, document.subtotalPrice),
  tax: amountOf(document.totalTaxSet, document.totalTax),
  taxInclusive: document.taxesIncluded,
  total: amountOf(document.totalPriceSet, document.totalPrice),
  shippingAddress: readAddress(document.shippingAddress),
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
  custom: customOf(document.customAttributes),
});
