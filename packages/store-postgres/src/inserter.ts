import { binder, type Put, type Table } from "@opensme/sync/sql";
import { arrayOf } from "./arrays.ts";
import type { Session } from "./database.ts";
import { typeOf } from "./schema.ts";
import { type Cell, cellOf } from "./values.ts";

/** Inserts rows into one table, all with one statement: an array for each column is what the server reads fastest. */
export class Inserter {
  readonly #table: Table;
  readonly #put: Put<Cell>;

  constructor(table: Table) {
    this.#table = table;
    this.#put = binder(table.columns, cellOf);
  }

  /** Lays out a row: what stands in the model, between what the store gives itself. */
  row(first: readonly Cell[], value: unknown, last: readonly Cell[] = []): Cell[] {
    const row: Cell[] = new Array(this.#table.columns.length).fill(null);
    first.forEach((cell, index) => {
      row[index] = cell;
    });
    this.#put(value, row);
    last.forEach((cell, index) => {
      row[row.length - last.length + index] = cell;
    });
    return row;
  }

  insert({ send }: Session, rows: readonly (readonly Cell[])[]): void {
    if (rows.length === 0) return;
    // Most columns of a page are empty, and need not be sent.
    const used = this.#table.columns.flatMap((column, at) => {
      if (!rows.some((row) => row[at] !== null)) return [];
      const type = typeOf(column);
      return {
        name: column.name,
        type,
        array: arrayOf(
          type,
          rows.map((row) => row[at] ?? null),
        ),
      };
    });
    const names = used.map(({ name }) => name).join(", ");
    const values = used.map(({ type }, index) => `unnest($${index + 2}::${type}[])`);
    send(
      `INSERT INTO ${this.#table.name} (tenant, ${names}) SELECT $1, ${values.join(", ")}`,
      ...used.map(({ array }) => array),
    );
  }
}
