import type { Client } from "pg";
import type { CreateTables, Value } from "./baseline.ts";

/** Types of the columns that are no text. */
const types: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    "discount discount_rate total paid quantity unit_price exchange_rate sub_total tax credited due"
      .split(" ")
      .map((name) => [name, "numeric"]),
  ),
  placed_at: "timestamptz",
  created_at: "timestamptz",
  updated_at: "timestamptz",
  issue_date: "date",
  due_date: "date",
  is_cash_on_delivery: "boolean",
  tax_inclusive: "boolean",
  has_attachments: "boolean",
  dimensions: "jsonb",
  position: "integer",
  _raw: "json",
};

const typeOf = (name: string): string => types[name] ?? "text";

/** PostgreSQL by hand: a page is one statement for each table, an array for each column, under a prepared name. */
export const postgresByHand =
  (client: Client): CreateTables =>
  (table, columns, lineColumns) => {
    const documentColumns = ["id", ...columns, "_raw"];
    const allLineColumns = ["document_id", "position", ...lineColumns];
    const definitions = (names: readonly string[]): string => names.map((name) => `${name} ${typeOf(name)}`).join(", ");
    const created = client.query(`
      CREATE TABLE ${table} (${definitions(documentColumns)}, PRIMARY KEY (id));
      CREATE TABLE ${table}_lines (${definitions(allLineColumns)}, PRIMARY KEY (document_id, position))`);
    const insert = (into: string, names: readonly string[]): string =>
      `INSERT INTO ${into} (${names.join(", ")}) SELECT * FROM unnest(${names.map((name, index) => `$${index + 1}::${typeOf(name)}[]`).join(", ")})`;
    const upsert = `${insert(table, documentColumns)} ON CONFLICT (id) DO UPDATE SET ${documentColumns.map((name) => `${name} = excluded.${name}`).join(", ")}`;
    const insertLines = insert(`${table}_lines`, allLineColumns);
    const clear = `DELETE FROM ${table}_lines WHERE document_id = ANY($1::text[])`;
    return async (page) => {
      await created;
      const ids = page.map(({ id }) => id);
      const documents = page.map(({ id, fields, raw }): Value[] => [id, ...fields, raw]);
      const lines = page.flatMap(({ id, lines }) => lines.map((line, position): Value[] => [id, position, ...line]));
      const arrays = (names: readonly string[], rows: readonly Value[][]): unknown[] =>
        names.map((_, index) => rows.map((row) => row[index]));
      await client.query("BEGIN");
      await client.query({ name: "upsert", text: upsert, values: arrays(documentColumns, documents) });
      await client.query({ name: "clear", text: clear, values: [ids] });
      await client.query({ name: "lines", text: insertLines, values: arrays(allLineColumns, lines) });
      await client.query("COMMIT");
    };
  };
