import type { ChangesOptions, StoredChange, StreamKey } from "@opensme/sync";
import { type ChangeLog, changesIn, type LogEntry, markOf, streamOf } from "@opensme/sync/sql";
import type { Database, Row, Session } from "./database.ts";
import { StoredRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";

/**
 * Notes which records a transaction has changed. It counts the tenant's positions in a row that stays locked until the transaction ends: who reads up to a
 * position has read all before it, which no sequence gives. So it comes last.
 */
export const noteChanges = (
  { send }: Session,
  { connection, resource, entity }: StreamKey,
  ids: readonly string[],
): void => {
  if (ids.length === 0) return;
  send(
    `WITH next AS (
  INSERT INTO _change_count AS held (tenant, position) VALUES ($1, 1) ON CONFLICT (tenant) DO UPDATE SET position = held.position + 1 RETURNING position
) INSERT INTO _changes (tenant, position, connection, resource, entity, ids, written_at) SELECT $1, position, $2, $3, $4, $5::json, clock_timestamp() FROM next`,
    connection,
    resource,
    entity,
    JSON.stringify(ids),
  );
};

/** Follows the changes of a tenant. */
export const changesOf = (database: Database, options: ChangesOptions | undefined): AsyncGenerator<StoredChange> =>
  changesIn(new Changes(database), options);

/** The mark of the tenant's last entry; empty where there is none. */
export const lastMark = async (database: Database): Promise<string> => {
  const { rows } = await database.transaction(
    ({ run }) => run("SELECT * FROM _changes WHERE tenant = $1 ORDER BY position DESC LIMIT 1"),
    "READ ONLY",
  );
  return rows[0] ? markOf(rows[0]) : "";
};

/** The log of a tenant, and its records. */
class Changes implements ChangeLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  last(): Promise<string> {
    return lastMark(this.#database);
  }

  async after(mark: string, limit: number): Promise<readonly LogEntry[] | undefined> {
    const position = Number(mark.split("-")[0]) || 0;
    if (mark !== "") {
      const [entry] = await this.#read("SELECT * FROM _changes WHERE tenant = $1 AND position = $2", position);
      if (!entry || markOf(entry) !== mark) return undefined;
    }
    const rows = await this.#read(
      "SELECT * FROM _changes WHERE tenant = $1 AND position > $2 ORDER BY position LIMIT $3",
      position,
      limit,
    );
    return rows.map((row) => ({ mark: markOf(row), stream: streamOf(row), ids: JSON.parse(String(row["ids"])) }));
  }

  streams(): Promise<readonly StreamKey[]> {
    return this.#database.transaction(streamsOf, "READ ONLY");
  }

  page(stream: StreamKey, after: string, limit: number): ReturnType<ChangeLog["page"]> {
    return this.#database.transaction(
      (session) => new StoredRecords(stream.entity).page(session, stream, after, limit),
      "READ ONLY",
    );
  }

  held(stream: StreamKey, ids: readonly string[]): ReturnType<ChangeLog["held"]> {
    return this.#database.transaction(
      (session) => new StoredRecords(stream.entity).held(session, stream, ids),
      "READ ONLY",
    );
  }

  async #read(sql: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.#database.transaction(async ({ run }) => (await run(sql, ...parameters)).rows, "READ ONLY");
  }
}
