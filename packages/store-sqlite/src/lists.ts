import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ChildTable, EntityTable, Table } from "@opensme/sync/sql";
import { Inserter } from "./inserter.ts";

/** The parameters by which statements find a stream. */
type StreamName = { readonly connection: string; readonly resource: string };

/** Records of a stream that the sweep under way has not seen. */
export const absentFrom = ({ name }: Table): string =>
  `${name} WHERE connection = :connection AND _resource = :resource AND NOT EXISTS (SELECT 1 FROM _sweep s WHERE s.connection = :connection AND s.resource = :resource AND s.id = ${name}.id)`;

/** The table of one list of an entity, such as the lines of an order. */
export class List {
  readonly #field: string;
  readonly #inserter: Inserter;
  readonly #clear: StatementSync;
  readonly #clearAbsent: StatementSync;

  constructor(database: DatabaseSync, parent: EntityTable, table: ChildTable) {
    this.#field = table.field;
    this.#inserter = new Inserter(database, table, { replaces: false });
    this.#clear = database.prepare(`DELETE FROM ${table.name} WHERE connection = ? AND ${table.parent} = ?`);
    this.#clearAbsent = database.prepare(
      `DELETE FROM ${table.name} WHERE connection = :connection AND ${table.parent} IN (SELECT id FROM ${absentFrom(parent)})`,
    );
  }

  insert(connection: string, id: string, record: object): void {
    const members = (record as Record<string, readonly unknown[] | undefined>)[this.#field];
    members?.forEach((member, position) => {
      this.#inserter.insert([connection, id, position], member);
    });
  }

  clear(connection: string, id: string): void {
    this.#clear.run(connection, id);
  }

  clearAbsent(stream: StreamName): void {
    this.#clearAbsent.run(stream);
  }
}
