import { codec, cursor, defineConnector, keyset, listing, offset, resource } from "@opensme/core";
import * as z from "zod";

/**
 * The connector to the simulated market. Its three lists differ in what the engine must do: orders by cursor, with deletions reported; items by offset, with
 * deletions reported and absent; contacts by their keys, read whole each time, with deletions absent.
 */

export const host = "market.example";

export const pageSize = 10;

const Row = z.looseObject({ id: z.int(), rev: z.int(), changed: codec.instant });

const Page = z.looseObject({
  rows: z.array(z.unknown()),
  total: z.int(),
  next: z.string().nullish(),
  gone: z.array(z.int()).nullish(),
});

const Keyed = z.looseObject({ id: z.int() });

const size = { parameter: "size", value: pageSize };

/** Seconds for which the vendor remembers which orders were deleted. */
export const lookback = 30 * 86_400;

/** The vendor's clock moves on by seconds with each request: a watermark that is too far along misses more than this forgives. */
const overlap = 60;

const orders = resource({
  entity: "order",
  raw: Row.extend({ lines: z.array(z.looseObject({ code: z.string(), amount: codec.decimal })), total: codec.decimal }),
}).define({
  id: (row) => row.id,
  read: (row) => ({
    number: `S${row.id}`,
    kind: "sale",
    currency: "VND",
    total: row.total,
    note: String(row.rev),
    updatedAt: row.changed,
    lines: row.lines.map(({ code, amount }) => ({ code, total: amount })),
  }),
  list: listing({
    path: "/orders",
    page: Page,
    items: (page) => page.rows,
    token: (page) => page.next,
    removed: (page) => page.gone ?? undefined,
    paging: cursor({ parameter: "token" }),
    deletes: "reported",
    since: (since) => ({ query: { since } }),
    overlap,
    lookback,
  }),
});

const items = resource({ entity: "item", raw: Row }).define({
  id: (row) => row.id,
  read: (row) => ({ name: `Item ${row.id}`, note: String(row.rev), updatedAt: row.changed }),
  list: listing({
    path: "/items",
    page: Page,
    items: (page) => page.rows,
    total: (page) => page.total,
    removed: (page) => page.gone ?? undefined,
    paging: offset({ parameter: "from", size }),
    deletes: "reported-and-absent",
    since: (since) => ({ query: { since } }),
    overlap,
  }),
});

const contacts = resource({ entity: "contact", raw: Row }).define({
  id: (row) => row.id,
  read: (row) => ({ name: `Contact ${row.id}`, roles: ["customer"], note: String(row.rev), updatedAt: row.changed }),
  list: listing({
    path: "/contacts",
    page: Page,
    items: (page) => page.rows,
    paging: keyset({
      key: (element) => Keyed.parse(element).id,
      after: (key) => ({ query: { after: key } }),
      size,
    }),
    deletes: "absent",
  }),
});

export const market = defineConnector({
  spec: 1,
  id: "market",
  name: "Market",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: { baseUrl: `https://${host}`, auth: () => ({ kind: "none" }) },
  check: { path: "/orders", identity: () => ({}) },
  resources: { orders, items, contacts },
});
