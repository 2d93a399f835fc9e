import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { inBulk } from "./bulk.ts";
import { cutShort, given, isWhole, mutation, type Nested, nested, shopifyList, shopifyOne, whole } from "./lists.ts";
import { currencyOf, Link, money, ownId, unlessZero } from "./wire.ts";

const Preview = z.object({ preview: z.object({ image: z.object({ url: z.string().nullish() }).nullish() }).nullish() });

const Variant = z
  .object({
    id: ownId("ProductVariant", "Product"),
    title: z.string().nullish(),
    displayName: z.string().nullish(),
    sku: z.string().nullish(),
    barcode: z.string().nullish(),
    price: codec.decimal.nullish(),
    compareAtPrice: codec.decimal.nullish(),
    taxable: z.boolean().nullish(),
    requiresComponents: z.boolean().nullish(),
    selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    media: z.looseObject({ nodes: z.array(Preview).nullish() }).nullish(),
    inventoryItem: z
      .object({
        tracked: z.boolean().nullish(),
        requiresShipping: z.boolean().nullish(),
        unitCost: z.object({ amount: codec.decimal.nullish() }).nullish(),
        measurement: z
          .object({
            weight: z
              .object({
                value: codec.decimal.nullish(),
                unit: codec.choice({ GRAMS: "g", KILOGRAMS: "kg" }).nullish(),
              })
              .nullish(),
          })
          .nullish(),
      })
      .nullish(),
    product: z
      .object({
        id: z.string(),
        title: z.string().nullish(),
        description: z.string().nullish(),
        vendor: z.string().nullish(),
        productType: z.string().nullish(),
        category: z.object({ fullName: z.string().nullish() }).nullish(),
        status: codec
          .choice({ ACTIVE: "active", UNLISTED: "active", DRAFT: "inactive", ARCHIVED: "inactive" })
          .nullish(),
        variants: z.looseObject({ nodes: z.array(Link).nullish() }).nullish(),
        featuredMedia: Preview.nullish(),
        priceRangeV2: z
          .object({ minVariantPrice: z.object({ currencyCode: z.string().nullish() }).nullish() })
          .nullish(),
        updatedAt: codec.instant.nullish(),
      })
      .nullish(),
    createdAt: codec.instant.nullish(),
    updatedAt: codec.instant.nullish(),
  })
  .refine(({ id, product }) => id !== product?.id || isWhole(product.variants), cutShort("product"));

type Variant = z.output<typeof Variant>;

const VariantInput = z.object({
  // Present row's, by which the change is addressed.
  product: Link.optional(),
  price: z.string().optional(),
  barcode: z.string().optional(),
  taxable: z.boolean().optional(),
  inventoryItem: z
    .object({
      sku: z.string().optional(),
      cost: z.string().optional(),
      tracked: z.boolean().optional(),
      measurement: z
        .object({ weight: z.object({ value: codec.decimal, unit: codec.choice({ GRAMS: "g", KILOGRAMS: "kg" }) }) })
        .optional(),
    })
    .optional(),
});

const image = "preview { image { url } }";
const aboutVariant =
  "id title displayName sku barcode price compareAtPrice taxable position requiresComponents inventoryQuantity selectedOptions { name value }";
const stockFields = `inventoryItem { id tracked requiresShipping unitCost ${money} measurement { weight { value unit } } }`;
const aboutProduct = "id title handle description vendor productType category { fullName } status isGiftCard tags";
const shownFields = `featuredMedia { ${image} } priceRangeV2 { minVariantPrice { currencyCode } } updatedAt`;
const variantFields = `${aboutVariant} media(first: 1) { nodes { ${image} } } ${stockFields} product { ${aboutProduct} variants(first: 1) { nodes { id } } ${shownFields} } createdAt updatedAt`;

const variants: Nested = { field: "variants", fields: variantFields, first: 10, further: 40 };

const Product = z.looseObject({
  id: z.string().startsWith("gid://shopify/Product/").optional(),
  createdAt: z.unknown().optional(),
  variants: z.looseObject({ nodes: z.array(z.looseObject({ product: z.unknown().optional() })) }).nullish(),
  furtherVariants: z.array(z.unknown()).nullish(),
});

/**
 * The variants of a product. Those that do not tell of their product, as in answers recorded elsewhere, are put beside it. A product of which the answer tells no
 * variants is an item by itself; one without all of its variants is added likewise, to be rejected: it must not be lost that there are more.
 */
const variantsOf = (row: unknown): readonly unknown[] => {
  const product = Product.safeParse(row).data;
  if (!product?.id && !product?.variants) return [row];
  const { id, createdAt, variants: list, furtherVariants } = product;
  const itself = { id, createdAt, product: row };
  if (!list) return [itself];
  const found = list.nodes.map((variant) => (variant.product ? variant : { ...variant, product: row }));
  return isWhole(list, furtherVariants) ? [...found, ...(furtherVariants ?? [])] : [...found, itself];
};

/** A product with its variants, as pages give them: each tells of its product, and of the first variant of that. */
const variantsInBulk = (row: unknown): readonly unknown[] => {
  const product = Product.safeParse(row).data;
  if (!product?.variants) return [row];
  const { nodes } = product.variants;
  const shown = { ...product, variants: { nodes: nodes.slice(0, 1).map(({ id }) => ({ id })) } };
  return nodes.map((variant) => ({ ...variant, media: firstOf(variant["media"]), product: shown }));
};

