import * as z from "zod";
import { taxById } from "./products.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";
import type { Row } from "./table.ts";
import { retailerId } from "./wire.ts";

const Tax = z.object({ taxId: z.number() });

/** What is taken of a product; other members are passed over. */
const Body = z.object({
  name: z.string().nullish(),
  code: z.string().nullish(),
  barCode: z.string().max(16).nullish(),
  categoryId: z.number().nullish(),
  allowsSale: z.boolean().nullish(),
  description: z.string().nullish(),
  hasVariants: z.boolean().nullish(),
  attributes: z.array(z.object({ attributeName: z.string(), attributeValue: z.string() })).nullish(),
  unit: z.string().nullish(),
  masterUnitId: z.number().nullish(),
  conversionValue: z.number().nullish(),
  basePrice: z.number().nullish(),
  weight: z.number().nullish(),
  productTaxs: z.array(Tax).nullish(),
  purchaseTax: Tax.nullish(),
});
const NewBody = Body.extend({
  masterProductId: z.number().nullish(),
  images: z.array(z.string()).nullish(),
  inventories: z
    .array(z.object({ branchId: z.number(), onHand: z.number().nullish(), cost: z.number().nullish() }))
    .nullish(),
});
const Changes = Body.extend({ isActive: z.boolean().nullish(), isRewardPoint: z.boolean().nullish() });

const fullNameOf = ({ name, attributes, unit }: z.output<typeof Body>): string =>
  `${name}${(attributes ?? []).map(({ attributeValue }) => ` - ${attributeValue}`).join("")}${unit ? ` (${unit})` : ""}`;

const checked = (shop: Shop, { name, code, categoryId }: z.output<typeof Body>, id: number): void => {
  if (!name) throw new Refusal("Tên hàng hóa không được để trống");
  if (!categoryId) throw new Refusal("Nhóm hàng không được để trống");
  if (!code) return;
  const { rows } = shop.products.page({ offset: 0, size: 1, where: (row) => row["code"] === code && row.id !== id });
  if (rows.length > 0) throw new Refusal("Mã hàng hóa đã tồn tại");
};

/** What follows from the fields that were sent. */
const derived = (id: number, fields: z.output<typeof Body>) => ({
  fullName: fullNameOf(fields),
  conversionValue: fields.conversionValue ?? 1,
  attributes: fields.attributes?.map((attribute) => ({ productId: id, ...attribute })),
  productTaxs: fields.productTaxs?.map(({ taxId }) => ({ id: 9000 + id, productId: id, ...taxById(taxId) })),
  purchaseTax: fields.purchaseTax ? { id: 9500 + id, productId: id, ...taxById(fields.purchaseTax.taxId) } : undefined,
});

export const newProduct = (shop: Shop, body: unknown, time: string): Row => {
  const { inventories, images, ...fields } = NewBody.parse(body);
  const id = shop.products.nextId;
  checked(shop, fields, id);
  const code = fields.code ?? `SP${String(id - 70_000_000).padStart(6, "0")}`;
  const branches = shop.branches.page({ offset: 0, size: 100 }).rows;
  return {
    createdDate: time,
    taxType: "khau_tru",
    id,
    retailerId,
    ...fields,
    code,
    categoryName: "Khác",
    allowsSale: fields.allowsSale ?? true,
    type: 2,
    hasVariants: fields.hasVariants ?? false,
    isActive: true,
    isRewardPoint: false,
    images: images ?? undefined,
    ...derived(id, fields),
    inventories: branches.map((branch) => {
      const given = inventories?.find(({ branchId }) => branchId === branch.id);
      return {
        productId: id,
        productCode: code,
        productName: fields.name,
        branchId: branch.id,
        branchName: branch["branchName"],
        cost: given?.cost ?? 0,
        onHand: given?.onHand ?? 0,
        reserved: 0,
        minQuantity: 0,
        maxQuantity: 999_999_999,
        isActive: true,
        onOrder: 0,
      };
    }),
  };
};

/** A change replaces all that can be changed, but for what decides whether the product is in use. */
export const changedProduct = (shop: Shop, present: Row, body: unknown, time: string): Row => {
  const fields = Changes.parse(body);
  checked(shop, fields, present.id);
  const empty = Object.fromEntries(Object.keys(Body.shape).map((member) => [member, undefined]));
  return {
    ...present,
    ...empty,
    ...fields,
    code: fields.code ?? present["code"],
    allowsSale: fields.allowsSale ?? present["allowsSale"],
    hasVariants: fields.hasVariants ?? false,
    isActive: fields.isActive ?? present["isActive"],
    isRewardPoint: fields.isRewardPoint ?? present["isRewardPoint"],
    ...derived(present.id, fields),
    modifiedDate: time,
  };
};

/** The product in the list of stock. */
export const stockRowOf = (product: Row, time: string): Row => ({
  id: product.id,
  code: product["code"],
  createdDate: product["createdDate"],
  modifiedDate: time,
  inventories: z
    .array(z.looseObject({ branchId: z.number(), onHand: z.number(), reserved: z.number() }))
    .parse(product["inventories"])
    .map(({ branchId, onHand, reserved }) => ({ branchId, onHand, reserved })),
});
