import { codec, multiply, ref, resource, sum } from "@opensme/core";
import * as z from "zod";
import { currency, kiotvietList, vietnamTime, writtenId } from "./wire.ts";

const taxWords = codec.choice({ KCT: "exempt", KKKNT: "not-declared" });

const Product = z.looseObject({
  id: codec.identifier,
  code: z.string().nullish(),
  barCode: z.string().nullish(),
  name: z.string(),
  fullName: z.string().nullish(),
  description: z.string().nullish(),
  categoryId: codec.identifier.nullish(),
  categoryName: z.string().nullish(),
  tradeMarkName: z.string().nullish(),
  // 1 combo, 2 goods, 3 service; in some answers under the name of the filter.
  type: codec.choice({ 1: "combo", 2: "goods", 3: "service" }).nullish(),
  productType: codec.choice({ 1: "combo", 2: "goods", 3: "service" }).nullish(),
  allowsSale: z.boolean().nullish(),
  hasVariants: z.boolean().nullish(),
  attributes: z
    .array(z.looseObject({ attributeName: z.string().nullish(), attributeValue: z.string().nullish() }))
    .nullish(),
  unit: z.string().nullish(),
  masterProductId: codec.identifier.nullish(),
  masterUnitId: codec.identifier.nullish(),
  conversionValue: codec.decimal.nullish(),
  basePrice: codec.decimal.nullish(),
  priceBooks: z
    .array(
      z.looseObject({
        priceBookId: codec.identifier.nullish(),
        priceBookName: z.string().nullish(),
        isActive: z.boolean().nullish(),
        startDate: vietnamTime.nullish(),
        endDate: vietnamTime.nullish(),
        price: codec.decimal.nullish(),
      }),
    )
    .nullish(),
  inventories: z
    .array(
      z.looseObject({
        onHand: codec.decimal.nullish(),
        onhand: codec.decimal.nullish(),
        cost: codec.decimal.nullish(),
      }),
    )
    .nullish(),
  // Addresses as plain text in lists, `{ Image }` as the manual has them.
  images: z.array(z.union([z.string(), z.looseObject({ Image: z.string().nullish() })])).nullish(),
  productFormulas: z
    .array(
      z.looseObject({
        materialId: codec.identifier.nullish(),
        materialName: z.string().nullish(),
        materialFullName: z.string().nullish(),
        quantity: codec.decimal.nullish(),
      }),
    )
    .nullish(),
  weight: codec.decimal.nullish(),
  isLotSerialControl: z.boolean().nullish(),
  isBatchExpireControl: z.boolean().nullish(),
  isRewardPoint: z.boolean().nullish(),
  isActive: z.boolean().nullish(),
  // Deducted VAT (`khau_tru`) has its rate or word in `taxRate`, direct VAT (`truc_tiep`) its percent in `taxRateDirect`.
  taxType: z.string().nullish(),
  taxRate: codec.identifier.nullish(),
  taxRateDirect: codec.decimal.nullish(),
  orderTemplate: z.string().nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});

const ProductBody = Product.pick({
  name: true,
  code: true,
  barCode: true,
  description: true,
  categoryId: true,
  allowsSale: true,
  unit: true,
  basePrice: true,
  weight: true,
  isActive: true,
}).partial();

type Product = z.output<typeof Product>;

const percentage = (rate: string | null | undefined): string | undefined =>
  rate && /^\d+(?:\.\d+)?$/.test(rate) ? multiply(rate, "1") : undefined;

/** A cost that is the same at every branch; what differs stands in the stock levels. */
const commonCost = ({ inventories }: Product): string | undefined => {
  const costs = new Set(inventories?.flatMap(({ cost }) => cost ?? []));
  return costs.size === 1 ? [...costs][0] : undefined;
};

const totalOnHand = ({ inventories }: Product): string | undefined => {
  const quantities = inventories?.flatMap(({ onHand, onhand }) => onHand ?? onhand ?? []) ?? [];
  return quantities.length > 0 ? sum(...quantities) : undefined;
};

/** Every unit and every variant is a product of its own: a box of 24 is an item whose base item is the bottle. */
export const items = resource({ entity: "item", raw: Product, body: ProductBody }).define({
  id: (product) => product.id,
  read: (product) => ({
    name: product.fullName || product.name,
    code: product.code,
    barcode: product.barCode,
    kind: product.type ?? product.productType,
    description: product.description,
    category: product.categoryName,
    brand: product.tradeMarkName,
    group: ref(product.masterProductId ?? (product.hasVariants ? product.id : undefined), product.name),
    options: product.attributes?.map(({ attributeName: name, attributeValue: value }) =>
      name && value ? { name, value } : undefined,
    ),
    unit: product.unit,
    baseItem: ref(product.masterUnitId),
    unitFactor: product.conversionValue,
    price: product.basePrice,
    currency,
    prices: product.priceBooks?.map((book) =>
      book.priceBookName && book.price
        ? {
            name: book.priceBookName,
            price: book.price,
            id: book.priceBookId,
            validFrom: book.startDate,
            validTo: book.endDate,
            isActive: book.isActive,
          }
        : undefined,
    ),
    cost: commonCost(product),
    taxRate: percentage(product.taxRate) ?? product.taxRateDirect,
    taxKind:
      percentage(product.taxRate) || product.taxRateDirect
        ? "taxable"
        : product.taxRate
          ? z.decode(taxWords, product.taxRate)
          : undefined,
    isSold: product.allowsSale,
    tracksLots: product.isBatchExpireControl,
    tracksSerials: product.isLotSerialControl,
    onHand: totalOnHand(product),
    weight: product.weight,
    weightUnit: product.weight ? "g" : undefined,
    images: product.images?.map((image) => (typeof image === "string" ? image : image.Image)),
    components: product.productFormulas?.map((part) => {
      const component = ref(part.materialId, part.materialFullName ?? part.materialName);
      return component && part.quantity ? { component, quantity: part.quantity } : undefined;
    }),
    status: product.isActive === true ? "active" : product.isActive === false ? "inactive" : undefined,
    note: product.orderTemplate,
    createdAt: product.createdDate,
    updatedAt: product.modifiedDate ?? product.createdDate,
    custom: { categoryId: product.categoryId, isRewardPoint: product.isRewardPoint },
    unmapped: { taxType: product.taxType },
  }),
  write: (item) => ({
    name: item.name,
    code: item.code,
    barCode: item.barcode,
    description: item.description,
    // Categories are chosen by id, which the model keeps with the tool's own fields.
    categoryId: typeof item.custom?.["categoryId"] === "string" ? item.custom["categoryId"] : undefined,
    allowsSale: item.isSold,
    unit: item.unit,
    basePrice: item.price,
    weight: item.weight,
    isActive: item.status === "active" ? true : item.status === "inactive" ? false : undefined,
  }),
  list: kiotvietList({
    path: "/products",
    query: {
      includeInventory: true,
      includePricebook: true,
      includeMaterial: true,
      includeSoftDeletedAttribute: false,
    },
    deletes: "reported-and-absent",
    incremental: true,
  }),
  get: { path: (id) => `/products/${id}` },
  create: { path: "/products", id: writtenId },
  update: { path: (id) => `/products/${id}`, method: "put", semantics: "replace" },
});
