import { randomUUID } from "node:crypto";
import type { Store } from "@opensme/sync";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { order, orders, page, reject } from "../../sync/test/store/pages.ts";
import { openReader, postgresStore, type Reader } from "../src/index.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;
let empty: TestDatabase;
let tenant: string;
let store: Store;
let reader: Reader;

beforeAll(async () => {
  database = await testDatabase();
  empty = await testDatabase();
}, 120_000);

beforeEach(async () => {
  tenant = randomUUID();
  store = await postgresStore(database.address, { tenant });
  await store.lease("shop");
  await store.apply(
    page([
      order("1", { total: "1250.5", lines: [{ code: "A", quantity: "2" }] }),
      order("2", { total: "98000000", placedAt: "2026-11-01T00:00:00.000Z", isCashOnDelivery: true }),
      order("3", { total: "12345678901234567.89" }),
      reject({ id: 4 }, "4"),
    ]),
  );
  reader = await openReader(database.address, { tenant });
});

afterEach(async () => {
  await reader.close();
  await store.close();
});

const rows = async (sql: string, parameters?: Parameters<Reader["query"]>[1]): Promise<unknown[]> =>
  Array.fromAsync((await reader.query(sql, parameters)).rows);

describe("a query", () => {
  it("gives its columns and its rows, as the model writes values", async () => {
    const { columns, rows: found } = await reader.query(
      "select id, total, placed_at, is_cash_on_delivery from orders order by total desc",
    );
    expect(columns).toEqual(["id", "total", "placed_at", "is_cash_on_delivery"]);
    expect(await Array.fromAsync(found)).toEqual([
      { id: "3", total: "12345678901234567.89", placed_at: null, is_cash_on_delivery: null },
      { id: "2", total: 98_000_000, placed_at: "2026-11-01T00:00:00.000Z", is_cash_on_delivery: true },
      { id: "1", total: 1250.5, placed_at: null, is_cash_on_delivery: null },
    ]);
    expect((await reader.query("select id from orders where false")).columns).toEqual(["id"]);
  });

  it("counts with amounts, to the last digit", async () => {
    expect(await rows("select sum(total) as sum, max(total) as max from orders where total < 100000000")).toEqual([
      { sum: 98_001_250.5, max: 98_000_000 },
    ]);
    expect(await rows("select sum(total) as sum from orders")).toEqual([{ sum: "12345678999235818.39" }]);
  });

  it("takes parameters, in order or by name", async () => {
    expect(await rows("select id from orders where id = $1 and total > $2", ["2", 5])).toEqual([{ id: "2" }]);
    expect(await rows("select id from orders where id = :id and :id <> ':id'", { id: "1" })).toEqual([{ id: "1" }]);
    expect(await rows("select $1::boolean as a, $2 as b, $3::bigint as c", [true, null, 2n ** 60n])).toEqual([
      { a: true, b: null, c: "1152921504606846976" },
    ]);
    expect(
      await rows(
        `select 'it''s :n' as a, e'\\':n' as b, "id"::text as ":n", $$:n$$ as c, :n::int as d -- :n
         from orders /* :n */ where id = '1'`,
        { n: 7 },
      ),
    ).toEqual([{ a: "it's :n", b: "':n", ":n": "1", c: ":n", d: 7 }]);
  });

  it("keeps columns of one name apart", async () => {
    const { columns, rows } = await reader.query(
      "select o.id, l.order_id as id, l.code, 1 as id from orders o join order_lines l on l.order_id = o.id",
    );
    expect(columns).toEqual(["id", "id_2", "code", "id_3"]);
    expect(await Array.fromAsync(rows)).toEqual([{ id: "1", id_2: "1", code: "A", id_3: 1 }]);
  });

  it("keeps numbers that JavaScript cannot hold", async () => {
    expect(
      await rows(
        "select 9007199254740991 as safe, 9223372036854775807 as large, -9007199254740993 as small, 0.1 as tenth, 1e3::numeric as thousand, 123456789012345678901234567890.123456789 as long",
      ),
    ).toEqual([
      {
        safe: 9_007_199_254_740_991,
        large: "9223372036854775807",
        small: "-9007199254740993",
        tenth: 0.1,
        thousand: 1000,
        long: "123456789012345678901234567890.123456789",
      },
    ]);
  });

  it.each([
    "/* all */ select id from orders; -- done",
    "  \n-- first\nselect 1;\n/* end */ ",
    "with o as (select * from orders) select count(*) from o",
    "values (1), (2)",
    "explain select * from orders",
    "select ';'",
  ])("may be %j", async (sql) => {
    expect((await rows(sql)).length).toBeGreaterThan(0);
  });

  it.each([
    "delete from orders",
    "with o as (select 1) delete from orders",
    "with o as (delete from orders returning 1) select * from o",
    "select * into other from orders",
    "select 1 from orders for update",
    "explain analyze delete from orders",
    "drop table orders",
    "create temp table x (y int)",
    "copy orders to '/tmp/orders'",
    "begin",
    "commit",
    "set opensme.tenant = 'other'",
    "set role postgres",
    "do $$ begin end $$",
  ])("may not be %j", async (sql) => {
    await expect(rows(sql)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("can only be read"),
    });
    expect(await rows("select count(*) as n from orders")).toEqual([{ n: 3 }]);
  });

  it("cannot turn its transaction into one that writes", async () => {
    await expect(rows("select set_config('transaction_read_only', 'off', true)")).rejects.toThrow("read-write");
  });

  it.each([
    ["select x from orders", /column "x" does not exist/],
    ["select totl from orders", /Perhaps you meant to reference the column "orders.total"/],
    ["select * from customers", /relation "customers" does not exist/],
    ["select * from", /syntax error at end of input/],
    ["select 1; select 2", /holds several/],
    ["select 1; drop table orders", /holds several/],
    ["", /no SQL/],
    [" -- nothing\n;", /no SQL/],
    ["select 1 / 0", /division by zero/],
    ["select '{'::json", /invalid input syntax for type json/],
    ["select 1 / (id::int - 3) from orders", /division by zero/],
  ])("%j is refused with the reason", async (sql, message) => {
    await expect(rows(sql)).rejects.toMatchObject({ code: "invalid", message: expect.stringMatching(message) });
  });

  it.each([
    ["too many parameters", "select $1", [1, 2]],
    ["too few parameters", "select $1, $2", [1]],
    ["a name that it does not have", "select :a", { b: 1 }],
    ["a name that stands in a text only", "select ':a'", { a: 1 }],
    ["a name that nothing is given for", "select :a, :b", { a: 1 }],
  ] as [string, string, Parameters<Reader["query"]>[1]][])("is refused with %s", async (_, sql, parameters) => {
    await expect(rows(sql, parameters)).rejects.toMatchObject({ code: "invalid" });
  });

  it("sees what was stored since, and nothing of a page under way", async () => {
    await store.apply(page([order("5")]));
    expect(await rows("select count(*) as n from orders")).toEqual([{ n: 4 }]);
  });

  it("reads a long answer bit by bit, whole or not, more at once than there are connections", async () => {
    const count = async (limit: number): Promise<number> => {
      let count = 0;
      for await (const { n } of (await reader.query("select n from generate_series(1, 3000) n")).rows) {
        count += 1;
        expect(n).toBe(count);
        if (count === limit) break;
      }
      return count;
    };
    expect(await Promise.all([9999, 700, 9999, 100, 501, 9999].map(count))).toEqual([3000, 700, 3000, 100, 501, 3000]);
    const late = await reader.query("select 1 / (1000 - n) as n from generate_series(1, 3000) n");
    await expect(Array.fromAsync(late.rows)).rejects.toMatchObject({ code: "invalid" });
    expect(await rows("select 1 as n")).toEqual([{ n: 1 }]);
  });

  it("may be left open when the reader closes", async () => {
    const { rows } = await reader.query("select n from generate_series(1, 3000) n");
    await rows[Symbol.asyncIterator]().next();
    await reader.close();
  });
});

