import { text } from "node:stream/consumers";
import { OpenSMEError } from "@opensme/core";
import type { QueryAnswer, SqlParameter, SqlValue } from "@opensme/sync/sql";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { csvLine } from "../output/csv.ts";
import type { Output } from "../output/output.ts";
import { type Cell, table } from "../output/table.ts";
import { unhurried } from "../output/unhurried.ts";
import type { Context } from "./context.ts";

interface Options {
  json?: boolean;
  csv?: boolean;
  param?: Readonly<Record<string, SqlParameter>>;
}

/** Asks the database a question, and prints the answer as a table, as JSON or as CSV. */
export const query = async (
  sql: string,
  { json = false, csv = false, param = {} }: Options,
  context: Context,
): Promise<number> => {
  if (json && csv) throw usageError("--json and --csv exclude each other.", "Give one of them.");
  const statement = sql === "-" ? await text(process.stdin) : sql;
  const reader = await openDatabase(await openProject(context));
  try {
    const write = json ? writeJson : csv ? writeCsv : writeTable;
    await write(await reader.query(statement, param), context.output);
  } catch (error) {
    throw explained(error);
  } finally {
    await reader.close();
  }
  return exit.success;
};

const explained = (error: unknown): unknown => {
  if (!OpenSMEError.is(error)) return error;
  if (error.code === "unsupported") return usageError(error.message);
  if (error.code !== "invalid") return error;
  return usageError(error.message, "Which tables and columns there are: opensme tables, opensme tables <table>");
};

const writeTable = async ({ columns, rows }: QueryAnswer, output: Output): Promise<void> => {
  const cells: Cell[][] = [];
  for await (const row of rows) cells.push(columns.map((column) => shortened(plain(row[column]))));
  for (const line of table(columns, cells)) output.print(line);
  if (cells.length === 0) output.remark("no rows");
};

const writeCsv = async ({ columns, rows }: QueryAnswer, output: Output): Promise<void> => {
  let isBegun = false;
  const begin = (): void => {
    if (!isBegun) output.print(csvLine(columns));
    isBegun = true;
  };
  for await (const row of unhurried(rows)) {
    begin();
    output.print(csvLine(columns.map((column) => plain(row[column]))));
  }
  begin();
};

const writeJson = async ({ columns, rows }: QueryAnswer, output: Output): Promise<void> => {
  let count = 0;
  for await (const row of unhurried(rows)) {
    const object = Object.fromEntries(columns.map((column) => [column, plain(row[column])]));
    output.print(`${count === 0 ? "[" : ","}${JSON.stringify(object)}`);
    count += 1;
  }
  output.print(count === 0 ? "[]" : "]");
};

const plain = (value: SqlValue | undefined): string | number | boolean | null =>
  value instanceof Uint8Array ? Buffer.from(value).toString("base64") : (value ?? null);

/** Characters of a cell that a table shows. */
const longest = 80;

const shortened = (cell: Cell): Cell =>
  typeof cell === "string" && cell.length > longest ? `${cell.slice(0, longest - 1)}…` : cell;
