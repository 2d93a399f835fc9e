import { binder, type Put, type Table } from "@opensme/sync/sql";
import type { Session } from "./database.ts";
import { columnsOf, keyOf, typeOf } from "./schema.ts";
import { type Cell, cellOf } from "./values.ts";

/** Inserts rows into one table, many with one statement; `replaces` those with the same key. */
export class Inserter {
  readonly #table: Table;
  readonly #put: Put<Cell>;
  readonly #replaces: boolean;

  constructor(table: Table, { replaces }: { replaces: boolean }) {
    this.#table = table;
    this.#put = binder(table.columns, cellOf);
    this.#replaces = replaces;
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
    const { name, columns } = this.#table;
    // Most columns of a page are empty, and need not be sent.
    const used = columns.flatMap((column, at) => {
      const values = rows.map((row) => row[at] ?? null);
      return values.some((value) => value !== null) ? [{ column, values }] : [];
    });
    const names = used.map(({ column }) => column.name);
    const arrays = used.map((_, index) => `$${index + 2}::text[]`);
    const values = used.map(({ column }) => `v.${column.name}::${typeOf(column)}`);
    send(
      `INSERT INTO ${name} (tenant, ${names.join(", ")}) SELECT $1, ${values.join(", ")} FROM unnest(${arrays.join(", ")}) AS v(${names.join(", ")})${this.#replacing(new Set(names))}`,
      ...used.map((one) => one.values),
    );
  }

  #replacing(used: ReadonlySet<string>): string {
    if (!this.#replaces) return "";
    const key = keyOf(this.#table);
    const changes = columnsOf(this.#table)
      .filter(({ name }) => !key.includes(name))
      .map(({ name }) => `${name} = ${used.has(name) ? `excluded.${name}` : "NULL"}`);
    return ` ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${changes.join(", ")}`;
  }
}
