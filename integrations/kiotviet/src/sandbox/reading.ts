import { http, type SandboxKit } from "@opensme/testing";
import type { Shop } from "./shop.ts";
import type { Row, Table } from "./table.ts";
import { type Desk, host, isAsked, localTime, type Parameters, parametersOf } from "./wire.ts";

type TableName = Exclude<keyof Shop, "ids">;

interface List {
  path: string;
  table: TableName;
  /** Whether the list knows `lastModifiedFrom`. */
  changes?: true;
  /** Key of the deleted ids, which differs from list to list. */
  removed?: string;
  /** Members that come only when they are asked for, by the parameter that asks. */
  included?: Readonly<Record<string, readonly string[]>>;
  /** Members that are asked for with two dates, and the names of the two. */
  period?: { member: string; from: string; to: string };
  /** Filters on the value of a member, by parameter. */
  filters?: Readonly<Record<string, string>>;
  /** Whether one row can be asked for by its id. */
  single?: true;
}

/** The lists of the manual: https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/retail-ket-noi-api/public-api/ */
const lists: readonly List[] = [
  { path: "branches", table: "branches", changes: true, removed: "removedIds" },
  { path: "users", table: "users", changes: true, removed: "removeIds" },
  { path: "BankAccounts", table: "bankAccounts", changes: true, removed: "removeIds" },
  {
    path: "customers",
    table: "customers",
    changes: true,
    removed: "removeId",
    included: { includeTotal: ["totalInvoiced", "totalPoint", "totalRevenue"], includeCustomerGroup: ["groups"] },
    filters: { code: "code", contactNumber: "contactNumber" },
    single: true,
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
    filters: { categoryId: "categoryId", masterUnitId: "masterUnitId", productType: "type", isActive: "isActive" },
    single: true,
  },
  { path: "productOnHands", table: "stock", changes: true },
  {
    path: "orders",
    table: "orders",
    changes: true,
    included: { includePayment: ["payments"], includeOrderDelivery: ["orderDelivery"] },
    filters: { status: "status", branchIds: "branchId", customerIds: "customerId", customerCode: "customerCode" },
    single: true,
  },
  {
    path: "invoices",
    table: "invoices",
    changes: true,
    included: {
      includePayment: ["payments"],
      includeInvoiceDelivery: ["invoiceDelivery"],
      SaleChannel: ["SaleChannel"],
    },
    period: { member: "purchaseDate", from: "fromPurchaseDate", to: "toPurchaseDate" },
    filters: { status: "status", branchIds: "branchId", customerIds: "customerId", customerCode: "customerCode" },
    single: true,
  },
  { path: "returns", table: "returns", changes: true, included: { includePayment: ["payments"] }, single: true },
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

/** What is known of the settings. */
const settings = {
  ManagerCustomerByBranch: false,
  AllowOrderWhenOutStock: true,
  AllowSellWhenOrderOutStock: true,
  AllowSellWhenOutStock: true,
};

const count = (text: string | undefined, otherwise: number): number => {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
};

/** A test for the rows that the parameters ask for; undefined where they ask for all. */
const filterOf = ({ filters = {}, period }: List, parameters: Parameters): ((row: Row) => boolean) | undefined => {
  const wanted = Object.entries(filters).flatMap(([parameter, member]) => {
    const values = parameters.get(parameter.toLowerCase())?.split(",");
    return values ? [{ member, values }] : [];
  });
  const from = period && parameters.get(period.from.toLowerCase());
  const to = period && parameters.get(period.to.toLowerCase());
  if (wanted.length === 0 && from === undefined && to === undefined) return undefined;
  return (row) =>
    wanted.every(({ member, values }) => values.includes(String(row[member]))) &&
    (from === undefined || String(row[period?.member ?? ""]) >= from) &&
    (to === undefined || String(row[period?.member ?? ""]) <= to);
};

const shownOf = ({ included = {} }: List, parameters: Parameters): ((row: Row) => object) => {
  const hidden = new Set(
    Object.entries(included).flatMap(([parameter, members]) => (isAsked(parameters, parameter) ? [] : members)),
  );
  return (row) => Object.fromEntries(Object.entries(row).filter(([member]) => !hidden.has(member)));
};

export const readingHandlers = (shop: () => Shop, kit: SandboxKit, desk: Desk) => [
  ...lists.map((list) =>
    http.get(`${host}/${list.path}`, ({ request }) => {
      const refusal = desk.gate(request);
      if (refusal) return refusal;
      const parameters = parametersOf(request);
      const since = list.changes && parameters.get("lastmodifiedfrom");
      const size = Math.min(100, count(parameters.get("pagesize"), 20));
      const table: Table = shop()[list.table];
      const { total, rows } = table.page({
        since,
        orderBy: parameters.get("orderby"),
        descending: parameters.get("orderdirection")?.toLowerCase() === "desc",
        offset: count(parameters.get("currentitem"), 0),
        size,
        where: filterOf(list, parameters),
      });
      return desk.json({
        ...(list.removed && isAsked(parameters, "includeRemoveIds")
          ? { [list.removed]: table.removedSince(since ?? "") }
          : {}),
        total,
        pageSize: size,
        data: rows.map(shownOf(list, parameters)),
        timestamp: `${localTime(kit.now())}+07:00`,
      });
    }),
  ),
  ...lists
    .filter(({ single }) => single)
    .map(({ path, table }) =>
      http.get(`${host}/${path}/:id`, ({ request, params }) => {
        const row = shop()[table].get(Number(params["id"]));
        return (
          desk.gate(request) ??
          (row ? desk.json(row) : desk.refuse(404, "KvNotFoundException", "Dữ liệu không tồn tại"))
        );
      }),
    ),
  http.get(`${host}/settings`, ({ request }) => desk.gate(request) ?? desk.json(settings)),
];
