import { matchingKey } from "@opensme/vietnam";
import * as z from "zod";
import type { CellReader } from "./cells.ts";
import { type EntityKey, fieldsOf, keys, needed, readerOf } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

export type Cells = Readonly<Record<string, string | null | undefined>>;

/** Reads a field of a row. */
export type Read = (cells: Cells, field: string) => string | undefined;

/** A kind of table, as the mapping has it. */
export interface Kind {
  entity: EntityKey;
  /** A row: its cells by the names of the columns that are read. */
  row: z.ZodObject<Record<string, CellReader["required" | "optional"]>>;
  read: Read;
  /** The field by which its records are known; undefined where no such column is mapped. */
  key: string | undefined;
}

/** Puts together what the tables of one kind have. */
export const kindOf = (entity: EntityKey, mapping: Mapping): Kind => {
  const columns = new Map<string, string>();
  for (const table of mapping.tables.filter((each) => each.entity === entity))
    for (const [column, name] of Object.entries(table.columns)) if (name !== null) columns.set(column, name);
  const known = fieldsOf(entity);
  const key = keys[entity].find((name) => [...columns.values()].includes(name));
  const isNeeded = (name: string): boolean =>
    name === key || needed[entity].some((choice) => choice.length === 1 && choice[0] === name);
  /** Of an invoice each line is a row, and of several tables each has columns of its own: then no one cell must be filled. */
  const isAlone = (name: string): boolean =>
    entity !== "invoices" && [...columns.values()].filter((other) => other === name).length === 1;
  const shape = [...columns].map(([column, name]) => {
    const { required, optional } = readerOf(known[name]?.kind ?? "text", mapping);
    return [column, isNeeded(name) && isAlone(name) ? required : optional] as const;
  });
  return {
    entity,
    row: z.object(Object.fromEntries(shape)),
    read: (cells, field) => {
      for (const [column, name] of columns) if (name === field && cells[column]) return cells[column];
      return undefined;
    },
    key,
  };
};

/** By what a record is known. */
export const keyOf = ({ key, read }: Kind, cells: Cells): string => {
  const value = key === undefined ? undefined : read(cells, key);
  if (value === undefined)
    throw new Error(`there is no ${String(key)} by which it could be known: fill it in, or take the row out`);
  return key === "name" ? matchingKey(value) : value;
};
