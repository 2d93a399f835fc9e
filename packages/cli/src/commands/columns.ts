import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type * as Tables from "@opensme/tables";
import { importFrom } from "../connectors.ts";
import { exit } from "../exit.ts";
import { usageError } from "../failure.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

/** Proposes which column of the tables in a folder is which field, and keeps it beside them. What was mapped before stays as it is. */
export const columns = async (
  name: string,
  { json = false }: { json?: boolean },
  { folder, output }: Context,
): Promise<number> => {
  const loaded = await importFrom(folder, "@opensme/tables");
  if (!loaded)
    throw usageError(
      "CSV and Excel files are read by a package of its own.",
      "Install it: npm install @opensme/tables",
    );
  const { mappingFile, proposeMapping } = loaded as unknown as typeof Tables;
  const place = resolve(folder, name);
  const { mapping, added, unknown } = await proposeMapping(place);
  const path = join(place, mappingFile);
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(mapping, undefined, 2)}\n`);

  if (json) output.print(JSON.stringify({ mapping, added, unknown }, undefined, 2));
  else for (const line of table(["files", "sheet", "read as", "column", "field"], rowsOf(added))) output.print(line);
  for (const { path: file, problem } of unknown) output.remark(`${file}: ${problem}.`);
  if (mapping.tables.length === 0) {
    output.remark(`There is no table in ${place} whose columns are known.`);
    return exit.failure;
  }
  output.remark(
    added.length === 0
      ? `Nothing new. What is read, and how, is in ${path}.`
      : `Dates are read as ${mapping.dates}, with "${mapping.decimals}" before decimals. All of it is in ${path}: look it through, correct what is wrong, and set "confirmed" to true.`,
  );
  if (!mapping.confirmed)
    output.remark(
      `Then, in the config: import { tableFiles } from "@opensme/tables"; connection(tableFiles(${JSON.stringify(name)}), { config: {} })`,
    );
  return exit.success;
};

const rowsOf = (tables: readonly Tables.Table[]): (string | undefined)[][] =>
  tables.flatMap(({ files, sheet, entity, columns: named }) =>
    Object.entries(named).map(([column, field], index) =>
      index === 0 ? [files, sheet, entity, column, field ?? "-"] : ["", "", "", column, field ?? "-"],
    ),
  );