describe("a reader", () => {
  it("describes the tables", async () => {
    const tables = await reader.tables();
    const find = (name: string) => tables.find((table) => table.name === name);
    expect(find("orders")).toMatchObject({ rows: 3, description: expect.stringContaining("A sale") });
    expect(find("order_lines")?.rows).toBe(1);
    expect(find("contacts")?.rows).toBe(0);
    expect(find("contacts")?.columns).toContainEqual(
      expect.objectContaining({ name: "birth_date", type: "date", sensitive: true }),
    );
    for (const { name, columns } of tables) {
      const live = await reader.query(`select * from ${name} where false`);
      expect(["tenant", ...columns.map((column) => column.name)]).toEqual(live.columns);
    }
  });

  it("tells the status", async () => {
    expect(await reader.status()).toEqual(await store.status());
    expect(await reader.status()).toMatchObject([{ resource: "orders", records: 3, rejects: 1 }]);
  });

  it("gives the rejected rows, of all streams or one", async () => {
    const rejected = {
      connection: "shop",
      resource: "orders",
      id: "4",
      issues: [{ path: "total", message: "expected a number" }],
      raw: { id: 4 },
      rejectedAt: "2026-11-01T08:00:00.000Z",
    };
    expect(await reader.rejects()).toEqual([rejected]);
    expect(await reader.rejects(orders)).toEqual([rejected]);
    expect(await reader.rejects({ ...orders, resource: "invoices" })).toEqual([]);
  });

  it("says that there is no store yet, and leaves the database empty", async () => {
    await expect(openReader(empty.address)).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("holds no store yet"),
    });
    expect(await empty.sql("select * from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  it("says when it is closed", async () => {
    await reader.close();
    await reader.close();
    await expect(reader.status()).rejects.toThrow("has been closed");
    await expect(reader.query("select 1")).rejects.toThrow("has been closed");
  });
});
