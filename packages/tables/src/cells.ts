import { toDecimal } from "@opensme/core";
import { parseVat } from "@opensme/vietnam";
import * as z from "zod";

/** What stands in a cell. A date of Excel is text such as `2026-11-30`. */
export type Cell = string | number | boolean | null;

/** How dates are written. Dates of Excel cells, and such as `2026-11-30`, are read in any case. */
export const dateFormats = ["dd/MM/yyyy", "MM/dd/yyyy", "yyyy-MM-dd"] as const;
export type DateFormat = (typeof dateFormats)[number];

/** The sign before decimals; the other one may stand between thousands. */
export type DecimalSign = "." | ",";

const nothing = "there is nothing in it: fill it in, or take the row out";
const anything = z.union([z.string(), z.number(), z.boolean()], { error: nothing });

type Codec = z.ZodCodec<typeof anything, z.ZodString>;

/** How a cell is read, where it must hold something and where it need not. */
export interface CellReader {
  required: Codec;
  optional: z.ZodOptional<z.ZodNullable<Codec>>;
}

const reading = (decode: (cell: Exclude<Cell, null>) => string | undefined, expected: string): CellReader => {
  const codec = (blank: "refused" | "taken"): Codec =>
    z.codec(anything, z.string(), {
      decode: (cell, context) => {
        const isBlank = String(cell).trim() === "";
        const read = isBlank ? "" : decode(cell);
        if (read !== undefined && !(isBlank && blank === "refused")) return read;
        context.issues.push({ code: "custom", message: isBlank ? nothing : expected, input: cell });
        return z.NEVER;
      },
      encode: (text) => text,
    });
  return { required: codec("refused"), optional: codec("taken").nullish() };
};

const plain = (cell: Exclude<Cell, null>): string =>
  typeof cell === "number" ? (toDecimal(cell) ?? String(cell)) : String(cell).trim();

export const textCell = (): CellReader => reading(plain, "");

/** An amount as people write it: `1.250.000 ₫`, `(1,250.50)`, `-3`. */
export const decimalCell = (sign: DecimalSign): CellReader => {
  const group = sign === "." ? "," : "\\.";
  const point = sign === "." ? "\\." : ",";
  const form = new RegExp(`^(?:\\d+|\\d{1,3}(?:${group}\\d{3})+)(?:${point}\\d+)?$`);
  return reading(
    (cell) => {
      if (typeof cell === "number") return toDecimal(cell);
      const bare = String(cell).replace(/[\s\u00a0\u202f]|₫|đ|vnd|vnđ|\$|€|%/gi, "");
      const [, negative = ""] = /^(\(|-)/.exec(bare) ?? (bare.endsWith("-") ? ["", "-"] : []);
      const digits = bare.replace(/^[(+-]|[)-]$/g, "");
      if (!form.test(digits)) return undefined;
      const written = digits.replace(new RegExp(group, "g"), "").replace(",", ".");
      return toDecimal(negative ? `-${written}` : written);
    },
    `expected an amount such as ${sign === "." ? "1,250.50" : "1.250,50"}: correct it, or \`decimals\` in the mapping`,
  );
};

const patterns: Readonly<Record<DateFormat, RegExp>> = {
  "dd/MM/yyyy": /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})\b/,
  "MM/dd/yyyy": /^(?<month>\d{1,2})[/.-](?<day>\d{1,2})[/.-](?<year>\d{4})\b/,
  "yyyy-MM-dd": /^(?<year>\d{4})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})\b/,
};

const samples: Readonly<Record<DateFormat, string>> = {
  "dd/MM/yyyy": "31/12/2026",
  "MM/dd/yyyy": "12/31/2026",
  "yyyy-MM-dd": "2026-12-31",
};

/** The day in a text; undefined where there is none, as on 31 February. A time behind it is left out. */
export const dayIn = (text: string, format: DateFormat): string | undefined => {
  const { year, month, day } = (patterns["yyyy-MM-dd"].exec(text) ?? patterns[format].exec(text))?.groups ?? {};
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
};

export const dateCell = (format: DateFormat): CellReader =>
  reading(
    (cell) => dayIn(String(cell).trim(), format),
    `expected a date such as ${samples[format]}: correct it, or \`dates\` in the mapping`,
  );

/** A rate of tax in percent: `8%`, `8`, `0.08` of a cell that Excel shows as 8%. What is no rate, such as KCT, is kept as it is written. */
export const taxCell = (): CellReader =>
  reading((cell) => (typeof cell === "number" && cell > 0 && cell < 1 ? toDecimal(cell * 100) : plain(cell)), "");

/** The percent of a tax cell; undefined where it is none. */
export const percentOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : parseVat(text)?.percent;
