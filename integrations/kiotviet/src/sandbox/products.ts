import type { Company } from "@opensme/testing";
import { first, type Ids, type Product } from "./ids.ts";
import { stamps } from "./parties.ts";
import { priceBookId } from "./setup.ts";
import { type Base, listed, type Row } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

/** The taxes that every shop with deducted VAT has, by the company's word: https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ (2.5.3). */
const taxIds: Readonly<Record<string, number>> = { "0": 1, "5": 2, "8": 3, "10": 4, KCT: 5, KKKNT: 12 };

export const taxOf = (vat: string): { taxId: number; name: string; value?: number } => ({
  taxId: taxIds[vat] ?? 12,
  ...(/^\d+$/.test(vat) ? { name: `VAT ${vat}%`, value: Number(vat) } : { name: vat }),
});

/** The taxes as their own list has them. */
export const taxesOf = (company: Company): Base =>
  listed(
    Object.keys(taxIds).map((vat) => {
      const { taxId, name, value = null } = taxOf(vat);
      return {
        changedAt: localTime(company.now),
        row: { id: taxId, taxId, taxName: name, value, type: "Khấu trừ" },
      };
    }),
  );

export const taxById = (taxId: number): { taxId: number; name: string; value?: number } =>
  taxOf(Object.keys(taxIds).find((vat) => taxIds[vat] === taxId) ?? "KKKNT");

/** Name of the product, and the same with its variant and unit as KiotViet composes it. */
export const namesOf = ({ item, unit }: Product): { name: string; fullName: string } => {
  const variant = item.group?.attributes.map(({ value }) => ` - ${value}`).join("") ?? "";
  const name = item.group?.name ?? item.name;
  return { name, fullName: `${name}${variant} (${unit.name})` };
};

const kinds = { combo: 1, goods: 2, service: 3 } as const;

const rounded = (quantity: number): number => Math.round(quantity * 1000) / 1000;

export const productsOf = (company: Company, ids: Ids): Base => {
  const prices = (kind: "retail" | "wholesale"): ReadonlyMap<string, number> =>
    new Map(
      company.priceBooks
        .filter((book) => book.kind === kind)
        .flatMap((book) => book.prices.map(({ itemId, unit, price }) => [`${itemId} ${unit}`, price])),
    );
  const retail = prices("retail");
  const wholesale = prices("wholesale");
  const wholesaleBook = company.priceBooks.find(({ kind }) => kind === "wholesale");
  const categories = new Map(company.categories.map(({ id, name }) => [id, name]));
  const baseOf = (itemId: number): Product | undefined => {
    const unit = company.items.find(({ id }) => id === itemId)?.units[0];
    return unit && ids.productOf(itemId, unit.name);
  };

  const inventories = ({ id, item, unit }: Product) => {
    const levels = company.stockLevels.filter(({ itemId }) => itemId === item.id);
    return levels.length === 0
      ? undefined
      : levels.map((level) => ({
          productId: id,
          productCode: unit.code,
          productName: namesOf({ id, item, unit }).name,
          branchId: ids.branchId(level.locationId),
          branchName: company.locations.find((location) => location.id === level.locationId)?.names.shop,
          cost: level.cost * unit.factor,
          onHand: rounded(level.onHand / unit.factor),
          reserved: rounded(level.reserved / unit.factor),
          minQuantity: level.minimum,
          maxQuantity: 999_999_999,
          isActive: item.isActive,
          onOrder: 0,
        }));
  };

  return listed(
    ids.products.map((product) => {
      const { id, item, unit } = product;
      const key = `${item.id} ${unit.name}`;
      const isBase = unit.factor === 1;
      const master = item.group && baseOf(item.group.id)?.id;
      const wholesalePrice = wholesale.get(key);
      const tax = taxOf(item.vat);
      return {
        changedAt: localTime(item.updatedAt),
        row: {
          ...stamps(item),
          taxType: "khau_tru",
          taxRate: item.vat,
          id,
          retailerId,
          code: unit.code,
          barCode: unit.barcode,
          ...namesOf(product),
          categoryId: 3000 + item.categoryId,
          categoryName: categories.get(item.categoryId),
          allowsSale: item.isForSale,
          type: kinds[item.kind],
          hasVariants: item.group !== undefined,
          masterProductId: master === id ? undefined : master,
          masterUnitId: isBase ? undefined : baseOf(item.id)?.id,
          conversionValue: unit.factor,
          basePrice: retail.get(key) ?? item.price,
          unit: unit.name,
          weight: item.weight === undefined ? undefined : item.weight * unit.factor,
          isActive: item.isActive,
          isRewardPoint: item.isForSale,
          units:
            isBase && item.units.length > 1
              ? ids.products
                  .filter((other) => other.item.id === item.id && other.unit.factor > 1)
                  .map((other) => ({
                    id: other.id,
                    code: other.unit.code,
                    ...namesOf(other),
                    unit: other.unit.name,
                    conversionValue: other.unit.factor,
                    basePrice: retail.get(`${item.id} ${other.unit.name}`) ?? 0,
                  }))
              : undefined,
          attributes: item.group?.attributes.map(({ name, value }) => ({
            productId: id,
            attributeName: name,
            attributeValue: value,
          })),
          inventories: inventories(product),
          priceBooks:
            wholesaleBook && wholesalePrice !== undefined
              ? [
                  {
                    priceBookId: priceBookId(wholesaleBook.id),
                    priceBookName: wholesaleBook.name,
                    productId: id,
                    isActive: true,
                    startDate: localTime(wholesaleBook.createdAt),
                    endDate: localTime("2030-12-31T16:59:00Z"),
                    price: wholesalePrice,
                  },
                ]
              : undefined,
          productFormulas: item.components?.map((component) => {
            const material = baseOf(component.itemId);
            return {
              materialId: material?.id,
              materialCode: material?.unit.code,
              materialName: material && namesOf(material).name,
              materialFullName: material && namesOf(material).fullName,
              quantity: component.quantity,
              basePrice: material?.item.price,
              productId: id,
            };
          }),
          images: isBase && item.group ? [`https://cdn.example.com/kiotviet/${unit.code}.jpeg`] : undefined,
          productTaxs: [{ id: 9000 + id - first.product, productId: id, ...tax }],
        },
      };
    }),
  );
};

/** The list of stock: base units alone, each with the time at which its stock last moved. */
export const stockOf = (company: Company, ids: Ids): Base =>
  listed(
    ids.products.flatMap(({ id, item, unit }) => {
      const levels = company.stockLevels.filter(({ itemId }) => itemId === item.id);
      if (unit.factor !== 1 || levels.length === 0) return [];
      const modifiedDate = localTime(
        levels
          .map(({ updatedAt }) => updatedAt)
          .sort()
          .at(-1) ?? item.updatedAt,
      );
      const row: Row = {
        id,
        code: unit.code,
        createdDate: localTime(item.createdAt),
        modifiedDate,
        inventories: levels.map((level) => ({
          branchId: ids.branchId(level.locationId),
          onHand: level.onHand,
          reserved: level.reserved,
        })),
      };
      return [{ row, changedAt: modifiedDate }];
    }),
  );
