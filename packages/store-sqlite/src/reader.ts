import type { DatabaseSync } from "node:sqlite";
import type { ChangesOptions, RecordKey, RecordVersion, StoredChange, StreamKey, StreamStatus } from "@opensme/sync";
import {
  describeColumns,
  entityTables,
  type RejectedRow,
  type SqlParameter,
  type Table,
  type TableDescription,
} from "@opensme/sync/sql";
import { changesOf, lastMark } from "./changes.ts";
import { liveColumns, openForReading } from "./database.ts";
import { explain } from "./errors.ts";
import { historyOf } from "./history.ts";
import { type QueryResult, runQuery } from "./query.ts";
import { statusOf } from "./streams.ts";

/** A store opened by people who ask it questions; it cannot be changed through this. */
export interface Reader {
  /** Runs one statement that reads. Throws `invalid` with SQLite's own words for a mistake in it, `unsupported` where it writes. */
  query(sql: string, parameters?: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>): QueryResult;
  tables(): TableDescription[];
  status(): StreamStatus[];
  /** Every change since a position, as a store's own `changes`. */
  changes(options?: ChangesOptions): AsyncIterable<StoredChange>;
  /** The position behind all that has changed so far. */
  position(): string;
  /** The states of a record, as a store's own `history`. */
  history(record: RecordKey): readonly RecordVersion[];
  /** Rows that could not be read: those of a stream, or all. */
  rejects(stream?: Pick<StreamKey, "connection" | "resource">): RejectedRow[];
  close(): void;
}

/** Opens a store for reading, while others may write to it. Throws a `config` error where there is none. */
export const openReader = (path: string): Reader => {
  const database = openForReading(path);
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw explain(error, path);
    }
  };
  return {
    query: (sql, parameters = []) => runQuery(database, path, sql, parameters),
    tables: () => attempt(() => describeTables(database)),
    status: () => attempt(() => statusOf(database)),
    changes: (options) => changesOf(database, path, options),
    position: () => attempt(() => lastMark(database)),
    history: (record) => attempt(() => historyOf(database, record)),
    rejects: (stream) => attempt(() => rejectsOf(database, stream)),
    close: () => database.close(),
  };
};

const describeTables = (database: DatabaseSync): TableDescription[] => {
  const live = liveColumns(database);
  return entityTables
    .flatMap((table): Table[] => [table, ...table.children])
    .flatMap(({ name, description, columns }) => {
      const known = live.get(name);
      if (!known) return [];
      return {
        name,
        description,
        rows: Number(database.prepare(`SELECT count(*) AS count FROM ${name}`).get()?.["count"]),
        columns: describeColumns(columns, known),
      };
    });
};

const rejectsOf = (
  database: DatabaseSync,
  stream: Pick<StreamKey, "connection" | "resource"> | undefined,
): RejectedRow[] =>
  database
    .prepare(
      "SELECT * FROM _rejects WHERE connection = ifnull(:connection, connection) AND resource = ifnull(:resource, resource) ORDER BY connection, resource, key",
    )
    .all({ connection: stream?.connection ?? null, resource: stream?.resource ?? null })
    .map((row) => ({
      connection: String(row["connection"]),
      resource: String(row["resource"]),
      id: row["id"] === null ? undefined : String(row["id"]),
      issues: JSON.parse(String(row["issues"])),
      raw: JSON.parse(String(row["raw"])),
      rejectedAt: String(row["rejected_at"]),
    }));
