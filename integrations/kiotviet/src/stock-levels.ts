import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency, kiotvietList, times, vietnamTime } from "./wire.ts";

const Stock = row({
  ...fields(required(codec.ownId), "productId", "branchId"),
  ...fields(z.string(), "productName", "branchName"),
  onHand: required(codec.decimal),
  ...fields(codec.decimal, "reserved", "onOrder", "minQuantity", "maxQuantity", "minQuality", "maxQuality", "cost"),
  isActive: z.boolean(),
  ...fields(vietnamTime, "createdDate", "modifiedDate"),
});

const Inventory = z.looseObject(fields(z.unknown().optional(), "onHand", "onhand"));

const Product = row({
  id: required(codec.identifier),
  ...fields(z.string(), "createdDate", "modifiedDate"),
  inventories: z.array(Inventory),
}).loose();

/** The quantity is documented in lower case and seen in both. */
const spelt = ({ onhand, onHand, ...inventory }: z.output<typeof Inventory>) => ({
  ...inventory,
  onHand: onHand ?? onhand,
});

/**
 * Stock by branch, out of `/productOnHands`: there a product counts as changed when its stock has, and in `/products` it does not. A product as
 * `/products` gives it reads as well, and tells cost and levels too.
 */
export const stockLevels = resource({ entity: "stockLevel", raw: Stock }).define({
  id: ({ productId, branchId }) => `${productId}:${branchId}`,
  read: (stock) => ({
    item: ref(stock.productId, stock.productName) ?? { id: "" },
    onHand: stock.onHand,
    location: ref(stock.branchId, stock.branchName),
    reserved: stock.reserved,
    incoming: stock.onOrder,
    minimum: stock.minQuantity ?? stock.minQuality,
    maximum: limit(stock.maxQuantity ?? stock.maxQuality),
    cost: stock.cost,
    currency: stock.cost ? currency : undefined,
    isActive: stock.isActive,
    ...times(stock),
  }),
  list: kiotvietList({
    path: "/productOnHands",
    deletes: "absent",
    split: (element) => {
      const { data: product } = Product.safeParse(element);
      if (!product || "branchId" in product) return [spelt(Inventory.parse(element))];
      const { id: productId, createdDate, modifiedDate, inventories } = product;
      return inventories?.map((inventory) => ({ ...spelt(inventory), productId, createdDate, modifiedDate })) ?? [];
    },
  }),
});

/** Without KiotViet's own marks for "no upper limit": the number it sets, and nothing set at all. */
const limit = (maximum: string | null | undefined) =>
  maximum === "999999999" || maximum === "0" ? undefined : maximum;
