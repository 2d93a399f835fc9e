import { toDecimal } from "@opensme/core";
import { type Column, type ColumnType, fingerprinter, type SqlValue } from "@opensme/sync/sql";
import { type CustomTypesConfig, types } from "pg";

/** What is sent to the database: every value as its text. */
export type Cell = string | null;

export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: "text",
  decimal: "numeric",
  integer: "bigint",
  boolean: "boolean",
  instant: "timestamptz",
  date: "date",
  currency: "text",
  country: "text",
  json: "jsonb",
};

/** PostgreSQL's text holds neither NUL nor half a character of UTF-16: they become what Unicode has to show in their place. */
export const storable = (text: string): string =>
  (text.includes("\0") ? text.replaceAll("\0", "\u2400") : text).toWellFormed();

/** Keys of an index are at most 2704 bytes: of the 4 parts of one, three have room for their names beside this. */
const longestKey = 500;

const fingerprint = fingerprinter();

/** An id as it stands in keys and in the columns that refer to it. One of more than 500 characters ends with its fingerprint. */
export const keyText = (id: string): string => {
  const text = storable(id);
  if (text.length <= longestKey) return text;
  return `${text.slice(0, longestKey - 23).toWellFormed()}~${fingerprint(text)}`;
};

/** JSON as jsonb takes it. */
const jsonText = (value: unknown): string => {
  const json = JSON.stringify(value);
  // A backslash may itself be escaped, so the values are looked at and not their JSON.
  return /\\u0000|\\ud/.test(json) ? JSON.stringify(storableIn(value)) : json;
};

const storableIn = (value: unknown): unknown => {
  if (typeof value === "string") return storable(value);
  if (Array.isArray(value)) return value.map(storableIn);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storableIn(inner)]));
};

/** The year before 1 has a name of its own. */
const inYearZero = (text: string): string => (text.startsWith("0000-") ? `0001-${text.slice(5)} BC` : text);

const cells: Readonly<Record<ColumnType, (value: unknown) => Cell>> = {
  text: (value) => storable(String(value)),
  decimal: String,
  integer: String,
  boolean: String,
  instant: (value) => inYearZero(String(value)),
  date: (value) => inYearZero(String(value)),
  currency: (value) => storable(String(value)),
  country: (value) => storable(String(value)),
  json: jsonText,
};

/** How a column's values become the text that PostgreSQL reads. */
export const cellOf = ({ name, type, ref }: Column): ((value: unknown) => Cell) =>
  ref !== undefined || name === "id" ? (value) => keyText(String(value)) : cells[type];

const values: Readonly<Partial<Record<ColumnType, (cell: unknown) => unknown>>> = {
  decimal: (cell) => toDecimal(cell as number | string),
  json: (cell) => JSON.parse(String(cell)),
};

/** The reverse of `cellOf`, for what `valueTypes` reads; undefined where that is the model's value already. */
export const fromCell = ({ type }: Column): ((cell: unknown) => unknown) | undefined => values[type];

const { builtins } = types;

const wholeNumber = (text: string): number | string => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
};

/** A number where that gives back every digit, and else its digits. */
const decimal = (text: string): number | string => {
  const plain = toDecimal(text) ?? text;
  const number = Number(plain);
  return Number.isFinite(number) && toDecimal(number) === plain ? number : plain;
};

const outOfYearZero = (text: string): string => (/^0001-.* BC$/.test(text) ? `0000-${text.slice(5, -3)}` : text);

/** `2026-10-31 02:00:00+00`, as a session in UTC writes it, in the form of the model. */
const instant = (text: string): string => {
  const [, day, time, fraction = ""] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(outOfYearZero(text)) ?? [];
  return day ? `${day}T${time}.${fraction.padEnd(3, "0")}Z` : text;
};

const parsers: Readonly<Record<number, (text: string) => SqlValue>> = {
  [builtins.BOOL]: (text) => text === "t",
  [builtins.INT2]: Number,
  [builtins.INT4]: Number,
  [builtins.INT8]: wholeNumber,
  [builtins.FLOAT4]: Number,
  [builtins.FLOAT8]: Number,
  [builtins.NUMERIC]: decimal,
  [builtins.DATE]: outOfYearZero,
  [builtins.TIMESTAMPTZ]: instant,
  [builtins.BYTEA]: (text) => Buffer.from(text.slice(2), "hex"),
};

const asIs = (text: string): string => text;

/** Reads results as the model writes values; JSON stays the text that it is. */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers[oid] ?? asIs,
} as CustomTypesConfig;
