import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Upsert } from "@opensme/core";
import type { StreamKey } from "@opensme/sync";
import type { EntityTable, MarkedState } from "@opensme/sync/sql";
import { Inserter } from "./inserter.ts";
import { absentFrom, List } from "./lists.ts";

/** The records of one entity, in its table and those of its lists. */
export class Records {
  readonly #inserter: Inserter;
  readonly #lists: readonly List[];
  readonly #states: StatementSync;
  readonly #entomb: StatementSync;
  readonly #delete: StatementSync;
  readonly #absent: StatementSync;
  readonly #entombAbsent: StatementSync;
  readonly #deleteAbsent: StatementSync;
  readonly #countAbsent: StatementSync;
  readonly #count: StatementSync;
  readonly #any: StatementSync;
  readonly #rows: StatementSync;

  constructor(database: DatabaseSync, table: EntityTable) {
    const { name, entity } = table;
    const absent = absentFrom(table);
    const entomb = `INSERT OR REPLACE INTO _deletions (connection, entity, id, resource, cause, deleted_at, raw) SELECT connection, '${entity}', id, _resource, :cause, :at, _raw FROM`;
    const one = `${name} WHERE connection = :connection AND id = :id AND _resource = :resource`;
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    this.#inserter = new Inserter(database, table, { replaces: true });
    this.#lists = table.children.map((child) => new List(database, table, child));
    this.#states = prepare(
      `SELECT sought.key AS place, held._hash AS mark, held.updated_at AS updatedAt, held._fetched_at AS fetchedAt FROM json_each(?) sought CROSS JOIN ${name} held ON held.connection = ? AND held.id = sought.value`,
    );
    this.#entomb = prepare(`${entomb} ${one}`);
    this.#delete = prepare(`DELETE FROM ${name} WHERE connection = ? AND id = ?`);
    this.#absent = prepare(`SELECT id FROM ${absent} ORDER BY id`);
    this.#entombAbsent = prepare(`${entomb} ${absent}`);
    this.#deleteAbsent = prepare(`DELETE FROM ${absent}`);
    this.#countAbsent = prepare(`SELECT count(*) AS count FROM ${absent}`);
    this.#count = prepare(`SELECT count(*) AS count FROM ${name} WHERE connection = ? AND _resource = ?`);
    this.#any = prepare(`SELECT 1 FROM ${name} WHERE connection = ? AND _resource = ? LIMIT 1`);
    this.#rows = prepare(
      `SELECT id, _raw AS raw, _fetched_at AS fetchedAt FROM ${name} WHERE connection = :connection AND _resource = :resource AND id > :after AND NOT EXISTS (SELECT 1 FROM _rejects r WHERE r.connection = :connection AND r.resource = :resource AND r.key = ${name}.id) ORDER BY id LIMIT :limit`,
    );
  }

  /** The states of those among some records that are held. */
  states(connection: string, ids: readonly string[]): Map<string, MarkedState> {
    // Half a character of UTF-16 is stored as its replacement.
    const rows = this.#states.all(JSON.stringify(ids.map((id) => id.toWellFormed())), connection);
    return new Map(
      rows.map(({ place, mark, updatedAt, fetchedAt }) => [
        ids[Number(place)] ?? "",
        {
          mark: String(mark),
          updatedAt: typeof updatedAt === "string" ? updatedAt : undefined,
          fetchedAt: String(fetchedAt),
        },
      ]),
    );
  }

  /** Writes a record whose `raw` and `mark` the caller has made already. */
  put(
    stream: StreamKey,
    { id, record }: Pick<Upsert, "id" | "record">,
    row: { raw: string; mark: string; fetchedAt: string },
    isHeld: boolean,
  ): void {
    const { connection } = stream;
    this.#inserter.insert([connection], record, [stream.resource, row.fetchedAt, row.mark, row.raw]);
    for (const list of this.#lists) {
      if (isHeld) list.clear(connection, id);
      list.insert(connection, id, record);
    }
  }

  /** Takes a record out and keeps its raw row as a deletion. Tells whether it was there. */
  delete({ connection, resource }: StreamKey, id: string, deletion: { cause: string; at: string }): boolean {
    const { changes } = this.#entomb.run({ connection, resource, id, ...deletion });
    if (Number(changes) === 0) return false;
    for (const list of this.#lists) list.clear(connection, id);
    this.#delete.run(connection, id);
    return true;
  }

  absentIds({ connection, resource }: Pick<StreamKey, "connection" | "resource">): string[] {
    return this.#absent.all({ connection, resource }).map(({ id }) => String(id));
  }

  /** Takes out the records that the sweep has not seen, and gives their ids. */
  deleteAbsent({ connection, resource }: StreamKey, at: string): string[] {
    const stream = { connection, resource };
    const ids = this.absentIds(stream);
    this.#entombAbsent.run({ ...stream, cause: "absent", at });
    for (const list of this.#lists) list.clearAbsent(stream);
    this.#deleteAbsent.run(stream);
    return ids;
  }

  countAbsent({ connection, resource }: StreamKey): number {
    return Number(this.#countAbsent.get({ connection, resource })?.["count"]);
  }

  count({ connection, resource }: StreamKey): number {
    return Number(this.#count.get(connection, resource)?.["count"]);
  }

  any({ connection, resource }: StreamKey): boolean {
    return this.#any.get(connection, resource) !== undefined;
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
}
