import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Upsert } from "@opensme/core";
import type { StreamKey } from "@opensme/sync";
import type { ChildTable, EntityTable, Table } from "./layout.ts";
import { binder, type Put } from "./values.ts";

/** Prepared `INSERT` of a table with the function that fills a row. */
class Inserter {
  readonly #statement: StatementSync;
  readonly #put: Put;
  /** Reused: a statement copies what it is given. */
  readonly row: SQLInputValue[];

  constructor(database: DatabaseSync, { name, columns, key }: Table, replaces: boolean) {
    const names = columns.map((column) => column.name);
    const changes = names.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
    this.#statement = database.prepare(
      `INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})${replaces ? ` ON CONFLICT DO UPDATE SET ${changes.join(", ")}` : ""}`,
    );
    this.#put = binder(columns);
    this.row = names.map(() => null);
  }

  run(value: unknown): void {
    this.#put(value, this.row);
    this.#statement.run(...this.row);
    this.row.fill(null);
  }
}

/** The rows of one list of a record. */
class Children {
  readonly #field: string;
  readonly #inserter: Inserter;
  readonly #clear: StatementSync;
  readonly #clearAbsent: StatementSync;

  constructor(database: DatabaseSync, parent: EntityTable, child: ChildTable) {
    this.#field = child.field;
    this.#inserter = new Inserter(database, child, false);
    this.#clear = database.prepare(`DELETE FROM ${child.name} WHERE connection = ? AND ${child.parent} = ?`);
    this.#clearAbsent = database.prepare(
      `DELETE FROM ${child.name} WHERE connection = :connection AND ${child.parent} IN (SELECT id FROM ${absentFrom(parent)})`,
    );
  }

  insert(connection: string, id: string, record: object): void {
    const list = (record as Record<string, readonly unknown[] | undefined>)[this.#field];
    if (!list) return;
    const { row } = this.#inserter;
    for (let position = 0; position < list.length; position += 1) {
      row[0] = connection;
      row[1] = id;
      row[2] = position;
      this.#inserter.run(list[position]);
    }
  }

  clear(connection: string, id: string): void {
    this.#clear.run(connection, id);
  }

  clearAbsent(stream: Named): void {
    this.#clearAbsent.run(stream);
  }
}

type Named = { connection: string; resource: string };

/** Records of a stream that the sweep under way has not seen. */
const absentFrom = ({ name }: Table): string =>
  `${name} WHERE connection = :connection AND _resource = :resource AND NOT EXISTS (SELECT 1 FROM _sweep s WHERE s.connection = :connection AND s.resource = :resource AND s.id = ${name}.id)`;

/** Reads and writes the records of one entity, in its table and those of its lists. */
export class Records {
  readonly #table: EntityTable;
  readonly #inserter: Inserter;
  readonly #children: readonly Children[];
  readonly #hashes: StatementSync;
  readonly #entomb: StatementSync;
  readonly #delete: StatementSync;
  readonly #entombAbsent: StatementSync;
  readonly #deleteAbsent: StatementSync;
  readonly #absent: StatementSync;
  readonly #count: StatementSync;
  readonly #holds: StatementSync;
  readonly #rows: StatementSync;

  constructor(database: DatabaseSync, table: EntityTable) {
    const { name, entity } = table;
    const absent = absentFrom(table);
    const entomb = `INSERT OR REPLACE INTO _deletions (connection, entity, id, resource, cause, deleted_at, raw) SELECT connection, '${entity}', id, _resource, :cause, :at, _raw FROM`;
    const one = `${name} WHERE connection = :connection AND id = :id AND _resource = :resource`;
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    this.#table = table;
    this.#inserter = new Inserter(database, table, true);
    this.#children = table.children.map((child) => new Children(database, table, child));
    this.#hashes = prepare(
      `SELECT id, _hash AS hash FROM ${name} WHERE connection = ? AND id IN (SELECT value FROM json_each(?))`,
    );
    this.#entomb = prepare(`${entomb} ${one}`);
    this.#delete = prepare(`DELETE FROM ${name} WHERE connection = ? AND id = ?`);
    this.#entombAbsent = prepare(`${entomb} ${absent}`);
    this.#deleteAbsent = prepare(`DELETE FROM ${absent}`);
    this.#absent = prepare(`SELECT count(*) AS count FROM ${absent}`);
    this.#count = prepare(`SELECT count(*) AS count FROM ${name} WHERE connection = ? AND _resource = ?`);
    this.#holds = prepare(`SELECT 1 FROM ${name} WHERE connection = ? AND _resource = ? LIMIT 1`);
    this.#rows = prepare(
      `SELECT id, _raw AS raw, _fetched_at AS fetchedAt FROM ${name} WHERE connection = :connection AND _resource = :resource AND id > :after AND NOT EXISTS (SELECT 1 FROM _rejects r WHERE r.connection = :connection AND r.resource = :resource AND r.key = ${name}.id) ORDER BY id LIMIT :limit`,
    );
  }

  /** Fingerprints of those among some records that are held. */
  hashes(connection: string, ids: readonly string[]): Map<string, string> {
    const rows = this.#hashes.all(connection, JSON.stringify(ids));
    return new Map(rows.map(({ id, hash }) => [String(id), String(hash)]));
  }

  /** Writes a record whose `raw` and `hash` the caller has made already. */
  put(
    stream: StreamKey,
    { id, record }: Upsert,
    row: { raw: string; hash: string; fetchedAt: string },
    isHeld: boolean,
  ): void {
    const { connection } = stream;
    const values = this.#inserter.row;
    const end = values.length;
    values[0] = connection;
    values[end - 4] = stream.resource;
    values[end - 3] = row.fetchedAt;
    values[end - 2] = row.hash;
    values[end - 1] = row.raw;
    this.#inserter.run(record);
    for (const children of this.#children) {
      if (isHeld) children.clear(connection, id);
      children.insert(connection, id, record);
    }
  }

  /** Takes a record out and keeps its raw row as a deletion. Tells whether it was there. */
  delete({ connection, resource }: StreamKey, id: string, deletion: { cause: string; at: string }): boolean {
    const { changes } = this.#entomb.run({ connection, resource, id, ...deletion });
    if (Number(changes) === 0) return false;
    for (const children of this.#children) children.clear(connection, id);
    this.#delete.run(connection, id);
    return true;
  }

  /** Takes out the records that the sweep has not seen. */
  deleteAbsent({ connection, resource }: StreamKey, at: string): number {
    const stream = { connection, resource };
    const { changes } = this.#entombAbsent.run({ ...stream, cause: "absent", at });
    for (const children of this.#children) children.clearAbsent(stream);
    this.#deleteAbsent.run(stream);
    return Number(changes);
  }

  countAbsent({ connection, resource }: StreamKey): number {
    return Number(this.#absent.get({ connection, resource })?.["count"]);
  }

  count({ connection, resource }: StreamKey): number {
    return Number(this.#count.get(connection, resource)?.["count"]);
  }

  holds({ connection, resource }: StreamKey): boolean {
    return this.#holds.get(connection, resource) !== undefined;
  }

  /** Raw rows of a stream in the order of their ids, without those of which a newer row was rejected. */
  rows(
    { connection, resource }: StreamKey,
    after: string,
    limit: number,
  ): { id: string; raw: string; fetchedAt: string }[] {
    return this.#rows
      .all({ connection, resource, after, limit })
      .map(({ id, raw, fetchedAt }) => ({ id: String(id), raw: String(raw), fetchedAt: String(fetchedAt) }));
  }

  get name(): string {
    return this.#table.name;
  }
}
