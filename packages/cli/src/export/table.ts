import { toDecimal } from "@opensme/core";
import type { SqlParameter, SqlValue, StoreReader, TableDescription } from "@opensme/sync/sql";
import { unhurried } from "../output/unhurried.ts";

export type ExportColumn = TableDescription["columns"][number];

/** A value as it leaves: decimals, dates and instants as text that loses nothing. */
export type ExportValue = string | number | boolean | object | null;

/** One table on its way out. */
export interface ExportTable {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<readonly ExportValue[]>;
}

/** Writes a table into a file, and tells how many rows it has. */
export type Format = (file: string, table: ExportTable) => Promise<number>;

/** Reads what the store gives for a column as what the model means by it. */
const exportValue = ({ type }: ExportColumn, value: SqlValue | undefined): ExportValue => {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  switch (type) {
    case "decimal":
      return toDecimal(typeof value === "boolean" ? Number(value) : value) ?? String(value);
    case "boolean":
      return Boolean(value);
    case "json":
      return JSON.parse(String(value));
    default:
      return value;
  }
};

/** What the store keeps for itself stays, but for the resource and the moment that a record came from. */
export const isExported = (name: string, raw: boolean): boolean => name !== "_hash" && (raw || name !== "_raw");

/** The rows of a table, or those that a condition in SQL leaves. */
export async function* rowsOf(
  reader: StoreReader,
  name: string,
  columns: readonly ExportColumn[],
  condition = "",
  parameters: Readonly<Record<string, SqlParameter>> = {},
): AsyncGenerator<readonly ExportValue[]> {
  const found = await reader.query(
    `select ${columns.map((column) => column.name).join(", ")} from ${name} ${condition}`,
    parameters,
  );
  for await (const row of unhurried(found.rows)) yield columns.map((column) => exportValue(column, row[column.name]));
}
