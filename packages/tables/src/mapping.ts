import { readFileSync } from "node:fs";
import { join } from "node:path";
import { issuesOf, OpenSMEError } from "@opensme/core";
import * as z from "zod";
import { dateFormats } from "./cells.ts";
import { entityKeys, fieldsOf, needed } from "./fields.ts";

/** The name of the file that a mapping is kept in, beside the tables. */
export const mappingFile = "opensme.mapping.json";

const Table = z
  .strictObject({
    files: z.string().min(1).describe("Which files it is of, by their path within the folder; * stands for anything"),
    entity: z.enum(entityKeys).describe("What a row is"),
    sheet: z.string().optional().describe("The sheet of a workbook; the first unless given"),
    headerRow: z.int().min(1).optional().describe("The line of the column names; 1 unless given"),
    delimiter: z.string().length(1).optional().describe("What stands between cells of a CSV file"),
    encoding: z.string().optional().describe("What a CSV file is written in; UTF-8 unless given"),
    columns: z
      .record(z.string(), z.string().nullable())
      .describe("The field that each column is, by the name of the column; null for one that is not read"),
  })
  .superRefine(({ entity, columns }, context) => {
    const known = fieldsOf(entity);
    const used = Object.values(columns).filter((name) => name !== null);
    for (const [column, name] of Object.entries(columns)) {
      if (name !== null && !(name in known))
        context.addIssue({
          code: "custom",
          path: ["columns", column],
          message: `${entity} have no field "${name}". They have: ${Object.keys(known).join(", ")}`,
        });
      if (name !== null && used.indexOf(name) !== used.lastIndexOf(name))
        context.addIssue({ code: "custom", path: ["columns", column], message: `two columns are "${name}"` });
    }
    for (const choice of needed[entity]) {
      if (!choice.some((name) => used.includes(name)))
        context.addIssue({ code: "custom", path: ["columns"], message: `no column is ${choice.join(" or ")}` });
    }
  });

export const Mapping = z
  .strictObject({
    confirmed: z.boolean().describe("Whether somebody has looked it through; nothing is read before"),
    dates: z.enum(dateFormats).describe("How dates are written"),
    decimals: z.enum([".", ","]).describe("The sign before decimals"),
    tables: z.array(Table).min(1),
  })
  .superRefine(({ tables }, context) => {
    for (const [index, { entity, columns }] of tables.entries()) {
      for (const [column, name] of Object.entries(columns)) {
        const other = tables.find((table) => table.entity === entity && (table.columns[column] ?? name) !== name);
        if (other)
          context.addIssue({
            code: "custom",
            path: ["tables", index, "columns", column],
            message: `it is "${name}" here and "${other.columns[column]}" in ${other.files}: keep such files in folders apart`,
          });
      }
    }
  });

export type Mapping = z.output<typeof Mapping>;
export type Table = Mapping["tables"][number];

/** The mapping in a folder; undefined where there is none yet. Throws a `config` error that names each place that is wrong. */
export const readMapping = (folder: string): Mapping | undefined => {
  const path = join(folder, mappingFile);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  const parsed = Mapping.safeParse(jsonIn(text, path));
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  const words = issues.map((issue) => `${issue.path || "mapping"}: ${issue.message}`).join("; ");
  throw new OpenSMEError(`${path} is not valid: ${words}.`, { code: "config", issues });
};

const jsonIn = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OpenSMEError(`${path} is no JSON: ${(error as Error).message}.`, { code: "config", cause: error });
  }
};

/** The tables of a mapping that a file holds. */
export const tablesOf = ({ tables }: Mapping, path: string): readonly Table[] =>
  tables.filter(({ files }) => patternOf(files).test(path));

const patternOf = (files: string): RegExp =>
  new RegExp(`^${files.normalize("NFC").split("*").map(escaped).join(".*")}$`, "i");

const escaped = (text: string): string => text.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
