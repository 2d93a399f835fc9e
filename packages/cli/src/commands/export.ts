import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { StoreReader, TableDescription } from "@opensme/sync/sql";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { type ExportTable, exportValue, type Format } from "../export/table.ts";
import { usageError } from "../failure.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";
import { findTable } from "./tables.ts";

/** Formats by the ending of their files. Each is loaded when it is asked for. */
const formats: Readonly<Record<string, () => Promise<Format>>> = {
  csv: async () => (await import("../export/text.ts")).csv,
  ndjson: async () => (await import("../export/text.ts")).ndjson,
  parquet: async () => (await import("../export/parquet.ts")).parquet,
};

interface Options {
  readonly format: string;
  readonly output: string;
  /** Writes the tools' own rows too. */
  readonly raw?: boolean;
}

/** Writes tables into files, one each: all that hold something, or those named. */
export const exportTables = async (
  names: readonly string[],
  { format, output: folder, raw = false }: Options,
  context: Context,
): Promise<number> => {
  const load = formats[format];
  if (!load) throw usageError(`There is no format "${format}".`, `The formats are: ${Object.keys(formats).join(", ")}`);
  const write = await load();
  const reader = await openDatabase(await openProject(context));
  try {
    const all = await reader.tables();
    const chosen =
      names.length > 0 ? [...new Set(names)].map((name) => findTable(all, name)) : all.filter(({ rows }) => rows > 0);
    const target = resolve(context.folder, folder);
    await mkdir(target, { recursive: true });
    const written: [string, number][] = [];
    for (const description of chosen) {
      const file = `${description.name}.${format}`;
      written.push([
        file,
        await replaceFile(join(target, file), (path) => write(path, tableOf(reader, description, raw))),
      ]);
    }
    for (const line of table(["file", "rows"], written)) context.output.print(line);
    context.output.remark(`${written.length} files in ${folder}`);
  } finally {
    await reader.close();
  }
  return exit.success;
};

/** Puts a file in place when it is whole, so that nobody reads half of one. */
const replaceFile = async (file: string, write: (path: string) => Promise<number>): Promise<number> => {
  const unfinished = `${file}.part`;
  try {
    const rows = await write(unfinished);
    await rename(unfinished, file);
    return rows;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/** What the store keeps for itself stays, but for the resource and the moment that a record came from. */
const isExported = (name: string, raw: boolean): boolean => name !== "_hash" && (raw || name !== "_raw");

const tableOf = (reader: StoreReader, { name, columns: all }: TableDescription, raw: boolean): ExportTable => {
  const columns = all.filter((column) => isExported(column.name, raw));
  const rows = async function* (): AsyncGenerator<ReturnType<typeof exportValue>[]> {
    const found = await reader.query(`select ${columns.map((column) => column.name).join(", ")} from ${name}`);
    let count = 0;
    for await (const row of found.rows) {
      yield columns.map((column) => exportValue(column, row[column.name]));
      count += 1;
      if (count % 500 === 0) await turn();
    }
  };
  return { name, columns, rows: rows() };
};
