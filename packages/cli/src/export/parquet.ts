import { OpenSMEError } from "@opensme/core";
import type { SchemaElement } from "hyparquet";
import { fileWriter, parquetWriteRows } from "hyparquet-writer";
import type { ExportColumn, ExportValue, Format } from "./table.ts";

/** Places behind the point of every decimal, and digits in all: what Spark, DuckDB and Arrow read as DECIMAL(38, 18). */
const scale = 18;
const precision = 38;

/** Parquet with the types of the model: exact decimals, instants in UTC, days, JSON. */
export const parquet: Format = async (file, { name, columns, rows }) => {
  let count = 0;
  const objects = async function* (): AsyncGenerator<Record<string, unknown>> {
    for await (const values of rows) {
      count += 1;
      yield Object.fromEntries(
        columns.map((column, index) => [column.name, stored(name, column, values[index] ?? null)]),
      );
    }
  };
  await parquetWriteRows({
    writer: fileWriter(file),
    rows: objects(),
    columns: columns.map((column) => ({ name: column.name })),
    schema: [{ name: "root", num_children: columns.length }, ...columns.map(elementOf)],
    rowGroupSize: 20_000,
    createdBy: "opensme",
  });
  return count;
};

const elementOf = ({ name, type }: ExportColumn): SchemaElement => {
  const column = { name, repetition_type: "OPTIONAL" } as const;
  switch (type) {
    case "decimal":
      return {
        ...column,
        type: "FIXED_LEN_BYTE_ARRAY",
        type_length: 16,
        converted_type: "DECIMAL",
        precision,
        scale,
      };
    case "integer":
      return { ...column, type: "INT64" };
    case "boolean":
      return { ...column, type: "BOOLEAN" };
    case "instant":
      return { ...column, type: "INT64", converted_type: "TIMESTAMP_MILLIS" };
    case "date":
      return { ...column, type: "INT32", converted_type: "DATE" };
    case "json":
      return { ...column, type: "BYTE_ARRAY", converted_type: "JSON" };
    default:
      return { ...column, type: "BYTE_ARRAY", converted_type: "UTF8" };
  }
};

/** A value as Parquet takes it. */
const stored = (table: string, column: ExportColumn, value: ExportValue): unknown => {
  // The writer takes undefined, and not null, for a value that is not there.
  if (value === null) return undefined;
  switch (column.type) {
    case "decimal":
      return unscaled(table, column, String(value));
    case "integer":
      return BigInt(String(value));
    case "instant":
    case "date":
      return new Date(String(value));
    default:
      return value;
  }
};

/** A decimal as the whole number that it is in its smallest unit. */
const unscaled = (table: string, { name }: ExportColumn, decimal: string): bigint => {
  const [whole = "", fraction = ""] = decimal.split(".");
  if (fraction.length <= scale && whole.replace("-", "").length <= precision - scale)
    return BigInt(whole + fraction.padEnd(scale, "0"));
  throw new OpenSMEError(
    `${table}.${name} holds a number with more digits than Parquet's DECIMAL(${precision}, ${scale}) takes. Export this table as csv or ndjson, which keep them all.`,
    { code: "unsupported" },
  );
};
