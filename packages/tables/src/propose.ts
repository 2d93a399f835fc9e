import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { OpenSMEError } from "@opensme/core";
import { matchingKey } from "@opensme/vietnam";
import { type Cell, type DateFormat, type DecimalSign, dayIn } from "./cells.ts";
import { type EntityKey, entityKeys, fieldsOf, needed } from "./fields.ts";
import { delimiterOf, extensions, type Grid, gridsIn, type Layout } from "./grid.ts";
import { type Mapping, readMapping, type Table, tablesOf } from "./mapping.ts";
import { says } from "./names.ts";
import { bodyOf, namesIn } from "./rows.ts";

/** What was found in a folder. */
export interface Proposal {
  /** The mapping, what was there before included. Not confirmed where something was added. */
  mapping: Mapping;
  /** What was added now. */
  added: readonly Table[];
  /** Files that no table could be made of, and why. */
  unknown: readonly { path: string; problem: string }[];
}

/** Proposes how the tables in a folder are to be read, by the names of their columns. What is mapped already stays as it is. Writes nothing. */
export const proposeMapping = async (folder: string): Promise<Proposal> => {
  if (!existsSync(folder))
    throw new OpenSMEError(`There is no folder ${folder}. Name the one that the tables lie in.`, { code: "config" });
  const before = readMapping(folder);
  const added: Table[] = [];
  const unknown: { path: string; problem: string }[] = [];
  const seen: Cell[][] = [];
  for (const path of await filesIn(folder)) {
    const so = { tables: [...(before?.tables ?? []), ...added] };
    if (tablesOf({ ...empty, ...so }, path).length > 0) continue;
    try {
      const content = await readFile(join(folder, path));
      const layout =
        path.toLowerCase().endsWith(".xlsx") || /\.(?:ndjson|jsonl)$/i.test(path) ? {} : csvLayout(content);
      const tables = (await gridsIn(content, path, layout)).flatMap((grid) => {
        const table = tableOf(grid, path, layout);
        if (table)
          seen.push(
            ...bodyOf(grid, path, table)
              .slice(0, 200)
              .map(({ cells }) => [...cells]),
          );
        return table ?? [];
      });
      if (tables.length === 0) unknown.push({ path, problem: "its columns are not known: add a table for it by hand" });
      added.push(...tables);
    } catch (error) {
      unknown.push({ path, problem: (error as Error).message });
    }
  }
  const texts = seen.flat().filter((cell) => typeof cell === "string");
  const formats = before ?? { dates: datesIn(texts), decimals: decimalsIn(texts) };
  return {
    mapping: {
      confirmed: before?.confirmed === true && added.length === 0,
      dates: formats.dates,
      decimals: formats.decimals,
      tables: [...(before?.tables ?? []), ...added],
    },
    added,
    unknown,
  };
};

const empty = { confirmed: false, dates: "dd/MM/yyyy", decimals: "." } as const;

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && extensions.some((ending) => entry.name.toLowerCase().endsWith(ending)))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
};

const csvLayout = (content: Uint8Array): Layout => {
  const isMarked = content[0] === 0xff || content[0] === 0xfe;
  const text = new TextDecoder(isMarked ? (content[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(content);
  return { delimiter: delimiterOf(text) };
};

/** How far down the names of columns are looked for: above them stand titles and dates. */
const deepestHeader = 20;

/** The table that a grid most likely is: the line and the kind whose fields its cells name most of. */
const tableOf = (grid: Grid, path: string, layout: Layout): Table | undefined => {
  const lines = /\.(?:ndjson|jsonl)$/i.test(path)
    ? [undefined]
    : grid.rows.slice(0, deepestHeader).map(({ line }) => line);
  const guesses = lines.flatMap((headerRow) => {
    const names = namesIn(grid, path, { ...layout, headerRow });
    return entityKeys.flatMap((entity) => guess(entity, names, path, headerRow) ?? []);
  });
  const best = guesses.reduce<(typeof guesses)[number] | undefined>(
    (most, each) => (!most || each.score > most.score ? each : most),
    undefined,
  );
  if (!best) return undefined;
  const { headerRow, entity, columns } = best;
  return {
    files: patternFor(path),
    entity,
    ...(grid.sheet === undefined ? {} : { sheet: grid.sheet }),
    ...(headerRow === undefined || headerRow === 1 ? {} : { headerRow }),
    ...(layout.delimiter === undefined ? {} : { delimiter: layout.delimiter }),
    columns,
  };
};

/** Words in the name of a file that say what it is of. */
const hints: Readonly<Record<EntityKey, RegExp>> = {
  customers: /khach|customer|client|\bkh\b/,
  suppliers: /cung cap|\bncc\b|supplier|vendor/,
  items: /hang hoa|san pham|vat tu|item|product|\bsp\b/,
  invoices: /hoa don|ban hang|invoice|sale/,
  bankTransactions: /sao ke|ngan hang|giao dich|bank|statement|transaction/,
};

const guess = (entity: EntityKey, names: readonly string[], path: string, headerRow: number | undefined) => {
  const taken = new Set<string>();
  const columns = names.map((name): [string, string | null] => {
    const found = Object.entries(fieldsOf(entity)).find(
      ([field, { names: words }]) => !taken.has(field) && says(name, words),
    );
    if (found) taken.add(found[0]);
    return [name, found?.[0] ?? null];
  });
  if (taken.size < 2 || !needed[entity].every((choice) => choice.some((field) => taken.has(field)))) return undefined;
  const about = matchingKey(path).replace(/[^a-z0-9]+/g, " ");
  return {
    entity,
    headerRow,
    columns: Object.fromEntries(columns),
    score: taken.size + (hints[entity].test(about) ? 3 : 0),
  };
};

/** A file with a date or number in its name stands for those that come after it. */
const patternFor = (path: string): string => {
  const pattern = path.replace(/\d+(?:[._-]\d+)*/g, "*");
  return /\p{L}[^/]*\.\w+$/u.test(pattern) ? pattern : path;
};

const datesIn = (texts: readonly string[]): DateFormat => {
  const days = texts.filter((text) => /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b/.test(text));
  const isSo = (format: DateFormat): boolean => days.every((text) => dayIn(text, format) !== undefined);
  return isSo("dd/MM/yyyy") ? "dd/MM/yyyy" : isSo("MM/dd/yyyy") ? "MM/dd/yyyy" : "dd/MM/yyyy";
};

/** `1.250.000` and `12,5` speak for the comma; where nothing speaks, numbers are as programs write them. */
const decimalsIn = (texts: readonly string[]): DecimalSign => {
  const count = (form: RegExp): number => texts.filter((text) => form.test(text.trim())).length;
  const comma = count(/^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/) + count(/^-?\d+,(?:\d{1,2}|\d{4,})$/);
  const point = count(/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/) + count(/^-?\d+\.(?:\d{1,2}|\d{4,})$/);
  return comma > point ? "," : ".";
};
