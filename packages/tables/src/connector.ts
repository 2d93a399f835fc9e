import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineFileConnector, type FileConnector, OpenSMEError } from "@opensme/core";
import * as z from "zod";
import { type EntityKey, keys } from "./fields.ts";
import { extensions } from "./grid.ts";
import { type Mapping, mappingFile, readMapping, type Table, tablesOf } from "./mapping.ts";
import { resourcesOf } from "./resources.ts";
import { type Row, rowsIn } from "./rows.ts";

const Settings = z.strictObject({});

/** What is known of a document besides what stands in it. */
interface Origin {
  entity: EntityKey;
  /** The lines that it stands in. */
  lines: string;
}

/**
 * A connector that reads the tables in a folder by the mapping beside them, `opensme.mapping.json`, which `opensme columns <folder>` proposes. Relative folders count from the
 * present one. Throws a `config` error where there is no mapping or a wrong one; nothing is read before it is confirmed.
 */
export const tableFiles = (
  folder: string | URL,
): FileConnector<"tables", typeof Settings, ReturnType<typeof resourcesOf>> => {
  const place = resolve(typeof folder === "string" ? folder : fileURLToPath(folder));
  const mapping = readMapping(place);
  if (!mapping)
    throw new OpenSMEError(`There is no ${mappingFile} in ${place}. Have one proposed: opensme columns ${place}`, {
      code: "config",
    });
  const origins = new WeakMap<object, Origin>();
  const originOf = (content: unknown): Origin | undefined =>
    typeof content === "object" && content !== null ? origins.get(content) : undefined;

  return defineFileConnector({
    spec: 1,
    id: "tables",
    name: "Tables",
    version: `0.1.0+${fingerprint(mapping)}`,
    categories: ["accounting", "sales", "banking", "crm"],
    countries: [],
    config: Settings,
    files: {
      folder: () => {
        if (mapping.confirmed) return place;
        throw new OpenSMEError(
          `${place}/${mappingFile} is a proposal. Look it through, correct what is wrong, and set "confirmed" to true.`,
          { code: "config" },
        );
      },
      extensions,
      parse: async (content, path) => {
        const found: object[] = [];
        for (const table of tablesOf(mapping, path)) {
          for (const { document, ...origin } of documentsOf(
            table,
            await rowsIn(content, path, table, readColumns(table)),
          )) {
            origins.set(document, origin);
            found.push(document);
          }
        }
        if (found.length === 0 && tablesOf(mapping, path).length === 0)
          throw new Error(
            `no table of ${mappingFile} is of it. Run opensme columns again, or move it out of the folder`,
          );
        return found;
      },
      lines: (content) => originOf(content)?.lines,
    },
    check: { identity: async () => ({ name: place }) },
    resources: resourcesOf(mapping, (content) => originOf(content)?.entity),
  });
};

/** Tells of a change of the mapping, so that what was stored by the one before is read again. */
const fingerprint = ({ confirmed: _, ...mapping }: Mapping): string =>
  createHash("sha256").update(JSON.stringify(mapping)).digest("hex").slice(0, 8);

const readColumns = ({ columns }: Table): string[] =>
  Object.entries(columns).flatMap(([column, name]) => (name === null ? [] : [column]));

const columnOf = ({ columns }: Table, name: string): string | undefined =>
  Object.keys(columns).find((column) => columns[column] === name);

/** The documents that rows are: one each, but for invoices, whose lines stand in a row each. */
const documentsOf = (table: Table, rows: readonly Row[]): (Origin & { document: object })[] => {
  const { entity } = table;
  if (entity === "invoices") {
    const number = columnOf(table, "number") ?? "";
    let last: unknown;
    // A program that writes the number of an invoice once leaves it out in the rows behind.
    const groups = Map.groupBy(rows, ({ cells }) => {
      last = cells[number] === null || cells[number] === "" ? last : cells[number];
      return last;
    });
    return [...groups.values()].map((group) => ({
      entity,
      lines: spanOf(group.map(({ line }) => line)),
      document: { rows: group.map(({ cells }) => cells) },
    }));
  }
  const isCounted = entity === "bankTransactions" && !keys[entity].some((name) => columnOf(table, name));
  const counts = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    const text = JSON.stringify(cells);
    const nth = (counts.get(text) ?? 0) + 1;
    counts.set(text, nth);
    return { entity, lines: String(line), document: isCounted && nth > 1 ? { ...cells, "#": nth } : cells };
  });
};

const spanOf = (lines: readonly number[]): string => {
  const [first, last] = [lines[0], lines.at(-1)];
  return first === last ? String(first) : `${first}-${last}`;
};
