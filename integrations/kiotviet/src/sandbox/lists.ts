import { categoryTree } from "./setup.ts";
import type { Shop } from "./shop.ts";
import type { Row } from "./table.ts";

type TableName = Exclude<keyof Shop, "ids">;

export interface List {
  path: string;
  table: TableName;
  /** Whether the list knows `lastModifiedFrom`, and for two of them `toDate` as well. */
  changes?: true | "with-end";
  /** Key of the deleted ids, which differs from list to list. */
  removed?: string;
  /** Whether the deleted ids come without being asked for. */
  removedUnasked?: true;
  /** Members that come only when they are asked for, by the parameter that asks. */
  included?: Readonly<Record<string, readonly string[]>>;
  /** Members that are asked for with two dates, and the names of the two. */
  period?: { member: string; from: string; to: string };
  /** Filters on the value of a member, by parameter. */
  filters?: Readonly<Record<string, string>>;
  /** Whether one row can be asked for by its id, and maybe by its code. */
  single?: true | "id-or-code" | "page-of-one";
  /** Members of the rows that are never told. */
  untold?: readonly string[];
  /** Whose part the list is: the table that has the id in the path, and the member of the rows that holds it. */
  partOf?: { table: TableName; member: string };
  /** What the list is ordered by unless a request says otherwise. */
  orderedBy?: string;
  /** The rows in another form, when this parameter asks for it. */
  tree?: { parameter: string; of: (rows: readonly Row[]) => object[] };
}

/** The lists of the manual: https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ */
export const lists: readonly List[] = [
  { path: "branches", table: "branches", changes: true, removed: "removedIds" },
  {
    path: "categories",
    table: "categories",
    changes: true,
    removed: "removedIds",
    removedUnasked: true,
    untold: ["id"],
    orderedBy: "categoryName",
    tree: { parameter: "hierachicalData", of: categoryTree },
  },
  { path: "customers/group", table: "customerGroups" },
  {
    path: "pricebooks",
    table: "priceBooks",
    changes: true,
    included: {
      includePriceBookBranch: ["priceBookBranches"],
      includePriceBookCustomerGroups: ["priceBookCustomerGroups"],
      includePriceBookUsers: ["priceBookUsers"],
    },
  },
  {
    path: "pricebooks/:id",
    table: "prices",
    changes: true,
    untold: ["id", "priceBookId"],
    orderedBy: "productId",
    partOf: { table: "priceBooks", member: "priceBookId" },
  },
  // The vendor's own spelling.
  { path: "surchages", table: "surcharges", changes: true },
  { path: "salechannel", table: "saleChannels", changes: true },
  { path: "users", table: "users", changes: true, removed: "removeIds", untold: ["modifiedDate"] },
  { path: "BankAccounts", table: "bankAccounts", changes: true, removed: "removeIds" },
  {
    path: "customers",
    table: "customers",
    changes: true,
    removed: "removeId",
    included: { includeTotal: ["totalInvoiced", "totalPoint", "totalRevenue"], includeCustomerGroup: ["groups"] },
    filters: { code: "code", contactNumber: "contactNumber" },
    single: "id-or-code",
  },
  {
    path: "suppliers",
    table: "suppliers",
    changes: true,
    removed: "removedId",
    included: { includeTotal: ["totalInvoiced", "totalInvoicedWithoutReturn"], includeSupplierGroup: ["groups"] },
    filters: { code: "code", contactNumber: "contactNumber" },
    single: true,
  },
  {
    path: "products",
    table: "products",
    changes: true,
    removed: "removeId",
    included: {
      includeInventory: ["inventories"],
      includePricebook: ["priceBooks"],
      includeMaterial: ["productFormulas"],
    },
    filters: {
      categoryId: "categoryId",
      masterProductId: "masterProductId",
      masterUnitId: "masterUnitId",
      productType: "type",
      isActive: "isActive",
    },
    single: "id-or-code",
  },
  { path: "productOnHands", table: "stock", changes: true },
  {
    path: "orders",
    table: "orders",
    changes: "with-end",
    included: { includePayment: ["payments"], includeOrderDelivery: ["orderDelivery"] },
    filters: { status: "status", branchIds: "branchId", customerIds: "customerId", customerCode: "customerCode" },
    single: "id-or-code",
  },
  {
    path: "invoices",
    table: "invoices",
    changes: "with-end",
    included: {
      includePayment: ["payments"],
      includeInvoiceDelivery: ["invoiceDelivery"],
      SaleChannel: ["SaleChannel"],
    },
    period: { member: "purchaseDate", from: "fromPurchaseDate", to: "toPurchaseDate" },
    filters: { status: "status", branchIds: "branchId", customerIds: "customerId", customerCode: "customerCode" },
    single: "id-or-code",
  },
  {
    path: "returns",
    table: "returns",
    changes: true,
    included: { includePayment: ["payments"] },
    single: "id-or-code",
  },
  {
    path: "ordersuppliers",
    table: "orderSuppliers",
    filters: { branchId: "branchId", status: "status", codeKey: "code" },
    single: "page-of-one",
    untold: ["modifiedDate"],
  },
  { path: "transfers", table: "transfers", filters: { status: "status", fromBranchIds: "fromBranchId" } },
  {
    path: "purchaseorders",
    table: "purchaseOrders",
    included: { includePayment: ["payments"] },
    period: { member: "purchaseDate", from: "fromPurchaseDate", to: "toPurchaseDate" },
    filters: { status: "status", branchIds: "branchId" },
    single: true,
  },
  {
    path: "cashflow",
    table: "cashFlow",
    included: { includeUser: ["user"], includeAccount: ["accountId"] },
    period: { member: "transDate", from: "startDate", to: "endDate" },
    filters: { status: "status", branchIds: "branchId", partnerType: "partnerType", code: "code" },
  },
];
