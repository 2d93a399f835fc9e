import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { common, flag, Pointer, point, Reference, readCommon, reading, withInactive, word } from "./wire.ts";

const Component = z.object({ ItemRef: Reference.nullish(), Qty: codec.decimal.nullish() });

const Item = z.object({
  ...common,
  Name: z.string().nullish(),
  Sku: word.nullish(),
  FullyQualifiedName: z.string().nullish(),
  Description: z.string().nullish(),
  PurchaseDesc: z.string().nullish(),
  Type: codec
    .choice({
      Inventory: "goods",
      NonInventory: "goods",
      Service: "service",
      Group: "combo",
      Bundle: "combo",
      Assembly: "combo",
    })
    .nullish(),
  ParentRef: z.object({ name: z.string().nullish() }).nullish(),
  UnitPrice: codec.decimal.nullish(),
  PurchaseCost: codec.decimal.nullish(),
  AvgCost: codec.decimal.nullish(),
  SalesTaxCodeRef: Reference.nullish(),
  PurchaseTaxCodeRef: Reference.nullish(),
  IncomeAccountRef: Reference.nullish(),
  ExpenseAccountRef: Reference.nullish(),
  COGSAccountRef: Reference.nullish(),
  AssetAccountRef: Reference.nullish(),
  TrackQtyOnHand: flag.nullish(),
  QtyOnHand: codec.decimal.nullish(),
  ReorderPoint: codec.decimal.nullish(),
  Taxable: flag.nullish(),
  ManPartNum: word.nullish(),
  PrefVendorRef: Pointer.nullish(),
  ItemGroupDetail: z
    .object({
      ItemGroupLine: z.array(Component).nullish(),
    })
    .nullish(),
  Active: codec.choice({ true: "active", false: "inactive" }).nullish(),
});

type Row = z.output<typeof Item>;

/** `Drinks:Coffee:Arabica`: what stands before the name are the categories, or the items that this one is a part of. */
const categoryOf = ({ FullyQualifiedName, ParentRef }: Row) =>
  ParentRef?.name || /^(.+):[^:]*$/.exec(FullyQualifiedName ?? "")?.[1];

const readComponent = ({ ItemRef, Qty }: z.output<typeof Component>) => {
  const component = point(ItemRef);
  return component && Qty ? { component: { id: component.id }, quantity: Qty, name: ItemRef?.name } : undefined;
};

const Kind = z.object({ Type: z.literal("Category") });

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item */
export const items = resource({ entity: "item", raw: Item }).define({
  id: (item) => item.Id,
  read: (item) => ({
    name: item.Name || item.FullyQualifiedName || item.Sku || item.Id,
    code: item.Sku,
    kind: item.Type,
    description: item.Description,
    purchaseDescription: item.PurchaseDesc,
    category: categoryOf(item),
    price: item.UnitPrice,
    cost: item.AvgCost,
    purchasePrice: item.PurchaseCost,
    salesTaxRate: point(item.SalesTaxCodeRef),
    purchaseTaxRate: point(item.PurchaseTaxCodeRef),
    salesAccount: point(item.IncomeAccountRef),
    purchaseAccount: point(item.ExpenseAccountRef),
    costAccount: point(item.COGSAccountRef),
    assetAccount: point(item.AssetAccountRef),
    isStocked: item.TrackQtyOnHand,
    onHand: item.QtyOnHand,
    components: item.ItemGroupDetail?.ItemGroupLine?.map(readComponent),
    status: item.Active,
    ...readCommon(item),
    unmapped: {
      status: item.status,
      reorderPoint: item.ReorderPoint,
      isTaxed: item.Taxable,
      manufacturerPartNumber: item.ManPartNum,
      preferredVendor: point(item.PrefVendorRef, "vendor")?.id,
    },
  }),
  // Categories are listed among the items, and the query language knows no "not".
  ...reading({
    entity: "Item",
    path: "item",
    where: withInactive,
    leaveOut: (row) => Kind.safeParse(row).success,
  }),
});
