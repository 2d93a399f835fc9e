import { codec, multiply, type RecordChanges } from "@opensme/core";
import * as z from "zod";

const VariantBody = z.object({
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: codec.decimal.optional(),
  grams: codec.decimal.optional(),
  inventory_management: z.string().optional(),
  option1: z.string().optional(),
  option2: z.string().optional(),
  option3: z.string().optional(),
});

/** What is sent of a new product stands around its variant; a change is one of the variant alone. */
export const ItemBody = VariantBody.extend({
  title: z.string().optional(),
  body_html: z.string().optional(),
  product_type: z.string().optional(),
  vendor: z.string().optional(),
  options: z.array(z.object({ name: z.string(), position: z.int() })).optional(),
  images: z.array(z.object({ src: z.string() })).optional(),
});

type Item = RecordChanges<"item">;

/** The name of the product: Haravan puts the options behind it. */
const productTitle = ({ name, options = [] }: Item): string | undefined => {
  const end = ` - ${options.map(({ value }) => value).join(" / ")}`;
  return name?.endsWith(end) && name !== end ? name.slice(0, -end.length) : name;
};

const productFields = (item: Item) => ({
  title: productTitle(item),
  body_html: item.description,
  product_type: item.category,
  vendor: item.brand,
  options: item.options?.map(({ name }, index) => ({ name, position: index + 1 })),
  images: item.images?.map((src) => ({ src })),
});

const grams = ({ weight, weightUnit }: Item): string | undefined =>
  weight && weightUnit === "kg" ? multiply(weight, "1000") : weight;

/** A new product has one variant. */
export const newProduct = (body: Readonly<Record<string, unknown>>): unknown => {
  const variant = Object.fromEntries(Object.entries(body).filter(([key]) => key in VariantBody.shape));
  const product = Object.fromEntries(Object.entries(body).filter(([key]) => !(key in VariantBody.shape)));
  return { product: { ...product, variants: [variant] } };
};

export const writeItem = (item: Item, operation: "create" | "update"): z.output<typeof ItemBody> => ({
  ...(operation === "create" ? productFields(item) : {}),
  sku: item.code,
  barcode: item.barcode,
  price: item.price,
  grams: grams(item),
  inventory_management: item.isStocked === undefined ? undefined : item.isStocked ? "haravan" : "",
  option1: item.options?.[0]?.value,
  option2: item.options?.[1]?.value,
  option3: item.options?.[2]?.value,
});
