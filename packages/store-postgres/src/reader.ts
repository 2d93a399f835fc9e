import { OpenSMEError } from "@opensme/core";
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
import { Database, type Session } from "./database.ts";
import { historyOf } from "./history.ts";
import type { DatabaseOptions } from "./options.ts";
import { type QueryResult, runQuery } from "./query.ts";
import { liveColumns, requireOurs } from "./schema.ts";
import { statusOf } from "./streams.ts";

/** A store opened by people who ask it questions; it cannot be changed through this. */
export interface Reader {
  /**
   * Runs one statement that reads, with parameters as `$1` or `:name`. Throws `invalid` with PostgreSQL's own words for a mistake in it,
   * `unsupported` where it writes.
   */
  query(
    sql: string,
    parameters?: readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>,
  ): Promise<QueryResult>;
  tables(): Promise<TableDescription[]>;
  status(): Promise<StreamStatus[]>;
  /** Every change since a position, as a store's own `changes`. */
  changes(options?: ChangesOptions): AsyncIterable<StoredChange>;
  /** The position behind all that has changed so far. */
  position(): Promise<string>;
  /** The states of a record, as a store's own `history`. */
  history(record: RecordKey): Promise<readonly RecordVersion[]>;
  /** Rows that could not be read: those of a stream, or all. */
  rejects(stream?: Pick<StreamKey, "connection" | "resource">): Promise<RejectedRow[]>;
  close(): Promise<void>;
}

/** Opens a store for reading, on a standby too, while others may write to it. Throws a `config` error where there is none. */
export const openReader = async (address: string, options: DatabaseOptions = {}): Promise<Reader> => {
  const database = new Database(address, options, { pipeline: false });
  try {
    await database.transaction(async (session) => {
      const live = await requireOurs(session, database.place);
      if (live.size === 0) throw wrong(`${database.place} holds no store yet. It comes with the first sync.`);
      if (options.tenant !== undefined) await requireGuarded(session, database.place);
    }, "READ ONLY");
    return {
      query: (sql, parameters = []) => runQuery(database, sql, parameters),
      tables: () => database.transaction(describeTables, "READ ONLY"),
      status: () => database.transaction(statusOf, "READ ONLY"),
      changes: (options) => changesOf(database, options),
      position: () => lastMark(database),
      history: (record) => database.transaction((session) => historyOf(session, record), "READ ONLY"),
      rejects: (stream) => database.transaction((session) => rejectsOf(session, stream), "READ ONLY"),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

const wrong = (message: string): OpenSMEError => new OpenSMEError(message, { code: "config" });

/** Throws where the rows of other tenants would show in queries. */
const requireGuarded = async ({ client }: Session, place: string): Promise<void> => {
  const { rows } = await client.query(
    "SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user",
  );
  if (rows[0]?.free !== true) return;
  throw wrong(
    `${place} has been opened by a user who sees the rows of all tenants, as superusers do. Give the address of a user that is none and may not bypass row-level security.`,
  );
};

const describeTables = async (session: Session): Promise<TableDescription[]> => {
  const live = await liveColumns(session);
  const tables = entityTables
    .flatMap((table): Table[] => [table, ...table.children])
    .filter(({ name }) => live.has(name));
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS rows FROM ${name} WHERE tenant = $1`);
  const { rows } = await session.run(counts.join(" UNION ALL "));
  const rowsIn = new Map(rows.map((row) => [row["name"], Number(row["rows"])]));
  return tables.map(({ name, description, columns }) => ({
    name,
    description,
    rows: rowsIn.get(name) ?? 0,
    columns: describeColumns(columns, live.get(name) ?? new Set()),
  }));
};

const rejectsOf = async (
  { run }: Session,
  stream: Pick<StreamKey, "connection" | "resource"> | undefined,
): Promise<RejectedRow[]> => {
  const { rows } = await run(
    "SELECT * FROM _rejects WHERE tenant = $1 AND ($2::text IS NULL OR (connection = $2 AND resource = $3)) ORDER BY connection, resource, key",
    stream?.connection,
    stream?.resource,
  );
  return rows.map((row) => ({
    connection: String(row["connection"]),
    resource: String(row["resource"]),
    id: row["id"] === null ? undefined : String(row["id"]),
    issues: JSON.parse(String(row["issues"])),
    raw: JSON.parse(String(row["raw"])),
    rejectedAt: String(row["rejected_at"]),
  }));
};
