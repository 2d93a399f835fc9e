import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { csvLine } from "../output/csv.ts";
import type { ExportTable, ExportValue, Format } from "./table.ts";

/** CSV as RFC 4180 has it, in UTF-8, with a line of names at its head. */
export const csv: Format = (file, table) =>
  writeLines(file, table, csvLine(table.columns.map(({ name }) => name)), (values) => csvLine(values.map(cell)));

/** One JSON object a line; unknown values are left out. */
export const ndjson: Format = (file, table) => {
  const names = table.columns.map(({ name }) => name);
  return writeLines(file, table, undefined, (values) =>
    JSON.stringify(
      Object.fromEntries(
        names.flatMap((name, index) => (values[index] === null ? [] : ([[name, values[index]]] as const))),
      ),
    ),
  );
};

const cell = (value: ExportValue): string | null =>
  value === null ? null : typeof value === "object" ? JSON.stringify(value) : String(value);

const writeLines = async (
  file: string,
  { rows }: ExportTable,
  head: string | undefined,
  line: (values: readonly ExportValue[]) => string,
): Promise<number> => {
  let count = 0;
  const lines = async function* (): AsyncGenerator<string> {
    if (head !== undefined) yield `${head}\n`;
    for await (const values of rows) {
      count += 1;
      yield `${line(values)}\n`;
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
  return count;
};
