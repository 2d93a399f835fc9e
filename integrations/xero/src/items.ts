import { codec, fields, ref, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { changing, creating, getting, unitDecimals } from "./operations.ts";
import { moment, ownId, xeroList } from "./wire.ts";

const Item = row({
  ItemID: required(ownId),
  ...fields(codec.identifier, "Code", "InventoryAssetAccountCode"),
  ...fields(z.string(), "Name", "Description", "PurchaseDescription"),
  SalesDetails: row({ UnitPrice: codec.decimal, AccountCode: codec.identifier, TaxType: codec.identifier }),
  PurchaseDetails: row({
    UnitPrice: codec.decimal,
    ...fields(codec.identifier, "AccountCode", "COGSAccountCode", "TaxType"),
  }),
  ...fields(codec.flag, "IsTrackedAsInventory", "IsSold", "IsPurchased"),
  ...fields(codec.decimal, "QuantityOnHand", "TotalCostPool"),
  UpdatedDateUTC: moment,
});

/** Prices and accounts of one side. Those not sent stay as they are: https://github.com/calcinai/xero-php/issues/624 */
const unlessEmpty = <Details extends object>(details: Details): Details | undefined =>
  Object.values(details).some((value) => value !== undefined) ? details : undefined;

const endpoint = { name: "Items", id: "ItemID", query: unitDecimals };

/** Items name their accounts by code only: https://developer.xero.com/documentation/api/accounting/items */
export const items = resource({ entity: "item", raw: Item }).define({
  id: (item) => item.ItemID,
  read: (item) => ({
    name: item.Name || item.Description || item.Code || item.ItemID,
    code: item.Code,
    description: item.Description,
    purchaseDescription: item.PurchaseDescription,
    price: item.SalesDetails?.UnitPrice,
    purchasePrice: item.PurchaseDetails?.UnitPrice,
    salesTaxRate: ref(item.SalesDetails?.TaxType),
    purchaseTaxRate: ref(item.PurchaseDetails?.TaxType),
    salesAccountCode: item.SalesDetails?.AccountCode,
    purchaseAccountCode: item.PurchaseDetails?.AccountCode,
    costAccountCode: item.PurchaseDetails?.COGSAccountCode,
    assetAccountCode: item.InventoryAssetAccountCode,
    isStocked: item.IsTrackedAsInventory,
    isSold: item.IsSold,
    isPurchased: item.IsPurchased,
    onHand: item.QuantityOnHand,
    stockValue: item.TotalCostPool,
    updatedAt: item.UpdatedDateUTC,
  }),
  write: (item, operation) => {
    if (operation === "create" && !item.code) throw refuse("code", "is missing: Xero knows items by it");
    return {
      Code: item.code,
      Name: item.name,
      Description: item.description,
      PurchaseDescription: item.purchaseDescription,
      SalesDetails: unlessEmpty({
        UnitPrice: item.price,
        AccountCode: item.salesAccountCode,
        TaxType: item.salesTaxRate?.id,
      }),
      PurchaseDetails: unlessEmpty({
        UnitPrice: item.purchasePrice,
        AccountCode: item.purchaseAccountCode,
        COGSAccountCode: item.costAccountCode,
        TaxType: item.purchaseTaxRate?.id,
      }),
      InventoryAssetAccountCode: item.assetAccountCode,
      IsSold: item.isSold,
      IsPurchased: item.isPurchased,
    };
  },
  list: xeroList({ name: "Items", query: unitDecimals, deletes: "absent" }),
  get: getting(endpoint),
  create: creating(endpoint),
  // Without it Xero says "Price List Item Code must be supplied".
  update: { ...changing(endpoint), needs: ["Code"] },
  remove: { path: (id) => `/Items/${id}` },
  scopes: { read: ["accounting.invoices.read"], write: ["accounting.invoices"] },
});
