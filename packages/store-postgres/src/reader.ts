import { OpenSMEError } from "@opensme/core";
import type { StreamKey, StreamStatus } from "@opensme/sync";
import {
  describeColumns,
  entityTables,
  type RejectedRow,
  type SqlParameter,
  type Table,
  type TableDescription,
} from "@opensme/sync/sql";
import { Database, type DatabaseOptions, type Session } from "./database.ts";
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
  /** Rows that could not be read: those of a stream, or all. */
  rejects(stream?: Pick<StreamKey, "connection" | "resource">): Promise<RejectedRow[]>;
  close(): Promise<void>;
}

/** Opens a store for reading, on a standby too, while others may write to it. Throws a `config` error where there is none. */
export const openReader = async (address: string, options: DatabaseOptions = {}): Promise<Reader> => {
  const database = new Database(address, options, { pipeline: false });
  try {
    const live = await database.transaction((session) => requireOurs(session, database.place), "READ ONLY");
    if (live.size === 0) {
      throw new OpenSMEError(`${database.place} holds no store yet. It comes with the first sync.`, { code: "config" });
    }
    return {
      query: (sql, parameters = []) => runQuery(database, sql, parameters),
      tables: () => database.transaction(describeTables, "READ ONLY"),
      status: () => database.transaction(statusOf, "READ ONLY"),
      rejects: (stream) => database.transaction((session) => rejectsOf(session, stream), "READ ONLY"),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
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
