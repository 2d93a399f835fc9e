import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { inBulk } from "./bulk.ts";
import { shopifyList, shopifyOne } from "./lists.ts";
import { cutShort, isWhole, listOf, type Nested, nested, whole } from "./nested.ts";
import { Amount, currencyOf, Link, money, ownId, unlessZero } from "./wire.ts";
import { given, mutation } from "./writing.ts";

const Image = row(fields(z.string(), "url", "src", "originalSrc"));
const Preview = row({ preview: row({ image: Image }) });

const Weight = row({ value: codec.decimal, unit: codec.choice({ GRAMS: "g", KILOGRAMS: "kg" }) });

const Variant = row({
  id: required(ownId("ProductVariant", "Product")),
  ...fields(z.string(), "title", "displayName", "sku", "barcode"),
  ...fields(codec.decimal, "price", "compareAtPrice"),
  ...fields(z.boolean(), "taxable", "requiresComponents"),
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  media: row({ nodes: z.array(Preview) }),
  // Deprecated, and all that some recorded answers tell, as the images of the product.
  image: Image,
  inventoryItem: row({
    ...fields(z.boolean(), "tracked", "requiresShipping"),
    unitCost: Amount,
    measurement: row({ weight: Weight }),
  }),
  product: row({
    ...Link.shape,
    ...fields(z.string(), "title", "description", "descriptionHtml", "vendor", "productType"),
    category: row({ fullName: z.string() }),
    status: codec.meanings({ active: ["ACTIVE", "UNLISTED"], inactive: ["DRAFT", "ARCHIVED"] }),
    variants: listOf(Link),
    featuredMedia: Preview,
    featuredImage: Image,
    images: row({ nodes: z.array(Image) }),
    priceRangeV2: row({ minVariantPrice: row({ currencyCode: z.string() }) }),
    updatedAt: codec.instant,
  }),
  ...fields(codec.instant, "createdAt", "updatedAt"),
}).refine(({ id, product }) => id !== product?.id || isWhole(product.variants), {
  path: ["product"],
  message: cutShort,
});

type Variant = z.output<typeof Variant>;

const VariantInput = row({
  // Present row's, by which the change is addressed.
  product: Link,
  ...fields(z.string(), "price", "barcode"),
  taxable: z.boolean(),
  inventoryItem: row({
    ...fields(z.string(), "sku", "cost"),
    tracked: z.boolean(),
    measurement: row({ weight: required(Weight) }),
  }),
});

const image = "preview { image { url } }";
const aboutVariant =
  "id title displayName sku barcode price compareAtPrice taxable position requiresComponents inventoryQuantity selectedOptions { name value }";
const stockFields = `inventoryItem { id tracked requiresShipping unitCost ${money} measurement { weight { value unit } } }`;
const aboutProduct = "id title handle description vendor productType category { fullName } status isGiftCard tags";
const shownFields = `featuredMedia { ${image} } priceRangeV2 { minVariantPrice { currencyCode } } updatedAt`;
const variantFields = `${aboutVariant} media(first: 1) { nodes { ${image} } } ${stockFields} product { ${aboutProduct} variants(first: 1) { nodes { id } } ${shownFields} } createdAt updatedAt`;

const variants: Nested = { field: "variants", selection: variantFields, first: 10, further: 40 };

const Product = row({
  id: z.string().startsWith("gid://shopify/Product/").optional(),
  createdAt: z.unknown().optional(),
  variants: z.looseObject({ nodes: z.array(z.looseObject({ product: z.unknown().optional() })) }),
  furtherVariants: z.array(z.unknown()),
}).loose();

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

const urlsOf = ({ media, image, product }: Variant): (string | null | undefined)[] => {
  const own = [...(media?.nodes ?? []).map(({ preview }) => preview?.image), image];
  const shared = [product?.featuredMedia?.preview?.image, product?.featuredImage, ...(product?.images?.nodes ?? [])];
  return [...new Set([...own, ...shared].map((one) => one?.url || one?.src || one?.originalSrc))];
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
      description: product?.description || product?.descriptionHtml,
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
        selection: `id title status updatedAt ${nested(variants)}`,
        first,
        incremental: true,
        deletes: "absent",
      }),
      { root: "product", parts: [variants], split: variantsOf },
    ),
    name: "products",
    page: first,
    selection: `${aboutProduct} variants { edges { node { ${aboutVariant} media { edges { node { id ${image} } } } ${stockFields} createdAt updatedAt } } } ${shownFields}`,
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
