import { writeFileSync } from "node:fs";
import type { Store } from "@opensme/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { order, orders, page, reject, temporaryFolder } from "../../sync/test/store/pages.ts";
import { openReader, type Reader, sqliteStore } from "../src/index.ts";

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let reader: Reader;

beforeEach(async () => {
  folder = temporaryFolder();
  store = sqliteStore(folder.path("company.db"));
  await store.lease("shop");
  await store.apply(
    page([
      order("1", { total: "1250.5", lines: [{ code: "A", quantity: "2" }] }),
      order("2", { total: "98000000", placedAt: "2026-11-01T00:00:00Z" }),
      order("3", { total: "12345678901234567.89" }),
      reject({ id: 4 }, "4"),
    ]),
  );
  reader = openReader(folder.path("company.db"));
});

afterEach(async () => {
  reader.close();
  await store.close();
  folder.remove();
});

const rows = (sql: string, parameters?: Parameters<Reader["query"]>[1]): unknown[] => [
  ...reader.query(sql, parameters).rows,
];

describe("a query", () => {
  it("gives its columns and its rows", () => {
    const { columns, rows } = reader.query("select id, total from orders order by total desc");
    expect(columns).toEqual(["id", "total"]);
    expect([...rows]).toEqual([
      { id: "3", total: "12345678901234567.89" },
      { id: "2", total: 98_000_000 },
      { id: "1", total: 1250.5 },
    ]);
    expect(reader.query("select id from orders where 0").columns).toEqual(["id"]);
  });

  it("counts with amounts", () => {
    expect(rows("select sum(total) as sum, max(total) as max from orders where total < 100000000")).toEqual([
      { sum: 98_001_250.5, max: 98_000_000 },
    ]);
  });

  it("takes parameters, in order or by name", () => {
    expect(rows("select id from orders where id = ? and total > ?", ["2", 5])).toEqual([{ id: "2" }]);
    expect(rows("select id from orders where id = :id", { id: "1" })).toEqual([{ id: "1" }]);
    expect(rows("select ? as a, ? as b, ? as c", [true, null, 2n ** 60n])).toEqual([
      { a: 1, b: null, c: "1152921504606846976" },
    ]);
  });

  it("keeps columns of one name apart", () => {
    const { columns, rows } = reader.query(
      "select o.id, l.order_id as id, l.code, 1 as id from orders o join order_lines l on l.order_id = o.id",
    );
    expect(columns).toEqual(["id", "id_2", "code", "id_3"]);
    expect([...rows]).toEqual([{ id: "1", id_2: "1", code: "A", id_3: 1 }]);
  });

  it("keeps whole numbers that JavaScript cannot hold", () => {
    expect(rows("select 9007199254740991 as safe, 9223372036854775807 as large, -9007199254740993 as small")).toEqual([
      { safe: 9_007_199_254_740_991, large: "9223372036854775807", small: "-9007199254740993" },
    ]);
  });

  it.each([
    "/* all */ select id from orders; -- done",
    "  \n-- first\nselect 1;;\n/* end */ ",
    "with o as (select * from orders) select count(*) from o",
    "values (1), (2)",
    "explain query plan select * from orders",
    "select * from pragma_table_info('orders')",
    "select ';'",
  ])("may be %j", (sql) => {
    expect(rows(sql).length).toBeGreaterThan(0);
  });

  it.each([
    "delete from orders",
    "insert into orders (connection, id) values ('x', 'y')",
    "update orders set total = 0",
    "with o as (select 1) delete from orders",
    "drop table orders",
    "create table x (y)",
    "create temp table x (y)",
    "vacuum into '/tmp/copy.db'",
    "attach '/tmp/other.db' as other",
    "begin",
    "pragma user_version = 7",
    "pragma journal_mode = delete",
  ])("may not be %j", (sql) => {
    expect(() => rows(sql)).toThrow(
      expect.objectContaining({ code: "unsupported", message: expect.stringContaining("can only be read") }),
    );
    expect(rows("select count(*) as n from orders")).toEqual([{ n: 3 }]);
  });

  it.each([
    ["selec 1", /near "selec": syntax error/],
    ["select x from orders", /no such column: x/],
    ["select * from order", /near "order": syntax error/],
    ["select * from customers", /no such table: customers/],
    ["select 1; select 2", /holds several/],
    ["select 1; drop table orders", /holds several/],
    ["", /no SQL/],
    [" -- nothing\n;", /no SQL/],
    ["select sum(9223372036854775807) from orders", /integer overflow/],
    ["select json_extract('{', '$')", /malformed JSON/],
  ])("%j is refused with the reason", (sql, message) => {
    expect(() => rows(sql)).toThrow(
      expect.objectContaining({ code: "invalid", message: expect.stringMatching(message) }),
    );
  });

  it.each([
    ["too many parameters", "select ?", [1, 2]],
    ["a name that it does not have", "select :a", { b: 1 }],
  ])("is refused with %s", (_, sql, parameters) => {
    expect(() => rows(sql, parameters)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it("sees what was stored since, and nothing of a page under way", async () => {
    await store.apply(page([order("5")]));
    expect(rows("select count(*) as n from orders")).toEqual([{ n: 4 }]);
  });
});

describe("a reader", () => {
  it("describes the tables", () => {
    const tables = reader.tables();
    const find = (name: string) => tables.find((table) => table.name === name);
    expect(find("orders")).toMatchObject({ rows: 3, description: expect.stringContaining("A sale") });
    expect(find("order_lines")?.rows).toBe(1);
    expect(find("contacts")?.rows).toBe(0);
    expect(find("orders")?.columns).toEqual(
      expect.arrayContaining([
        {
          name: "total",
          type: "decimal",
          description: "What the customer has to pay",
          sensitive: undefined,
          ref: undefined,
        },
        {
          name: "contact_id",
          type: "text",
          description: "Customer: id of the contact",
          sensitive: undefined,
          ref: "contact",
        },
      ]),
    );
    expect(find("contacts")?.columns).toContainEqual(
      expect.objectContaining({ name: "birth_date", type: "date", sensitive: true }),
    );
    const columnsIn = (name: string): unknown[] => rows(`select name from pragma_table_info('${name}')`);
    for (const { name, columns } of tables) {
      expect(columns.map((column) => ({ name: column.name }))).toEqual(columnsIn(name));
    }
  });

  it("tells the status", async () => {
    expect(reader.status()).toEqual(await store.status());
    expect(reader.status()).toMatchObject([{ resource: "orders", records: 3, rejects: 1 }]);
  });

  it("gives the rejected rows, of all streams or one", () => {
    const rejected = {
      connection: "shop",
      resource: "orders",
      id: "4",
      issues: [{ path: "total", message: "expected a number" }],
      raw: { id: 4 },
      rejectedAt: "2026-11-01T08:00:00.000Z",
    };
    expect(reader.rejects()).toEqual([rejected]);
    expect(reader.rejects(orders)).toEqual([rejected]);
    expect(reader.rejects({ ...orders, resource: "invoices" })).toEqual([]);
  });

  it("says that there is no database yet", () => {
    expect(() => openReader(folder.path("other.db"))).toThrow(
      expect.objectContaining({
        code: "config",
        message: expect.stringMatching(/There is no database .*other\.db yet/),
      }),
    );
    writeFileSync(folder.path("empty.db"), "");
    expect(() => openReader(folder.path("empty.db"))).toThrow(expect.objectContaining({ code: "config" }));
  });

  it("says when it is closed", () => {
    const other = openReader(folder.path("company.db"));
    other.close();
    expect(() => other.status()).toThrow("has been closed");
    expect(() => other.query("select 1")).toThrow("has been closed");
  });
});
