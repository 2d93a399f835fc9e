import { randomUUID } from "node:crypto";
import { type Entities, type EntityName, entities } from "@opensme/core";
import type { Store } from "@opensme/sync";
import { entityTables } from "@opensme/sync/sql";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { filled, type Schema } from "../../sync/test/store/filled.ts";
import { gone, order, page, upsert } from "../../sync/test/store/pages.ts";
import { postgresStore } from "../src/index.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;
let tenant: string;
let store: Store;

beforeAll(async () => {
  database = await testDatabase();
}, 120_000);

beforeEach(async () => {
  tenant = randomUUID();
  store = await postgresStore(database.address, { tenant });
  await store.lease("shop");
});

afterEach(() => store.close());

const ask = (sql: string): Promise<Record<string, unknown>[]> => database.sql(sql, tenant);

describe("every field of every entity", () => {
  it.each(Object.keys(entities) as EntityName[])(
    "is kept in a column of its own, and comes back: %s",
    async (entity) => {
      const record = entities[entity].parse(filled(entities[entity] as unknown as Schema)) as Entities["order"];
      const stream = { connection: "shop", resource: "r", entity };
      await store.apply(page([upsert(entity, record as never)], { stream }));
      const [change] = await Array.fromAsync(store.changes());
      expect(change).toMatchObject({ type: "upsert", id: record.id, raw: { vendor: record } });
      expect(change).toHaveProperty("record", record);
      const table = entityTables.find((one) => one.entity === entity);
      for (const { name } of [table, ...(table?.children ?? [])].flatMap((one) => one ?? [])) {
        const [row] = await ask(`select * from ${name}`);
        expect(Object.values(row ?? {}), name).not.toContain(null);
      }
    },
  );
});

describe("a decimal", () => {
  const stored = async (total: string): Promise<unknown> => {
    await store.apply(page([order("1", { total })]));
    const [row] = await ask("select trim_scale(total)::text as total, pg_typeof(total) as type from orders");
    return row;
  };

  it.each([
    "0",
    "-3",
    "0.1",
    "1250.5",
    "9007199254740993",
    "12345678901234567.89",
    "100000000000000000000",
    "79228162514264337593543950.335",
    `0.${"0".repeat(400)}1`,
    `-${"9".repeat(60)}.${"9".repeat(60)}`,
  ])("%s is numeric, to the digit", async (total) => {
    expect(await stored(total)).toEqual({ total, type: "numeric" });
  });
});

describe("text", () => {
  it("that PostgreSQL cannot hold is kept as near as it can be, in lists, JSON and keys too", async () => {
    const note = "a\0b\ud800c";
    const custom = { "k\0": ["\0", { x: "\udc00" }], backslash: "\\u0000" };
    await store.apply(page([order("i\0d", { note, custom, lines: [{ description: note }] })]));
    const [row] = await ask(
      "select o.id, o.note, l.description, o.custom from orders o join order_lines l on l.order_id = o.id",
    );
    expect(row).toMatchObject({ id: "i␀d", note: "a␀b�c", description: "a␀b�c" });
    expect(JSON.parse(String(row?.["custom"]))).toEqual({ "k␀": ["␀", { x: "�" }], backslash: "\\u0000" });
    const [change] = await Array.fromAsync(store.changes());
    expect(change).toMatchObject({ raw: { vendor: { note, custom } } });
  });

  it("of an id may be long: it is told apart, joined and deleted all the same", async () => {
    const [one, other] = [`${"é".repeat(3000)}1`, `${"é".repeat(3000)}2`];
    const contact = (id: string) => upsert("contact", { id, name: id.slice(-1) });
    await store.apply(
      page([contact(one), contact(other)], { stream: { connection: "shop", resource: "c", entity: "contact" } }),
    );
    await store.apply(page([order(one, { contact: { id: other }, lines: [{ code: "A" }] }), order(other)]));
    expect(await store.apply(page([order(other)]))).toMatchObject({ unchanged: 1 });
    const sql = "select c.name from orders o join contacts c on c.connection = o.connection and c.id = o.contact_id";
    expect(await ask(sql)).toEqual([{ name: "2" }]);
    expect(await store.apply(page([gone(one)]))).toMatchObject({ deleted: 1 });
    expect(await ask("select count(*) as n from orders")).toEqual([{ n: 1 }]);
    expect(await ask("select * from order_lines")).toEqual([]);
  });
});

describe("a moment", () => {
  it.each([
    "0000-02-29T00:00:00.000Z",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "2026-03-29T02:30:00.000Z",
  ])("%s is kept as it is", async (placedAt) => {
    await store.apply(page([order("1", { placedAt })]));
    const [change] = await Array.fromAsync(store.changes());
    expect(change).toMatchObject({ record: { placedAt } });
  });
});

describe("a record", () => {
  it("is null where it lacks a value", async () => {
    await store.apply(page([upsert("order", { id: "1" })]));
    const [row = {}] = await ask("select * from orders");
    expect(Object.keys(row).filter((column) => row[column] !== null)).toEqual([
      "tenant",
      "connection",
      "id",
      "_resource",
      "_fetched_at",
      "_hash",
      "_raw",
    ]);
  });
});
