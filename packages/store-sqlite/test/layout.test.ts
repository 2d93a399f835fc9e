import { DatabaseSync } from "node:sqlite";
import { type EntityName, entities } from "@opensme/core";
import { entityTables, tableOf } from "@opensme/sync/sql";
import { describe, expect, it } from "vitest";
import { createEntityTables } from "../src/schema.ts";

const schemaOf = (shape: Record<string, unknown>): never =>
  ({
    def: { type: "object", shape },
    meta: () => ({ entity: "order", plural: "orders", description: "Orders" }),
  }) as never;
const text = { def: { type: "string" }, meta: () => ({ description: "Text" }) };
const ref = { def: { type: "object" }, meta: () => ({ description: "A ref", ref: "order" }) };
const list = (shape: Record<string, unknown>) => ({
  def: { type: "array", element: { def: { type: "object", shape }, meta: () => undefined } },
  meta: () => ({ description: "A list" }),
});

describe("the tables", () => {
  it("exist for every entity, under its plural, and SQLite takes them", () => {
    const database = new DatabaseSync(":memory:");
    for (const table of entityTables) for (const sql of createEntityTables(table)) database.exec(sql);
    expect(entityTables.map(({ entity }) => entity)).toEqual(Object.keys(entities));
    const names = entityTables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["orders", "credit_notes", "time_entries", "journal_entries"]));
  });

  it("say of every column what it means", () => {
    for (const { name, description, columns, children } of entityTables) {
      expect(description, name).not.toBe("");
      for (const table of [{ name, columns }, ...children]) {
        for (const column of table.columns) expect(column.description, `${table.name}.${column.name}`).not.toBe("");
      }
    }
  });

  it("explain themselves in SQL", () => {
    const sql = createEntityTables(tableOf("leaveRequest"));
    expect(sql[0]).toMatch(/^CREATE TABLE leave_requests \( -- A person's request to be absent\n/);
    expect(sql[0]).toContain("\n  employee_id TEXT, -- Who is absent: id of the employee\n");
    expect(sql[0]).toContain("\n  leave_type_name TEXT, -- Kind of absence: name\n");
    expect(sql[0]).toContain("\n  start_date TEXT, -- First day (date)\n");
    expect(sql[1]).toMatchInlineSnapshot(`
      "CREATE TABLE leave_request_days ( -- How the amount falls on days
        connection TEXT NOT NULL, -- Name of the connection that the record came through
        leave_request_id TEXT NOT NULL, -- Id of the leave request
        position INTEGER NOT NULL, -- Place in the list, from 0 (integer)
        date TEXT, -- Day (date)
        amount ANY -- How much of it, in the unit (decimal)
        , PRIMARY KEY (connection, leave_request_id, position)
      ) STRICT, WITHOUT ROWID"
    `);
  });

  it("mark what is sensitive, inside nested objects too", () => {
    const employee = tableOf("employee").columns;
    const marked = employee.filter(({ sensitive }) => sensitive).map(({ name }) => name);
    expect(marked).toEqual(expect.arrayContaining(["national_id", "pay_rate", "birth_date", "home_address_line1"]));
    expect(marked).not.toContain("work_email");
  });

  it.each([
    ["a ref and a field", { contact: ref, contactId: text }, "contact.id and the field contactId"],
    ["a field and what the store keeps", { connection: text }, "the store's own and the field connection"],
    [
      "a member of a list and the record's id",
      { parts: list({ order: ref }) },
      "Table order_parts would have two columns order_id: the store's own and the field order.id",
    ],
  ])("cannot be made where %s would share a column", (_, shape, message) => {
    expect(() => tableOf("order" as EntityName, schemaOf(shape))).toThrow(message);
  });

  it("have names of their own", () => {
    const names = entityTables.flatMap((table) => [table.name, ...table.children.map((child) => child.name)]);
    expect(new Set(names).size).toBe(names.length);
  });
});
