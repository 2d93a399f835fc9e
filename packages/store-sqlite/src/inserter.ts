import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { binder, type Put, type Table } from "@opensme/sync/sql";
import { cellOf } from "./values.ts";

/** Inserts rows into one table; `replaces` those with the same key. */
export class Inserter {
  readonly #statement: StatementSync;
  readonly #put: Put<SQLInputValue>;
  readonly #row: SQLInputValue[];

  constructor(database: DatabaseSync, { name, columns, key }: Table, { replaces }: { replaces: boolean }) {
    const names = columns.map((column) => column.name);
    const changes = names.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
    const conflict = replaces ? ` ON CONFLICT DO UPDATE SET ${changes.join(", ")}` : "";
    this.#statement = database.prepare(
      `INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})${conflict}`,
    );
    this.#put = binder(columns, cellOf);
    this.#row = names.map(() => null);
  }

  /** Inserts what stands in the model between what the store gives itself. */
  insert(first: readonly SQLInputValue[], value: unknown, last: readonly SQLInputValue[] = []): void {
    // The statement copies what it is given, so one row serves them all.
    const row = this.#row.fill(null);
    for (let index = 0; index < first.length; index += 1) row[index] = first[index] ?? null;
    this.#put(value, row);
    const end = row.length - last.length;
    for (let index = 0; index < last.length; index += 1) row[end + index] = last[index] ?? null;
    this.#statement.run(...row);
  }
}
