import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { StoreReader, TableDescription } from "@opensme/sync/sql";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { changedTables, lastPosition, savePosition } from "../export/incremental.ts";
import { type ExportTable, type Format, isExported, rowsOf } from "../export/table.ts";
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
  /** Writes what changed since the last time. */
  readonly incremental?: boolean;
}

/** Writes tables into files, one each: all that hold something, or those named; or what changed since the last time. */
export const exportTables = async (
  names: readonly string[],
  { format, output: folder, raw = false, incremental = false }: Options,
  context: Context,
): Promise<number> => {
  const load = formats[format];
  if (!load) throw usageError(`There is no format "${format}".`, `The formats are: ${Object.keys(formats).join(", ")}`);
  if (incremental && names.length > 0) {
    throw usageError("--incremental writes what changed in every table.", "Leave out the names of tables.");
  }
  const write = await load();
  const reader = await openDatabase(await openProject(context));
  try {
    const target = resolve(context.folder, folder);
    await mkdir(target, { recursive: true });
    const position = incremental ? await reader.position() : undefined;
    const since = incremental ? await lastPosition(target) : undefined;
    const tables = await reader.tables();
    const chosen =
      since !== undefined
        ? await changedTables(reader, tables, since, raw)
        : chooseTables(tables, names).map((one) => ({ file: one.name, table: tableOf(reader, one, raw) }));
    const written: [string, number][] = [];
    for (const { file, table: rows } of chosen) {
      const name = `${file}.${format}`;
      written.push([name, await replaceFile(join(target, name), (path) => write(path, rows))]);
    }
    if (position !== undefined) await savePosition(target, position);
    for (const line of table(["file", "rows"], written)) context.output.print(line);
    context.output.remark(`${written.length} files in ${folder}`);
  } finally {
    await reader.close();
  }
  return exit.success;
};

const chooseTables = (all: readonly TableDescription[], names: readonly string[]): readonly TableDescription[] =>
  names.length > 0 ? [...new Set(names)].map((name) => findTable(all, name)) : all.filter(({ rows }) => rows > 0);

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

const tableOf = (reader: StoreReader, { name, columns: all }: TableDescription, raw: boolean): ExportTable => {
  const columns = all.filter((column) => isExported(column.name, raw));
  return { name, columns, rows: rowsOf(reader, name, columns) };
};
