import type { Company } from "@opensme/testing";
import * as z from "zod";
import type { Args, Node } from "./graphql.ts";
import { amount, bare, connection, currency, gid, timeOf } from "./wire.ts";

type Item = Company["items"][number];

export interface Catalogue {
  products: Node[];
  /** By the id of the item. */
  variants: ReadonlyMap<number, Node>;
  levels: Node[];
}

const pictureOf = (name: string, number: number): Node => ({
  __typename: "MediaImage",
  id: gid("MediaImage", number),
  preview: { image: { url: `https://cdn.shopify.example/s/files/${encodeURIComponent(name)}.jpg` } },
});

const statusOf = (item: Item): string => (!item.isActive ? "ARCHIVED" : item.isForSale ? "ACTIVE" : "DRAFT");

const inventoryOf = (number: number, item: Item, variant: () => Node): Node => ({
  __typename: "InventoryItem",
  id: gid("InventoryItem", number),
  sku: item.code,
  tracked: item.isStocked,
  requiresShipping: item.kind === "goods",
  unitCost: item.cost > 0 ? amount(item.cost) : null,
  measurement: { weight: item.weight === undefined ? null : { value: item.weight, unit: "GRAMS" } },
  variants: (args) => connection([variant()], args),
});

/** The parts of one product, which know each other. */
export const productNode = (fields: {
  number: number;
  title: string;
  productType: string;
  status: string;
  createdAt: string;
  updatedAt: string;
}): { product: Node; variants: Node[] } => {
  const { number, ...rest } = fields;
  const variants: Node[] = [];
  const product: Node = {
    __typename: "Product",
    id: gid("Product", number),
    ...rest,
    handle: `product-${number}`,
    description: "",
    vendor: "Mây Mẫu",
    category: null,
    isGiftCard: false,
    tags: [],
    variants: (args) => connection(variants, args),
    featuredMedia: pictureOf(fields.title, number + 2_000_000),
    priceRangeV2: { minVariantPrice: { amount: "0.0", currencyCode: currency } },
  };
  return { product, variants };
};

export const variantNode = (fields: {
  number: number;
  product: Node;
  item: Item;
  options: readonly { name: string; value: string }[];
}): Node => {
  const { number, product, item, options } = fields;
  const title = options.map(({ value }) => value).join(" / ");
  const pictures = options.length > 0 ? [1, 2].map((view) => pictureOf(`${title} ${view}`, number * 10 + view)) : [];
  const variant: Node = {
    __typename: "ProductVariant",
    id: gid("ProductVariant", number),
    title: title || "Default Title",
    displayName: `${String(product["title"])} - ${title || "Default Title"}`,
    sku: item.code,
    barcode: item.barcode ?? null,
    price: bare(item.price),
    compareAtPrice: null,
    taxable: !["KCT", "KKKNT"].includes(item.vat),
    position: 1,
    requiresComponents: item.kind === "combo",
    inventoryQuantity: 0,
    selectedOptions:
      options.length > 0 ? options.map((option) => ({ ...option })) : [{ name: "Title", value: "Default Title" }],
    media: (args) => connection(pictures, args),
    product,
    createdAt: timeOf(item.createdAt),
    updatedAt: timeOf(item.updatedAt),
  };
  variant["inventoryItem"] = inventoryOf(number + 1_000_000, item, () => variant);
  return variant;
};

const quantities = ({ onHand, reserved }: { onHand: number; reserved: number }): Node[] => [
  { name: "on_hand", quantity: Math.round(onHand) },
  { name: "committed", quantity: Math.round(reserved) },
  { name: "incoming", quantity: 0 },
  { name: "available", quantity: Math.round(onHand) - Math.round(reserved) },
];

/** Tells of what is counted what was asked for. */
const told =
  (known: readonly Node[]) =>
  ({ names }: Args): Node[] =>
    known.filter(({ name }) => Array.isArray(names) && names.includes(name));

const Known = z.array(z.object({ name: z.string(), quantity: z.int() }));

/** What is counted at a place. */
export const countsOf = ({ quantities }: Node): z.output<typeof Known> =>
  Known.parse(
    typeof quantities === "function" ? quantities({ names: ["on_hand", "committed", "incoming", "available"] }) : [],
  );

/** Sets what lies at a place, by which what can be sold changes too. */
export const countAs = (level: Node, onHand: number): void => {
  const known = countsOf(level);
  const more = onHand - (known.find(({ name }) => name === "on_hand")?.quantity ?? 0);
  level["quantities"] = told(
    known.map(({ name, quantity }) => ({
      name,
      quantity: name === "on_hand" || name === "available" ? quantity + more : quantity,
    })),
  );
};

const levelNode = (fields: {
  number: number;
  variant: Node;
  location: Node;
  onHand: number;
  reserved: number;
  updatedAt: string;
}): Node => {
  const { number, variant, location, updatedAt } = fields;
  return {
    __typename: "InventoryLevel",
    id: `${gid("InventoryLevel", number)}?inventory_item_id=${number}`,
    isActive: true,
    quantities: told(quantities(fields)),
    item: () => variant["inventoryItem"],
    location,
    createdAt: updatedAt,
    updatedAt,
  };
};

export const catalogueOf = (company: Company, locations: readonly Node[]): Catalogue => {
  const categories = new Map(company.categories.map(({ id, name }) => [id, name]));
  const groups = new Map<number, { product: Node; variants: Node[] }>();
  const variants = new Map<number, Node>();
  for (const [index, item] of company.items.entries()) {
    const key = item.group?.id ?? item.id;
    const group =
      groups.get(key) ??
      productNode({
        number: 8_100_000_001 + index,
        title: item.group?.name ?? item.name,
        productType: categories.get(item.categoryId) ?? "",
        status: statusOf(item),
        createdAt: timeOf(item.createdAt),
        updatedAt: timeOf(item.updatedAt),
      });
    groups.set(key, group);
    const variant = variantNode({
      number: 8_200_000_001 + index,
      product: group.product,
      item,
      options: item.group?.attributes ?? [],
    });
    group.variants.push(variant);
    variants.set(item.id, variant);
  }
  const places = new Map(company.locations.map(({ id }, index) => [id, locations[index]]));
  const levels = company.stockLevels.flatMap((level, index) => {
    const [variant, location] = [variants.get(level.itemId), places.get(level.locationId)];
    if (!variant || !location) return [];
    return [
      levelNode({ number: 8_400_000_001 + index, variant, location, ...level, updatedAt: timeOf(level.updatedAt) }),
    ];
  });
  return { products: [...groups.values()].map(({ product }) => product), variants, levels };
};
