import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { currency, kiotvietList, vietnamTime } from "./wire.ts";

const Stock = z.looseObject({
  productId: codec.identifier,
  productName: z.string().nullish(),
  branchId: codec.identifier,
  branchName: z.string().nullish(),
  // Documented in lower case, seen in both.
  onHand: codec.decimal.nullish(),
  onhand: codec.decimal.nullish(),
  reserved: codec.decimal.nullish(),
  onOrder: codec.decimal.nullish(),
  minQuantity: codec.decimal.nullish(),
  maxQuantity: codec.decimal.nullish(),
  minQuality: codec.decimal.nullish(),
  maxQuality: codec.decimal.nullish(),
  cost: codec.decimal.nullish(),
  isActive: z.boolean().nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});

const Product = z.looseObject({
  id: codec.identifier,
  createdDate: z.string().nullish(),
  modifiedDate: z.string().nullish(),
  inventories: z.array(z.looseObject({})).nullish(),
});

/** KiotViet's own mark for "no upper limit". */
const noLimit = "999999999";

/**
 * Stock by branch, out of `/productOnHands`: there a product counts as changed when its stock has, and in `/products` it does not. A product as
 * `/products` gives it reads as well, and tells cost and levels too.
 */
export const stockLevels = resource({ entity: "stockLevel", raw: Stock }).define({
  id: ({ productId, branchId }) => `${productId}:${branchId}`,
  read: (stock) => ({
    item: ref(stock.productId, stock.productName) ?? { id: "" },
    // Left out like all that is null, where a branch never had any.
    onHand: stock.onHand ?? stock.onhand ?? "0",
    location: ref(stock.branchId, stock.branchName),
    reserved: stock.reserved,
    incoming: stock.onOrder,
    minimum: stock.minQuantity ?? stock.minQuality,
    maximum: limit(stock.maxQuantity ?? stock.maxQuality),
    cost: stock.cost,
    currency: stock.cost ? currency : undefined,
    isActive: stock.isActive,
    createdAt: stock.createdDate,
    updatedAt: stock.modifiedDate ?? stock.createdDate,
  }),
  list: kiotvietList({
    path: "/productOnHands",
    deletes: "absent",
    incremental: true,
    split: (element) => {
      const { id, createdDate, modifiedDate, inventories } = Product.parse(element);
      return (inventories ?? []).map((inventory) => ({ ...inventory, productId: id, createdDate, modifiedDate }));
    },
  }),
});

const limit = (maximum: string | null | undefined): string | null | undefined =>
  maximum === noLimit ? undefined : maximum;
