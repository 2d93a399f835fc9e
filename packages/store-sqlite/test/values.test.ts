import { DatabaseSync } from "node:sqlite";
import { type Entities, type EntityName, entities, toDecimal } from "@opensme/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bare, filled, type Schema } from "../../sync/test/store/filled.ts";
import { page, temporaryFolder, upsert } from "../../sync/test/store/pages.ts";
import { openReader, sqliteStore } from "../src/index.ts";
import { decimalValue } from "../src/values.ts";

const typeIn = new DatabaseSync(":memory:");
typeIn.exec("create table amounts (amount ANY) strict");
/** A decimal after it has been in the database, and SQLite's type for it. */
const stored = (text: string): { type: unknown; text: string | undefined } => {
  typeIn.prepare("insert into amounts values (?)").run(decimalValue(text));
  const row = typeIn.prepare("select typeof(amount) as type, amount from amounts").get();
  typeIn.exec("delete from amounts");
  return { type: row?.["type"], text: toDecimal(row?.["amount"] as string | number) };
};

describe("a decimal", () => {
  it.each([
    ["0", "integer"],
    ["-3", "integer"],
    ["150000", "integer"],
    ["9007199254740991", "integer"],
    ["-9007199254740991", "integer"],
    ["9007199254740993", "text"],
    ["100000000000000000000", "real"],
    ["0.1", "real"],
    ["-1250.5", "real"],
    ["123456789012345.6", "real"],
    ["12345678901234.5", "real"],
    ["-12345678901234.5", "real"],
    ["33333.333333333336", "real"],
    ["33333.333333333333333", "text"],
    ["9007199254740993.0000001", "text"],
    ["9007199254740992.0000001", "text"],
    ["0.000000000123456789012345", "real"],
    ["0.0000000001234567890123456", "real"],
    ["0.1234567890123456", "real"],
    [`0.${"0".repeat(400)}1`, "text"],
    ["79228162514264337593543950.335", "text"],
  ])("%s becomes %s and comes back to the digit", (text, type) => {
    expect(stored(text)).toEqual({ type, text });
  });

  it("comes back to the digit, whatever it is", () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const digits = (count: number): string => Array.from({ length: count }, () => random(10)).join("");
    for (let index = 0; index < 5000; index += 1) {
      const text = toDecimal(`${random(2) ? "-" : ""}${digits(1 + random(19))}.${digits(random(19))}`) ?? "";
      expect(stored(text).text).toBe(text);
    }
  });
});

const snake = (name: string): string => name.replace(/(?=[A-Z])/g, "_").toLowerCase();

/** The columns in which a value must be found, and what must be there. */
const columnsOf = (schema: Schema, value: unknown, prefix: string): [column: string, value: unknown][] =>
  Object.entries(value as object).flatMap(([key, inner]): [string, unknown][] => {
    const field = bare(schema.def.shape?.[key] as Schema);
    const column = prefix + snake(key);
    if (field.def.type === "object") return columnsOf(field, inner, `${column}_`);
    if (field.meta()?.format === "decimal") return [[column, `decimal ${inner}`]];
    if (typeof inner === "boolean") return [[column, inner ? 1 : 0]];
    return [[column, typeof inner === "object" ? JSON.stringify(inner) : inner]];
  });

describe("every field of every entity", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it.each(Object.keys(entities) as EntityName[])("is found in its column: %s", async (entity) => {
    const schema = entities[entity] as unknown as Schema;
    const record = entities[entity].parse(filled(schema)) as Entities["order"];
    const store = sqliteStore(folder.path("company.db"));
    await store.lease("shop");
    await store.apply(
      page([upsert(entity, record as never)], { stream: { connection: "shop", resource: "r", entity } }),
    );
    await store.close();

    const reader = openReader(folder.path("company.db"));
    const [change] = await Array.fromAsync(reader.changes());
    expect(change).toMatchObject({ type: "upsert", id: record.id, raw: { vendor: record } });
    expect(change).toHaveProperty("record", record);
    const decimalColumns = new Set(
      reader
        .tables()
        .flatMap(({ name, columns }) =>
          columns.filter(({ type }) => type === "decimal").map((column) => `${name}.${column.name}`),
        ),
    );
    const rowsOf = (table: string, where: string): Record<string, unknown>[] =>
      [...reader.query(`select * from ${table} ${where}`).rows].map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            decimalColumns.has(`${table}.${column}`) ? `decimal ${toDecimal(value as string)}` : value,
          ]),
        ),
      );

    const table = snake(entities[entity].meta()?.["plural"] as string);
    const isList = (key: string): boolean => {
      const { type, element } = bare(schema.def.shape?.[key] as Schema).def;
      return type === "array" && element?.def.type === "object";
    };
    const [lists, fields] = [true, false].map((wanted) =>
      Object.entries(record).filter(([key]) => isList(key) === wanted),
    ) as [[string, unknown[]][], [string, unknown][]];
    const [row] = rowsOf(table, "");
    const expected = Object.fromEntries(columnsOf(schema, Object.fromEntries(fields), ""));
    expect(row).toEqual({
      ...expected,
      connection: "shop",
      _resource: "r",
      _fetched_at: expect.any(String),
      _hash: expect.any(String),
      _raw: JSON.stringify({ vendor: record }),
    });
    for (const [key, members] of lists) {
      const member = bare(schema.def.shape?.[key] as Schema).def.element as Schema;
      expect(rowsOf(`${snake(entity)}_${snake(key)}`, "order by position")).toEqual(
        members.map((value, position) => ({
          connection: "shop",
          [`${snake(entity)}_id`]: record.id,
          position,
          ...Object.fromEntries(columnsOf(member, value, "")),
        })),
      );
    }
    reader.close();
  });

  it("is null where the record lacks it", async () => {
    const store = sqliteStore(folder.path("company.db"));
    await store.lease("shop");
    await store.apply(page([upsert("order", { id: "1" })]));
    await store.close();
    const reader = openReader(folder.path("company.db"));
    const [row = {}] = reader.query("select * from orders").rows;
    const present = Object.entries(row).filter(([, value]) => value !== null);
    expect(present.map(([column]) => column)).toEqual([
      "connection",
      "id",
      "_resource",
      "_fetched_at",
      "_hash",
      "_raw",
    ]);
    reader.close();
  });
});
