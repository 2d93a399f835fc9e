import { http } from "@opensme/testing";
import type { Shop, Table } from "./shop.ts";
import { type Desk, host, type Row, timeOf } from "./wire.ts";

interface Listed {
  path: string;
  row: string;
  table: (shop: Shop) => Table;
  /** The most that a page holds; absent where the list comes whole. */
  most?: number;
}

const lists: readonly Listed[] = [
  { path: "locations", row: "location", table: ({ locations }) => locations },
  { path: "users", row: "user", table: ({ users }) => users },
  { path: "customers", row: "customer", table: ({ customers }) => customers, most: 50 },
  { path: "products", row: "product", table: ({ products }) => products, most: 50 },
  { path: "orders", row: "order", table: ({ orders }) => orders, most: 50 },
  {
    path: "inventories/purchase_orders",
    row: "purchase_order",
    table: ({ purchaseOrders }) => purchaseOrders,
    most: 50,
  },
  { path: "inventories/transfers", row: "transfer", table: ({ transfers }) => transfers, most: 50 },
  { path: "inventories/adjustments", row: "adjustment", table: ({ adjustments }) => adjustments, most: 50 },
];

const idsIn = (text: string | null): number[] | undefined => text?.split(",").map(Number);

const isOpen = (row: Row): boolean => !row["closed_at"] && !row["cancelled_at"];

/** Orders that are closed or cancelled are left out unless asked for. */
const hasStatus =
  (path: string, status: string | null) =>
  (row: Row): boolean => {
    if (path !== "orders" || status === "any") return true;
    if (status === "closed") return Boolean(row["closed_at"]);
    return status === "cancelled" ? Boolean(row["cancelled_at"]) : isOpen(row);
  };

/** In the order of ids where what lies after one is asked for, else the newest first. */
const chosen = (path: string, rows: Iterable<Row>, query: URLSearchParams): Row[] => {
  const [since, ids] = [query.get("since_id"), idsIn(query.get("ids"))];
  const [from, to] = [query.get("updated_at_min"), query.get("updated_at_max")];
  const found = [...rows]
    .filter(hasStatus(path, query.get("status")))
    .filter(({ id }) => (since === null || id > Number(since)) && (!ids || ids.includes(id)))
    .filter((row) => from === null || timeOf(row["updated_at"]) >= timeOf(from))
    .filter((row) => to === null || timeOf(row["updated_at"]) <= timeOf(to));
  return found.sort((left, right) => (since === null ? right.id - left.id : left.id - right.id));
};

const paged = (rows: readonly Row[], query: URLSearchParams, most: number): readonly Row[] => {
  const limit = Math.min(most, Number(query.get("limit") ?? most));
  const start = (Number(query.get("page") ?? 1) - 1) * limit;
  return rows.slice(start, start + limit);
};

const withFields = (row: Row, fields: string | null): Row => {
  const names = fields?.split(",");
  return names
    ? { ...Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))), id: row.id }
    : row;
};

const notFound = { errors: "Not Found" };

export const readingHandlers = (shop: () => Shop, desk: Desk) => {
  const get = (path: string, answer: (query: URLSearchParams, id: number) => Response) =>
    http.get(
      `${host}/${path}`,
      ({ request, params }) =>
        desk.gate(request) ?? answer(new URL(request.url).searchParams, Number.parseInt(String(params["id"]), 10)),
    );
  const one = (name: string, row: Row | undefined): Response =>
    row ? desk.json({ [name]: row }) : desk.json(notFound, 404);

  return [
    get("shop.json", () => one("shop", [...shop().shop.values()][0])),
    get("inventory_locations.json", (query) => {
      const [places, variants] = [idsIn(query.get("location_ids")), idsIn(query.get("variant_ids"))];
      if (!places || !variants || places.length > 50 || variants.length > 50)
        return desk.json({ errors: "location_ids and variant_ids: 1 to 50 of each" }, 400);
      const rows = [...shop().balances.values()].filter(
        (row) => places.includes(Number(row["loc_id"])) && variants.includes(Number(row["variant_id"])),
      );
      return desk.json({ inventory_locations: paged(chosen("inventory_locations", rows, query), query, 250) });
    }),
    get("variants/:id", (_, id) => {
      const variants = [...shop().products.values()].flatMap(({ variants }) =>
        Array.isArray(variants) ? variants : [],
      );
      return one(
        "variant",
        variants.find((variant) => variant.id === id),
      );
    }),
    ...lists.flatMap(({ path, row, table, most }) => [
      get(`${path}.json`, (query) => {
        const rows = chosen(path, table(shop()).values(), query);
        const page = most === undefined ? rows : paged(rows, query, most);
        return desk.json({ [path.replace(/^.*\//, "")]: page.map((found) => withFields(found, query.get("fields"))) });
      }),
      get(`${path}/:id`, (_, id) => one(row, table(shop()).get(id))),
    ]),
  ];
};
