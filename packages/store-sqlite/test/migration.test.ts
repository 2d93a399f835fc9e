import { DatabaseSync } from "node:sqlite";
import { entityTables } from "@opensme/sync/sql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { order, orders, page, temporaryFolder, upsert } from "../../sync/test/store/pages.ts";
import { openForWriting } from "../src/database.ts";
import { openReader, sqliteStore } from "../src/index.ts";
import { SqliteStore } from "../src/sqlite-store.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path("company.db");
});

afterEach(() => folder.remove());

const select = (sql: string): unknown[] => {
  const reader = openReader(path);
  const rows = [...reader.query(sql).rows];
  reader.close();
  return rows;
};

/** The tables as they were before orders had notes and charges, lines a reward, and there were leave requests. */
const earlier = entityTables
  .filter(({ entity }) => entity !== "leaveRequest")
  .map((table) =>
    table.entity !== "order"
      ? table
      : {
          ...table,
          columns: table.columns.filter(({ name }) => name !== "note"),
          children: table.children
            .filter(({ field }) => field !== "charges")
            .map((child) => ({ ...child, columns: child.columns.filter(({ name }) => name !== "is_reward") })),
        },
  );

describe("a model that has grown", () => {
  it("adds its columns and tables, and keeps what was there", async () => {
    const database = openForWriting(path, earlier);
    database.exec(
      `insert into orders (connection, id, total, _resource, _fetched_at, _hash, _raw) values ('shop', '1', 5, 'orders', '2026', 'h', '{}');
       insert into order_lines (connection, order_id, position, code) values ('shop', '1', 0, 'A')`,
    );
    expect(() => database.prepare("select note from orders")).toThrow("no such column");
    database.close();

    const store = sqliteStore(path);
    await store.lease("shop");
    const grown = { note: "mới", lines: [{ code: "B", isReward: true }], charges: [{ amount: "5" }] };
    await store.apply(page([order("2", grown)]));
    const days = [{ date: "2026-01-02", amount: "1" }];
    await store.apply(
      page(
        [
          upsert("leaveRequest", {
            id: "9",
            employee: { id: "e" },
            startDate: "2026-01-02",
            endDate: "2026-01-02",
            days,
          }),
        ],
        {
          stream: { ...orders, resource: "leaveRequests", entity: "leaveRequest" },
        },
      ),
    );
    await store.close();
    expect(select("select id, total, note from orders order by id")).toEqual([
      { id: "1", total: 5, note: null },
      { id: "2", total: null, note: "mới" },
    ]);
    expect(select("select order_id, code, is_reward from order_lines order by order_id")).toEqual([
      { order_id: "1", code: "A", is_reward: null },
      { order_id: "2", code: "B", is_reward: 1 },
    ]);
    expect(select("select amount from order_charges")).toEqual([{ amount: 5 }]);
    expect(select("select amount from leave_request_days")).toEqual([{ amount: 1 }]);
    const [schema] = select("select sql from sqlite_schema where name = 'orders'") as { sql: string }[];
    expect(schema?.sql).toContain("note TEXT /* Free text */");
    expect(schema?.sql).toContain("id TEXT NOT NULL, -- The tool's own id, as text");
  });

  it("may be opened by the earlier version still, which leaves the new columns alone", async () => {
    const newer = sqliteStore(path);
    await newer.lease("shop");
    await newer.apply(page([order("1", { note: "giữ" })]));
    await newer.close();
    const older = new SqliteStore(path, openForWriting(path, earlier));
    await older.lease("shop");
    await older.apply(page([order("2")]));
    await older.close();
    expect(select("select id, note from orders order by id")).toEqual([
      { id: "1", note: "giữ" },
      { id: "2", note: null },
    ]);
  });

  it("leaves columns that it no longer has", async () => {
    await sqliteStore(path).close();
    const database = new DatabaseSync(path);
    database.exec("alter table orders add column mood text");
    database.close();
    const store = sqliteStore(path);
    await store.lease("shop");
    await store.apply(page([order("1")]));
    await store.close();
    expect(select("select mood from orders")).toEqual([{ mood: null }]);
    const reader = openReader(path);
    const columns = reader.tables().find(({ name }) => name === "orders")?.columns ?? [];
    expect(columns.map(({ name }) => name)).not.toContain("mood");
    reader.close();
  });

  it("writes nothing to a database that has everything", async () => {
    await sqliteStore(path).close();
    const database = new DatabaseSync(path);
    const version = (): unknown => database.prepare("pragma schema_version").get()?.["schema_version"];
    const before = version();
    await sqliteStore(path).close();
    expect(version()).toBe(before);
    database.close();
  });

  it("can be read before it has grown", () => {
    openForWriting(path, earlier).close();
    const reader = openReader(path);
    const tables = reader.tables();
    const columns = tables.find(({ name }) => name === "orders")?.columns.map(({ name }) => name);
    expect(columns).toContain("total");
    expect(columns).not.toContain("note");
    expect(tables.map(({ name }) => name)).not.toContain("leave_requests");
    reader.close();
  });
});
