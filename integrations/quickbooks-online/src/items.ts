import { codec, fields, type RecordChanges, refuse, resource, row } from "@opensme/core";
import * as z from "zod";
import { writingNames } from "./operations.ts";
import { common, Pointer, point, Reference, readCommon, reading, withInactive } from "./wire.ts";
import { pointer } from "./writing.ts";

const Component = row({ ItemRef: Reference, Qty: codec.decimal });

const Item = row({
  ...common,
  ...fields(z.string(), "Name", "FullyQualifiedName", "Description", "PurchaseDesc"),
  Sku: codec.identifier,
  Type: codec.meanings({
    goods: ["Inventory", "NonInventory"],
    service: ["Service"],
    combo: ["Group", "Bundle", "Assembly"],
  }),
  ParentRef: row({ name: z.string() }),
  ...fields(codec.decimal, "UnitPrice", "PurchaseCost", "AvgCost", "QtyOnHand", "ReorderPoint"),
  ...fields(Reference, "SalesTaxCodeRef", "PurchaseTaxCodeRef", "IncomeAccountRef", "ExpenseAccountRef"),
  ...fields(Reference, "COGSAccountRef", "AssetAccountRef"),
  TrackQtyOnHand: codec.flag,
  Taxable: codec.flag,
  ManPartNum: codec.identifier,
  PrefVendorRef: Pointer,
  ItemGroupDetail: row({ ItemGroupLine: z.array(Component) }),
  Active: codec.meanings({ active: [true], inactive: [false] }),
});

type Row = z.output<typeof Item>;

/** `Drinks:Coffee:Arabica`: what stands before the name are the categories, or the items that this one is a part of. */
const categoryOf = ({ FullyQualifiedName, ParentRef }: Row) =>
  ParentRef?.name || /^(.+):[^:]*$/.exec(FullyQualifiedName ?? "")?.[1];

const readComponent = ({ ItemRef, Qty }: z.output<typeof Component>) => {
  const component = point(ItemRef);
  return component && Qty ? { component: { id: component.id }, quantity: Qty, name: ItemRef?.name } : undefined;
};

/** Stock begins on a day, and a bundle holds parts, which are both told in QuickBooks. */
const typeOf = ({ kind, isStocked }: RecordChanges<"item">): string | undefined => {
  if (isStocked) throw refuse("isStocked", "cannot be true from the beginning: let stock begin in QuickBooks");
  if (kind === "combo") throw refuse("kind", "must be goods or service: put bundles together in QuickBooks");
  return kind && (kind === "goods" ? "NonInventory" : "Service");
};

const Kind = z.object({ Type: z.literal("Category") });

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item */
export const items = resource({
  entity: "item",
  raw: Item,
  body: Item.partial().extend({ Type: z.string().optional() }),
}).define({
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
  write: (item, operation) => ({
    SyncToken: item.version,
    Name: item.name,
    Sku: item.code,
    Type: operation === "create" ? typeOf(item) : undefined,
    Description: item.description,
    PurchaseDesc: item.purchaseDescription,
    UnitPrice: item.price,
    PurchaseCost: item.purchasePrice,
    SalesTaxCodeRef: pointer(item.salesTaxRate),
    PurchaseTaxCodeRef: pointer(item.purchaseTaxRate),
    IncomeAccountRef: pointer(item.salesAccount),
    ExpenseAccountRef: pointer(item.purchaseAccount),
    Active: item.status,
  }),
  // Categories are listed among the items, and the query language knows no "not".
  ...reading({ entity: "Item", where: withInactive, leaveOut: (row) => Kind.safeParse(row).success }),
  ...writingNames("Item"),
});
