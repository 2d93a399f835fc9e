import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { flag, moment, onlyRow, ownId, unitDecimals, word, xeroList } from "./wire.ts";

const Item = z.object({
  ItemID: ownId,
  Code: word.nullish(),
  Name: z.string().nullish(),
  Description: z.string().nullish(),
  PurchaseDescription: z.string().nullish(),
  SalesDetails: z
    .object({ UnitPrice: codec.decimal.nullish(), AccountCode: word.nullish(), TaxType: word.nullish() })
    .nullish(),
  PurchaseDetails: z
    .object({
      UnitPrice: codec.decimal.nullish(),
      AccountCode: word.nullish(),
      COGSAccountCode: word.nullish(),
      TaxType: word.nullish(),
    })
    .nullish(),
  InventoryAssetAccountCode: word.nullish(),
  IsTrackedAsInventory: flag.nullish(),
  IsSold: flag.nullish(),
  IsPurchased: flag.nullish(),
  QuantityOnHand: codec.decimal.nullish(),
  TotalCostPool: codec.decimal.nullish(),
  UpdatedDateUTC: moment.nullish(),
});

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
  list: xeroList({ path: "/Items", name: "Items", query: unitDecimals, deletes: "absent" }),
  get: { path: (id) => `/Items/${id}`, query: unitDecimals, row: onlyRow("Items") },
  scopes: { read: ["accounting.invoices.read"] },
});
