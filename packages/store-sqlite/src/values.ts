import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { toDecimal } from "@opensme/core";
import type { Column, ColumnType } from "@opensme/sync/sql";

/**
 * A decimal as SQLite counts with it: an integer where it is whole and safe, a double where that gives back every digit, as it does up to 15 of them,
 * and else text, which loses nothing but is not a number to comparisons.
 */
export const decimalValue = (text: string): bigint | number | string => {
  const number = Number(text);
  if (Number.isSafeInteger(number) && !text.includes(".")) return BigInt(number);
  return text.length <= 15 || toDecimal(number) === text ? number : text;
};

const cells: Readonly<Partial<Record<ColumnType, (value: unknown) => SQLInputValue>>> = {
  decimal: (value) => decimalValue(value as string),
  boolean: (value) => (value ? 1 : 0),
  json: (value) => JSON.stringify(value),
};

/** How a column's values become SQLite's; undefined where they are that already. */
export const cellOf = ({ type }: Column): ((value: unknown) => SQLInputValue) | undefined => cells[type];

const values: Readonly<Partial<Record<ColumnType, (cell: SQLOutputValue) => unknown>>> = {
  decimal: (cell) => toDecimal(typeof cell === "number" ? cell : String(cell)),
  integer: (cell) => Number(cell),
  boolean: (cell) => Boolean(cell),
  json: (cell) => JSON.parse(String(cell)),
};

/** The reverse of `cellOf`, for integers that were read as bigint. */
export const fromCell = ({ type }: Column): ((cell: SQLOutputValue) => unknown) | undefined => values[type];
