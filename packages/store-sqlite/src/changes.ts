import type { DatabaseSync } from "node:sqlite";
import type { ChangesOptions, StoredChange, StreamKey } from "@opensme/sync";
import { type ChangeLog, changesIn, type LogEntry, markOf, streamOf } from "@opensme/sync/sql";
import { liveColumns } from "./database.ts";
import { explain } from "./errors.ts";
import { storedRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";

/** Notes which records a transaction has changed. */
export const noteChanges = (
  database: DatabaseSync,
  { connection, resource, entity }: StreamKey,
  ids: readonly string[],
): void => {
  if (ids.length === 0) return;
  database
    .prepare("INSERT INTO _changes (connection, resource, entity, ids, written_at) VALUES (?, ?, ?, ?, ?)")
    .run(connection, resource, entity, JSON.stringify(ids), new Date().toISOString());
};

/** Follows the changes of an open database. */
export async function* changesOf(
  database: DatabaseSync,
  path: string,
  options: ChangesOptions | undefined,
): AsyncGenerator<StoredChange> {
  try {
    yield* changesIn(new Changes(database), options);
  } catch (error) {
    throw explain(error, path);
  }
}

/** A database that was last written before there was a log has none; it gets one with the next sync. */
const hasLog = (database: DatabaseSync): boolean => liveColumns(database).has("_changes");

/** The mark of the last entry; empty where there is none. */
export const lastMark = (database: DatabaseSync): string => {
  if (!hasLog(database)) return "";
  const row = database.prepare("SELECT position, written_at FROM _changes ORDER BY position DESC LIMIT 1").get();
  return row ? markOf(row) : "";
};

/** The log of a database, and its records. */
class Changes implements ChangeLog {
  readonly #database: DatabaseSync;
  readonly #recordsOf: ReturnType<typeof storedRecords>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#recordsOf = storedRecords(database);
  }

  async last(): Promise<string> {
    return lastMark(this.#database);
  }

  async after(mark: string, limit: number): Promise<readonly LogEntry[] | undefined> {
    if (!hasLog(this.#database)) return mark === "" ? [] : undefined;
    const position = Number(mark.split("-")[0]);
    if (mark !== "") {
      const entry = this.#database
        .prepare("SELECT position, written_at FROM _changes WHERE position = ?")
        .get(position);
      if (!entry || markOf(entry) !== mark) return undefined;
    }
    return this.#database
      .prepare("SELECT * FROM _changes WHERE position > ? ORDER BY position LIMIT ?")
      .all(position, limit)
      .map((row) => ({ mark: markOf(row), stream: streamOf(row), ids: JSON.parse(String(row["ids"])) }));
  }

  async streams(): Promise<readonly StreamKey[]> {
    return streamsOf(this.#database);
  }

  async page(stream: StreamKey, after: string, limit: number): ReturnType<ChangeLog["page"]> {
    return this.#recordsOf(stream.entity).page(stream, after, limit);
  }

  async held(stream: StreamKey, ids: readonly string[]): ReturnType<ChangeLog["held"]> {
    return this.#recordsOf(stream.entity).held(stream, ids);
  }
}
