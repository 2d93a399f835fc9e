import { parseJson } from "@opensme/core";
import { CsvError, parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import type { Cell } from "./cells.ts";

/** Where in a file its rows stand. */
export interface Layout {
  /** The sheet of a workbook; the first unless given. */
  sheet?: string | undefined;
  /** The line of the column names; 1 unless given. */
  headerRow?: number | undefined;
  /** What stands between the cells of a CSV file; found out unless given. */
  delimiter?: string | undefined;
  /** What a CSV file is written in; UTF-8 unless given, and UTF-16 where it begins so. */
  encoding?: string | undefined;
}

/** A line of a file, its cells in order. Empty lines are left out. */
export interface GridRow {
  line: number;
  cells: readonly Cell[];
}

export interface Grid {
  /** Name of the sheet; undefined where the file has none. */
  sheet?: string;
  rows: readonly GridRow[];
}

/** How names of files end that hold tables. */
export const extensions = [".csv", ".tsv", ".xlsx", ".ndjson", ".jsonl"];

/** The tables in a file, by how its name ends. Throws an error that names the line, and quotes nothing of the file. */
export const gridsIn = async (content: Uint8Array, path: string, layout: Layout = {}): Promise<Grid[]> => {
  const name = path.toLowerCase();
  if (name.endsWith(".xlsx")) return workbook(content);
  if (/\.(?:ndjson|jsonl)$/.test(name)) return [{ rows: objects(textOf(content, layout)) }];
  return [{ rows: records(textOf(content, layout), layout) }];
};

const mebibyte = 1024 * 1024;

/** Bytes of the largest workbook once it is unpacked. */
const mostUnpacked = 256 * mebibyte;

const workbook = async (content: Uint8Array): Promise<Grid[]> => {
  if (unpackedSize(content) > mostUnpacked)
    throw new Error(`it is larger than ${mostUnpacked / mebibyte} MiB once unpacked. Save it in parts`);
  const sheets = await readXlsxFile(Buffer.from(content)).catch(() => {
    throw new Error("it is no Excel workbook (.xlsx), or a broken one. Open it in Excel and save it again");
  });
  return sheets.map(({ sheet, data }) => ({
    sheet,
    rows: data.flatMap((cells: readonly unknown[], index) => {
      const row = { line: index + 1, cells: cells.map(cellOf) };
      return isEmpty(row) ? [] : [row];
    }),
  }));
};

/** What the entries of a ZIP archive say that they come to: a workbook is such an archive, and a small one may unpack into anything. */
const unpackedSize = (content: Uint8Array): number => {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let size = 0;
  for (let at = 0; at + 46 <= view.byteLength; at += 1)
    if (view.getUint8(at) === 0x50 && view.getUint32(at, true) === 0x02014b50) size += view.getUint32(at + 24, true);
  return size;
};

const cellOf = (value: unknown): Cell => {
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$|\.000Z$|Z$/, "");
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
};

const isEmpty = ({ cells }: GridRow): boolean => cells.every((cell) => cell === null || String(cell).trim() === "");

const textOf = (content: Uint8Array, { encoding }: Layout): string => {
  const [first, second] = content;
  const marked =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  const used = marked ?? encoding ?? "utf-8";
  try {
    return new TextDecoder(used, { fatal: true }).decode(content);
  } catch {
    throw new Error(`it is not in ${used}. Save it as CSV UTF-8, or write its \`encoding\` into the mapping`);
  }
};

const records = (text: string, { delimiter = delimiterOf(text) }: Layout): GridRow[] => {
  try {
    const found = parse(text, { delimiter, info: true, relax_column_count: true, skip_empty_lines: true });
    return (found as unknown as { record: string[]; info: { lines: number } }[]).flatMap(({ record, info }) => {
      const within = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
      const row = { line: info.lines - within, cells: record };
      return isEmpty(row) ? [] : [row];
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Error(
      `line ${String(error["lines"])}: it is no CSV (${error.code}): look for a quotation mark that is not closed`,
    );
  }
};

/** The sign that cuts most of the first lines into the same number of cells, and into many. */
export const delimiterOf = (text: string): string => {
  const lines = text.split("\n", 30).filter((line) => line.trim() !== "");
  const scored = [",", ";", "\t", "|"].map((sign) => {
    const widths = Map.groupBy(lines, (line) => line.split(sign).length);
    return { sign, score: Math.max(0, ...[...widths].map(([width, alike]) => (width - 1) * alike.length)) };
  });
  return scored.reduce((most, each) => (each.score > most.score ? each : most)).sign;
};

/** Objects one a line, as a header of all their keys and a row for each. */
const objects = (text: string): GridRow[] => {
  const lines = text.split("\n").flatMap((words, index) => (words.trim() === "" ? [] : [{ words, line: index + 1 }]));
  const found = lines.map(({ words, line }) => {
    const value = parsed(words, line);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new Error(`line ${line}: expected a JSON object`);
    return { line, value: value as Record<string, unknown> };
  });
  const keys = [...new Set(found.flatMap(({ value }) => Object.keys(value)))];
  return [
    { line: 0, cells: keys },
    ...found.map(({ line, value }) => ({ line, cells: keys.map((key) => cellOf(value[key])) })),
  ];
};

const parsed = (words: string, line: number): unknown => {
  try {
    return parseJson(words);
  } catch {
    throw new Error(`line ${line}: it is no JSON`);
  }
};
