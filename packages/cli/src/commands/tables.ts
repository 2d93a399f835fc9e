import type { TableDescription } from "@opensme/sync/sql";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

/** Lists the tables of the database, or the columns of one, with what they mean. */
export const tables = async (
  name: string | undefined,
  { json = false }: { json?: boolean },
  context: Context,
): Promise<number> => {
  const { output } = context;
  const reader = await openDatabase(await openProject(context));
  const all = await reader.tables();
  await reader.close();
  const described = name === undefined ? all : findTable(all, name);
  if (json) {
    output.print(JSON.stringify(described, undefined, 2));
    return exit.success;
  }
  for (const line of "columns" in described ? columnsOf(described) : overview(described)) output.print(line);
  const empty = "columns" in described ? [] : described.filter(({ rows }) => rows === 0);
  if (empty.length > 0) output.remark(`Empty: ${empty.map((one) => one.name).join(", ")}`);
  return exit.success;
};

/** Finds a table by its name. */
export const findTable = (all: readonly TableDescription[], name: string): TableDescription => {
  const found = all.find((one) => one.name === name.toLowerCase());
  if (found) return found;
  throw usageError(`There is no table "${name}".`, `The tables are: ${all.map((one) => one.name).join(", ")}`);
};

const overview = (all: readonly TableDescription[]): string[] =>
  table(
    ["table", "rows", "what it holds"],
    all.filter(({ rows }) => rows > 0).map(({ name, rows, description }) => [name, rows, description]),
  );

const columnsOf = ({ columns }: TableDescription): string[] =>
  table(
    ["column", "type", "what it means"],
    columns.map(({ name, type, description, sensitive }) => [
      name,
      type,
      sensitive ? `${description} (sensitive)` : description,
    ]),
  );
