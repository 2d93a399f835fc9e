import type { SQLInputValue } from "node:sqlite";
import { toDecimal } from "@opensme/core";
import type { Column, ColumnType } from "./layout.ts";

/**
 * A decimal as SQLite counts with it: an integer where it is whole and safe, a double where that gives back every digit, as it does up to 15 of them,
 * and else text, which loses nothing but is not a number to comparisons.
 */
export const decimalValue = (text: string): bigint | number | string => {
  const number = Number(text);
  if (Number.isSafeInteger(number) && !text.includes(".")) return BigInt(number);
  return text.length <= 15 || toDecimal(number) === text ? number : text;
};

/** Writes a value, or what is inside it, into its places in a row. */
export type Put = (value: unknown, row: SQLInputValue[]) => void;

const putters: Readonly<Partial<Record<ColumnType, (at: number) => Put>>> = {
  decimal: (at) => (value, row) => {
    row[at] = decimalValue(value as string);
  },
  boolean: (at) => (value, row) => {
    row[at] = value ? 1 : 0;
  },
  json: (at) => (value, row) => {
    row[at] = JSON.stringify(value);
  },
};

const putAsIs =
  (at: number): Put =>
  (value, row) => {
    row[at] = value as SQLInputValue;
  };

interface Leaf {
  readonly at: number;
  readonly type: ColumnType;
  readonly path: readonly string[];
}

const putObject = (leaves: readonly Leaf[], depth: number): Put => {
  const fields = [...Map.groupBy(leaves, ({ path }) => path[depth] ?? "")].map(([key, [first, ...rest]]) => ({
    key,
    put:
      first && first.path.length === depth + 1
        ? (putters[first.type] ?? putAsIs)(first.at)
        : putObject(first ? [first, ...rest] : [], depth + 1),
  }));
  return (value, row) => {
    for (const { key, put } of fields) {
      const inner = (value as Record<string, unknown>)[key];
      if (inner !== undefined) put(inner, row);
    }
  };
};

/** Makes the function that lays a record, or a member of one of its lists, into the row of its table. */
export const binder = (columns: readonly Column[]): Put =>
  putObject(
    columns.flatMap(({ type, path }, at) => (path ? [{ at, type, path }] : [])),
    0,
  );
