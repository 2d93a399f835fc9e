import { codec, type Listing, pick, ref, resource } from "@opensme/core";
import * as z from "zod";
import { ItemBody, newProduct, writeItem } from "./item-body.ts";
import { entered, haravanList, moment, ownId } from "./wire.ts";

const Variant = z.object({
  id: ownId,
  title: z.string().nullish(),
  sku: codec.identifier.nullish(),
  barcode: codec.identifier.nullish(),
  price: codec.decimal.nullish(),
  compare_at_price: codec.decimal.nullish(),
  grams: codec.decimal.nullish(),
  taxable: z.boolean().nullish(),
  // "haravan" where stock is kept, nothing where it is not.
  inventory_management: z.string().nullish(),
  inventory_advance: z.object({ qty_onhand: codec.decimal.nullish() }).nullish(),
  image_id: codec.identifier.nullish(),
  option1: z.string().nullish(),
  option2: z.string().nullish(),
  option3: z.string().nullish(),
  lot_support: z.boolean().nullish(),
  variant_units: z.array(z.object({ unit: z.string().nullish(), base: z.boolean().nullish() })).nullish(),
  created_at: moment.nullish(),
  updated_at: moment.nullish(),
});

const Product = z.object({
  id: ownId,
  title: z.string().nullish(),
  body_html: z.string().nullish(),
  product_type: z.string().nullish(),
  vendor: z.string().nullish(),
  tags: z.string().nullish(),
  options: z.array(z.object({ name: z.string().nullish() })).nullish(),
  images: z
    .array(
      z.object({
        id: codec.identifier.nullish(),
        src: z.string().nullish(),
        variant_ids: z.array(codec.identifier).nullish(),
      }),
    )
    .nullish(),
  variants: z.array(z.object({ id: ownId })).nullish(),
  updated_at: moment.nullish(),
});

/** One variant and its product, which a variant that was looked up by itself lacks. */
const Row = z.object({ variant: Variant, product: Product.nullish() });

type Row = z.output<typeof Row>;

/** What Haravan calls the variant and its option where a product has but one. */
const onlyOne = "Default Title";

const nameOf = ({ variant, product }: Row): string => {
  const title = variant.title === onlyOne ? undefined : variant.title?.trim();
  return [product?.title?.trim(), title].filter(Boolean).join(" - ") || variant.sku || variant.id;
};

const optionsOf = ({ variant, product }: Row) =>
  product?.options?.map(({ name }, index) => {
    const value = [variant.option1, variant.option2, variant.option3][index];
    return name && value && value !== onlyOne ? { name, value } : undefined;
  });

/** The pictures of a variant: its own before those of the product, and none of another variant. */
const imagesOf = ({ variant, product }: Row): (string | null | undefined)[] | undefined => {
  const isOwn = ({ id, variant_ids }: { id?: string | null | undefined; variant_ids?: string[] | null | undefined }) =>
    id === variant.image_id || variant_ids?.includes(variant.id);
  const images = product?.images?.filter((image) => isOwn(image) || !image.variant_ids?.length);
  return images?.sort((left, right) => Number(isOwn(right)) - Number(isOwn(left))).map(({ src }) => src);
};

const isStocked = (management: string | null | undefined): boolean | undefined =>
  management === "haravan" ? true : management === null || management === "" ? false : undefined;

const WithVariants = z.looseObject({ id: ownId.nullish(), variants: z.array(z.looseObject({})) });
const OneVariant = z.looseObject({ product_id: ownId });

/** A row for each variant of a product; variants that come without their product are rows without it. */
const rowsOf = (element: unknown): readonly unknown[] => {
  const { data } = WithVariants.safeParse(element);
  if (data) return data.variants.map((variant) => (data.id ? { variant, product: element } : { variant }));
  return [OneVariant.safeParse(element).success ? { variant: element } : element];
};

const products = haravanList({ path: "products", row: "product", deletes: "absent", split: rowsOf });

const productIdIn = pick(z.object({ variant: z.object({ product_id: ownId }) }), ({ variant }) => variant.product_id);

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

/** What is sold, one item for each variant. Those of one product share a group, which goes by the first of them. */
export const items = resource({ entity: "item", raw: Row, body: ItemBody }).define({
  id: ({ variant }) => variant.id,
  scopes: { read: ["com.read_products"], write: ["com.write_products"] },
  read: (row) => {
    const { variant, product } = row;
    const variants = product?.variants ?? [];
    return {
      name: nameOf(row),
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
