import type { Company } from "@opensme/testing";
import type { Ids } from "./ids.ts";
import { stamps } from "./parties.ts";
import { type Base, listed, type Row } from "./table.ts";
import { localTime, retailerId } from "./wire.ts";

/** Groups of goods. Their rows tell the id as `categoryId`. */
export const categoriesOf = ({ categories }: Company): Base =>
  listed(
    categories.map((category) => ({
      changedAt: localTime(category.updatedAt),
      row: {
        id: 3000 + category.id,
        categoryId: 3000 + category.id,
        parentId: category.parentId === undefined ? undefined : 3000 + category.parentId,
        categoryName: category.name,
        retailerId,
        hasChild: categories.some(({ parentId }) => parentId === category.id),
        ...stamps(category),
      },
    })),
  );

/** The groups at the top, each with those below it. */
export const categoryTree = (rows: readonly Row[], parentId?: unknown): object[] =>
  rows
    .filter((row) => row["parentId"] === parentId)
    .map(({ id, ...row }) => (row["hasChild"] ? { ...row, children: categoryTree(rows, id) } : row));

export const customerGroupsOf = (company: Company): Base =>
  listed(
    [...new Set(company.customers.map(({ shop }) => shop.group))].map((name, index) => {
      const createdDate = localTime(company.locations[0]?.createdAt ?? company.now);
      return { changedAt: createdDate, row: { id: 801 + index, name, createdDate, createdBy: 2001, retailerId } };
    }),
  );

export const priceBookId = (id: number): number => 500 + id;

/** Price books beside the common one, whose prices are the `basePrice` of the products. */
export const priceBooksOf = (company: Company, ids: Ids): Base => {
  const branches = company.locations.map(({ id }) => ids.branchId(id));
  return listed(
    company.priceBooks
      .filter(({ kind }) => kind !== "retail")
      .map((book) => ({
        changedAt: localTime(book.updatedAt),
        row: {
          id: priceBookId(book.id),
          name: book.name,
          isActive: true,
          isGlobal: false,
          startDate: localTime(book.createdAt),
          endDate: localTime("2030-12-31T16:59:00Z"),
          forAllCusGroup: false,
          forAllUser: true,
          priceBookBranches: branches.map((branchId, index) => ({
            id: 5200 + index,
            priceBookId: priceBookId(book.id),
            branchId,
          })),
          priceBookCustomerGroups: [
            { id: 5301, priceBookId: priceBookId(book.id), customerGroupId: 801, customerGroupName: "Khách sỉ" },
          ],
          priceBookUsers: [],
        },
      })),
  );
};

/** The prices of all price books. */
export const pricesOf = (company: Company, ids: Ids): Base =>
  listed(
    company.priceBooks
      .filter(({ kind }) => kind !== "retail")
      .flatMap((book) =>
        book.prices.map((price) => ({ book, price, product: ids.productOf(price.itemId, price.unit) })),
      )
      .map(({ book, price, product }, index) => ({
        changedAt: localTime(book.updatedAt),
        row: {
          id: 540_001 + index,
          priceBookId: priceBookId(book.id),
          productId: product.id,
          productCode: product.unit.code,
          price: price.price,
        },
      })),
  );

/** The one surcharge: what customers pay for delivery. Its table calls the time of making `createDate`. */
export const surchargesOf = (company: Company): Base => {
  const createDate = localTime(company.locations[0]?.createdAt ?? company.now);
  return listed([
    {
      changedAt: createDate,
      row: { id: 11, surchargeCode: "THK000001", surchargeName: "Phí giao hàng", value: 0, retailerId, createDate },
    },
  ]);
};

/** Sales channels by where an online sale came from. */
export const channels = { Facebook: 1, Shopee: 2, Website: 3 } as const;

export const saleChannelsOf = (company: Company): Base =>
  listed(
    Object.entries(channels).map(([name, id]) => ({
      changedAt: localTime(company.locations[0]?.createdAt ?? company.now),
      row: { id, name, isActive: true, isNotDelete: true },
    })),
  );
