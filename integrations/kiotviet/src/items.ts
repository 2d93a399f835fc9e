import { codec, fields, multiply, type RecordChanges, reader, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { activity, currency, Kept, kiotvietList, times, vietnamTime, writtenId } from "./wire.ts";

const taxWords = reader(codec.choice({ KCT: "exempt", KKKNT: "not-declared" }));

const Product = row({
  ...Kept.shape,
  ...fields(z.string(), "code", "barCode", "masterCode", "name", "fullName", "description", "categoryName"),
  ...fields(z.string(), "tradeMarkName", "unit", "orderTemplate"),
  ...fields(codec.numericId, "categoryId", "masterProductId", "masterUnitId"),
  // In some answers under the name of the filter.
  ...fields(codec.choice({ 1: "combo", 2: "goods", 3: "service" }), "type", "productType"),
  ...fields(z.boolean(), "allowsSale", "hasVariants", "isLotSerialControl", "isBatchExpireControl"),
  isRewardPoint: z.boolean(),
  isActive: activity,
  attributes: z.array(row({ attributeName: z.string(), attributeValue: z.string() })),
  ...fields(codec.decimal, "conversionValue", "basePrice", "weight", "taxRateDirect"),
  priceBooks: z.array(
    row({
      priceBookId: codec.identifier,
      priceBookName: z.string(),
      isActive: z.boolean(),
      ...fields(vietnamTime, "startDate", "endDate"),
      price: codec.decimal,
    }),
  ),
  // Of the stock at each branch only the cost: a sale changes the stock and not the product's time of change. See stockLevels.
  inventories: z.array(row({ cost: codec.decimal })),
  // Addresses as plain text in lists, `{ Image }` as the manual has them.
  images: z.array(z.union([z.string(), row({ Image: z.string(), image: z.string() })]).nullish()),
  productFormulas: z.array(
    row({
      materialId: codec.otherId,
      ...fields(z.string(), "materialName", "materialFullName"),
      quantity: codec.decimal,
    }),
  ),
  // Deducted VAT (`khau_tru`) has its rate or word in `taxRate`, direct VAT (`truc_tiep`) its percent in `taxRateDirect`.
  taxType: z.string(),
  taxRate: codec.identifier,
  productTaxs: z.array(row({ taxId: codec.otherId, name: z.string(), value: codec.decimal })),
  purchaseTax: row({ taxId: codec.otherId, name: z.string() }),
});

const SentTax = z.object({ taxId: z.unknown() });

/** Of attributes and taxes KiotViet gives more than it takes. */
const Sent = z.looseObject({
  attributes: z.array(z.object({ attributeName: z.unknown(), attributeValue: z.unknown() })).optional(),
  productTaxs: z.array(SentTax).optional(),
  purchaseTax: SentTax.optional(),
});

type Product = z.output<typeof Product>;

const percentage = (rate: string | null | undefined): string | undefined =>
  rate && /^\d+(?:\.\d+)?$/.test(rate) ? multiply(rate, "1") : undefined;

/** The rate, or the word that stands in its place. Newer products have it in their list of taxes alone. */
const taxOf = ({ taxRate, taxRateDirect, productTaxs }: Product) => {
  const rate = percentage(taxRate) ?? taxRateDirect ?? (taxRate ? undefined : productTaxs?.[0]?.value);
  const word = taxRate || productTaxs?.[0]?.name;
  return { taxRate: rate, taxKind: rate ? "taxable" : taxWords(word) } as const;
};

/** A cost that is the same at every branch; what differs stands in the stock levels. */
const commonCost = ({ inventories }: Product): string | undefined => {
  const costs = new Set(inventories?.flatMap(({ cost }) => cost ?? []));
  return costs.size === 1 ? [...costs][0] : undefined;
};

/** KiotViet makes the full name out of the name, the attributes and the unit. The name alone is written. */
const plainName = ({ name = "", options = [], unit }: RecordChanges<"item">): string =>
  withoutEnd(withoutEnd(name, unit ? ` (${unit})` : ""), options.map(({ value }) => ` - ${value}`).join(""));

const withoutEnd = (text: string, end: string): string =>
  end !== "" && text.endsWith(end) && text !== end ? text.slice(0, -end.length) : text;

/** Every unit and every variant is a product of its own: a box of 24 is an item whose base item is the bottle. */
export const items = resource({ entity: "item", raw: Product }).define({
  id: (product) => product.id,
  read: (product) => ({
    name: product.fullName || product.name || product.code || product.id,
    code: product.code,
    barcode: product.barCode,
    kind: product.type ?? product.productType,
    description: product.description,
    category: product.categoryName,
    brand: product.tradeMarkName,
    group: ref(product.masterProductId || (product.hasVariants ? product.id : undefined), product.name),
    options: product.attributes?.map(({ attributeName: name, attributeValue: value }) =>
      name && value ? { name, value } : undefined,
    ),
    unit: product.unit,
    baseItem: ref(product.masterUnitId),
    unitFactor: product.conversionValue,
    price: product.basePrice,
    currency,
    prices: product.priceBooks?.map((book) =>
      book.price && (book.priceBookName || book.priceBookId)
        ? {
            name: book.priceBookName || String(book.priceBookId),
            price: book.price,
            id: book.priceBookId,
            validFrom: book.startDate,
            validTo: book.endDate,
            isActive: book.isActive,
          }
        : undefined,
    ),
    cost: commonCost(product),
    ...taxOf(product),
    salesTaxRate: ref(product.productTaxs?.[0]?.taxId, product.productTaxs?.[0]?.name),
    purchaseTaxRate: ref(product.purchaseTax?.taxId, product.purchaseTax?.name),
    isSold: product.allowsSale,
    tracksLots: product.isBatchExpireControl,
    tracksSerials: product.isLotSerialControl,
    weight: product.weight,
    weightUnit: product.weight ? "g" : undefined,
    images: product.images?.map((image) => (typeof image === "string" ? image : (image?.Image ?? image?.image))),
    components: product.productFormulas?.map((part) => {
      const component = ref(part.materialId, part.materialFullName ?? part.materialName);
      return component && part.quantity ? { component, quantity: part.quantity } : undefined;
    }),
    status: product.isActive,
    note: product.orderTemplate,
    ...times(product),
    custom: { categoryId: product.categoryId, masterCode: product.masterCode, isRewardPoint: product.isRewardPoint },
    unmapped: { taxType: product.taxType },
  }),
  write: (item, operation) => ({
    name: item.name === undefined ? undefined : plainName(item),
    code: item.code,
    barCode: item.barcode,
    description: item.description,
    // Categories are chosen by id, which the model keeps with the tool's own fields.
    categoryId: typeof item.custom?.["categoryId"] === "string" ? item.custom["categoryId"] : undefined,
    allowsSale: item.isSold,
    hasVariants: item.options && item.options.length > 0,
    attributes: item.options?.map(({ name, value }) => ({ attributeName: name, attributeValue: value })),
    unit: item.unit,
    masterUnitId: item.baseItem?.id,
    conversionValue: item.unitFactor,
    basePrice: item.price,
    weight: item.weight && item.weightUnit === "kg" ? multiply(item.weight, "1000") : item.weight,
    // What a product is a variant of, and its pictures, are taken when it is made and not afterwards. A new product is in use.
    ...(operation === "create"
      ? { masterProductId: item.group?.id, images: item.images }
      : { isActive: item.status === "other" ? undefined : item.status }),
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
  }),
  get: { path: (id) => `/products/${id}` },
  create: { path: "/products", id: writtenId, find: { field: "code", path: (code) => `/products/code/${code}` } },
  // A field that is not sent is emptied, so the present ones are sent along.
  update: {
    path: (id) => `/products/${id}`,
    method: "put",
    semantics: "replace",
    needs: ["isRewardPoint", "productTaxs", "purchaseTax"],
    wrap: (body) => Sent.parse(body),
  },
  remove: { path: (id) => `/products/${id}` },
});