const Media = z.object({ nodes: z.array(z.looseObject({ id: z.unknown() })) });

/** Bulk operations know no `first`, and want the id of whatever is in a list. */
const firstOf = (media: unknown) => ({
  nodes: Media.parse(media)
    .nodes.slice(0, 1)
    .map(({ id: _, ...shown }) => shown),
});

/** The one variant of a product that has no options. */
const onlyOne = "Default Title";

const nameOf = ({ id, displayName, title, product }: Variant): string => {
  const name = product?.title && title && title !== onlyOne ? `${product.title} - ${title}` : product?.title || title;
  return (displayName || name || id).replace(` - ${onlyOne}`, "");
};

const urlsOf = ({ media, product }: Variant): (string | null | undefined)[] => {
  const urls = [...(media?.nodes ?? []), product?.featuredMedia].map((found) => found?.preview?.image?.url);
  return [...new Set(urls)];
};

/** Products of a page. */
const first = 4;

/** What is sold: one item for each variant, those of one product in a group that goes by the first of them. A change of the product shows on all its variants. */
export const items = resource({ entity: "item", raw: Variant, body: VariantInput }).define({
  id: (variant) => variant.id,
  read: ({ inventoryItem, product, ...variant }) => {
    const measured = inventoryItem?.measurement?.weight;
    const weight = unlessZero(measured?.value);
    return {
      name: nameOf({ product, ...variant }),
      code: variant.sku,
      barcode: variant.barcode,
      kind: variant.requiresComponents ? "combo" : inventoryItem?.requiresShipping ? "goods" : undefined,
      description: product?.description,
      category: product?.productType || product?.category?.fullName,
      brand: product?.vendor,
      group:
        variant.title === onlyOne || variant.id === product?.id
          ? undefined
          : ref(product?.variants?.nodes?.[0]?.id || product?.id, product?.title),
      options: variant.selectedOptions?.some(({ value }) => value === onlyOne) ? undefined : variant.selectedOptions,
      price: variant.price,
      currency: currencyOf(product?.priceRangeV2?.minVariantPrice?.currencyCode),
      cost: inventoryItem?.unitCost?.amount,
      taxKind: variant.taxable === true ? "taxable" : variant.taxable === false ? "exempt" : undefined,
      isStocked: inventoryItem?.tracked,
      weight,
      weightUnit: weight ? measured?.unit : undefined,
      images: urlsOf({ product, ...variant }),
      status: product?.status,
      createdAt: variant.createdAt,
      updatedAt: product?.updatedAt || variant.updatedAt,
      unmapped: { compareAtPrice: variant.compareAtPrice },
    };
  },
  write: (item) => ({
    price: item.price,
    barcode: item.barcode,
    taxable: item.taxKind === "taxable" ? true : item.taxKind === "exempt" ? false : undefined,
    inventoryItem: stockOf(item),
  }),
  list: inBulk({
    paged: whole(
      shopifyList({
        path: ["products"],
        single: "product",
        fields: `id title status updatedAt ${nested(variants)}`,
        first,
        incremental: true,
        deletes: "absent",
      }),
      { root: "product", parts: [variants], split: variantsOf },
    ),
    name: "products",
    page: first,
    fields: `${aboutProduct} variants { edges { node { ${aboutVariant} media { edges { node { id ${image} } } } ${stockFields} createdAt updatedAt } } } ${shownFields}`,
    lists: [
      { field: "variants", of: "Product", types: ["ProductVariant"] },
      { field: "media", of: "ProductVariant", types: ["MediaImage", "Video", "ExternalVideo", "Model3d"] },
    ],
    split: variantsInBulk,
  }),
  get: shopifyOne("productVariant", variantFields),
  update: {
    ...mutation(
      `mutation productVariantsBulkUpdate($productId: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $productId, variants: $variants) { productVariants { ${variantFields} } userErrors { field message code } } }`,
      ({ product, ...variant }, id) => ({ productId: Link.parse(product).id, variants: [{ id, ...variant }] }),
    ),
    semantics: "merge",
    // Variants are changed through their product.
    needs: ["product"],
    row: given(["productVariantsBulkUpdate", "productVariants", "0"]),
  },
  scopes: { read: ["read_products", "read_inventory"], write: ["write_products", "write_inventory"] },
});

interface StockFields {
  code?: string | undefined;
  cost?: string | undefined;
  isStocked?: boolean | undefined;
  weight?: string | undefined;
  weightUnit?: "g" | "kg" | "other" | undefined;
}

/** What belongs to the stock behind the variant. A weight is written with its unit alone. */
const stockOf = ({ code, cost, isStocked, weight, weightUnit }: StockFields) => {
  const known = weight !== undefined && weightUnit !== undefined && weightUnit !== "other";
  const measurement = known ? { weight: { value: weight, unit: weightUnit } } : undefined;
  if ([code, cost, isStocked, measurement].every((value) => value === undefined)) return undefined;
  return { sku: code, cost, tracked: isStocked, measurement };
};
