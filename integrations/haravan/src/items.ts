import {
  codec,
  fields,
  type Listing,
  multiply,
  pick,
  type RecordChanges,
  ref,
  required,
  resource,
  row,
} from "@opensme/core";
import * as z from "zod";
import { entered, haravanList, nameOf, onlyVariant } from "./wire.ts";

/** What of a variant is written too. */
const VariantBody = row({
  ...fields(z.string(), "option1", "option2", "option3"),
  ...fields(codec.identifier, "sku", "barcode"),
  ...fields(codec.decimal, "price", "grams"),
  // "haravan" where stock is kept, nothing where it is not.
  inventory_management: z.string(),
});

const Variant = row({
  ...VariantBody.shape,
  id: required(codec.ownId),
  title: z.string(),
  compare_at_price: codec.decimal,
  ...fields(z.boolean(), "taxable", "lot_support"),
  inventory_advance: row({ qty_onhand: codec.decimal }),
  image_id: codec.identifier,
  variant_units: z.array(row({ unit: z.string(), base: z.boolean() })),
  ...fields(codec.instant, "created_at", "updated_at"),
});

const Image = row({ id: codec.identifier, src: z.string(), variant_ids: z.array(codec.identifier) });

const ProductBody = row({
  ...fields(z.string(), "title", "body_html", "product_type", "vendor"),
  images: z.array(Image),
});

const Product = row({
  ...ProductBody.shape,
  id: required(codec.ownId),
  tags: z.string(),
  options: z.array(row({ name: z.string() })),
  variants: z.array(z.object({ id: codec.ownId })),
  updated_at: codec.instant,
});

/** What is sent of a new product stands around its variant; a change is one of the variant alone. */
const ItemBody = row({
  ...VariantBody.shape,
  ...ProductBody.shape,
  options: z.array(z.object({ name: z.string(), position: z.int() })),
});

/** One variant and its product, which a variant that was looked up by itself lacks. */
const Row = row({ variant: required(Variant), product: Product });

type Row = z.output<typeof Row>;

const optionsOf = ({ variant, product }: Row) =>
  product?.options?.map(({ name }, index) => {
    const value = [variant.option1, variant.option2, variant.option3][index];
    return name && value && value !== onlyVariant ? { name, value } : undefined;
  });

/** The pictures of a variant: its own before those of the product, and none of another variant. */
const imagesOf = ({ variant, product }: Row): (string | null | undefined)[] | undefined => {
  const isOwn = ({ id, variant_ids }: z.output<typeof Image>) =>
    id === variant.image_id || variant_ids?.includes(variant.id);
  const images = product?.images?.filter((image) => isOwn(image) || !image.variant_ids?.length);
  return images?.sort((left, right) => Number(isOwn(right)) - Number(isOwn(left))).map(({ src }) => src);
};

const isStocked = (management: string | null | undefined): boolean | undefined =>
  management === "haravan" ? true : management === null || management === "" ? false : undefined;

const WithVariants = row({ id: codec.ownId, variants: required(z.array(z.looseObject({}))) });
const OneVariant = z.looseObject({ product_id: codec.ownId });

/** A row for each variant of a product; variants that come without their product are rows without it. */
const rowsOf = (element: unknown): readonly unknown[] => {
  const { data } = WithVariants.safeParse(element);
  if (data) return data.variants.map((variant) => (data.id ? { variant, product: element } : { variant }));
  return [OneVariant.safeParse(element).success ? { variant: element } : element];
};

const products = haravanList({ path: "products", row: "product", deletes: "absent", split: rowsOf });

const productIdIn = pick(
  z.object({ variant: z.object({ product_id: codec.ownId }) }),
  ({ variant }) => variant.product_id,
);

/** One variant, whose product has to be found first. */
const oneVariant = (id: string): Listing => ({
  ...products,
  async *pages({ signal }, api) {
    const { body } = await api.request({ path: `/variants/${encodeURIComponent(id)}.json` }, { signal });
    const answer = await api.request({ path: `/products/${productIdIn(body)}.json` }, { signal });
    const rows = products.rowsIn(answer.body) ?? [];
    yield { rows: rows.filter((row) => Row.safeParse(row).data?.variant.id === id) };
  },
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
const newProduct = (body: Readonly<Record<string, unknown>>): unknown => {
  const variant = Object.fromEntries(Object.entries(body).filter(([key]) => key in VariantBody.shape));
  const product = Object.fromEntries(Object.entries(body).filter(([key]) => !(key in VariantBody.shape)));
  return { product: { ...product, variants: [variant] } };
};

const writeItem = (item: Item, operation: "create" | "update"): z.output<typeof ItemBody> => ({
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

/** What is sold, one item for each variant. Those of one product share a group, which goes by the first of them. */
export const items = resource({ entity: "item", raw: Row, body: ItemBody }).define({
  id: ({ variant }) => variant.id,
  scopes: { read: ["com.read_products"], write: ["com.write_products"] },
  read: (row) => {
    const { variant, product } = row;
    const variants = product?.variants ?? [];
    return {
      name: nameOf(product?.title, variant.title) || variant.sku || variant.id,
      code: variant.sku,
      barcode: variant.barcode,
      description: product?.body_html,
      category: product?.product_type,
      brand: product?.vendor,
      group: variants.length > 1 ? ref(variants[0]?.id, product?.title) : undefined,
      options: optionsOf(row),
      unit: variant.variant_units?.find(({ base }) => base)?.unit,
      price: variant.price,
      taxKind: variant.taxable ? "taxable" : undefined,
      isStocked: isStocked(variant.inventory_management),
      tracksLots: variant.lot_support,
      onHand: variant.inventory_advance?.qty_onhand,
      weight: entered(variant.grams),
      weightUnit: entered(variant.grams) ? "g" : undefined,
      images: imagesOf(row),
      createdAt: variant.created_at,
      // A change of a variant is one of its product.
      updatedAt: product?.updated_at || variant.updated_at,
      custom: { product_id: product?.id },
      unmapped: { compare_at_price: entered(variant.compare_at_price), tags: product?.tags },
    };
  },
  // The options of a product are named with it, and a variant has their values.
  leavesOut: ["options.name"],
  write: writeItem,
  list: products,
  get: { listing: oneVariant },
  create: { path: "/products.json", wrap: newProduct, row: (answer) => products.rowsIn(answer)?.[0] },
  update: {
    path: (id) => `/variants/${id}.json`,
    method: "put",
    semantics: "merge",
    wrap: (body, id) => ({ variant: { id: Number(id), ...body } }),
  },
});
