import type { DatabaseSync } from "node:sqlite";
import type { Lineage } from "@opensme/core";
import type { Drift, KnownFields, Outcome, StreamKey, StreamState, StreamStatus } from "@opensme/sync";
import { entityTable, streamOf } from "@opensme/sync/sql";

const parsed = <Value>(json: unknown): Value | undefined => (typeof json === "string" ? JSON.parse(json) : undefined);

export const stateOf = (database: DatabaseSync, { connection, resource }: StreamKey): StreamState | undefined => {
  const row = database
    .prepare("SELECT state FROM _streams WHERE connection = ? AND resource = ?")
    .get(connection, resource);
  return parsed(row?.["state"]);
};

/** The streams that the database knows. */
export const streamsOf = (database: DatabaseSync): StreamKey[] =>
  database.prepare("SELECT connection, resource, entity FROM _streams").all().map(streamOf);

export const saveState = (
  database: DatabaseSync,
  { connection, resource, entity }: StreamKey,
  state: StreamState,
): void => {
  database
    .prepare(
      "INSERT INTO _streams (connection, resource, entity, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET entity = excluded.entity, state = excluded.state",
    )
    .run(connection, resource, entity, JSON.stringify(state));
};

export const saveOutcome = (
  database: DatabaseSync,
  { connection, resource, entity }: StreamKey,
  last: Outcome,
): void => {
  const completeAt = last.outcome === "complete" ? last.finishedAt : null;
  database
    .prepare(
      "INSERT INTO _streams (connection, resource, entity, last, complete_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET entity = excluded.entity, last = excluded.last, complete_at = coalesce(excluded.complete_at, complete_at)",
    )
    .run(connection, resource, entity, JSON.stringify(last), completeAt);
};

/** Notes in how many more rows new fields stood. */
export const noteDrift = (
  database: DatabaseSync,
  { connection, resource }: StreamKey,
  drift: ReadonlyMap<string, number>,
  at: string,
): void => {
  for (const [path, rows] of drift)
    database
      .prepare(
        "INSERT INTO _drift (connection, resource, path, first_seen_at, rows) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
      )
      .run(connection, resource, path, at, rows);
};

/** Replaces what is known of where the fields of a stream are read from. */
export const saveLineage = (database: DatabaseSync, { connection, resource }: StreamKey, lineage: Lineage): void => {
  database.prepare("DELETE FROM _lineage WHERE connection = ? AND resource = ?").run(connection, resource);
  const insert = database.prepare("INSERT INTO _lineage (connection, resource, field, origins) VALUES (?, ?, ?, ?)");
  for (const [field, origins] of Object.entries(lineage))
    insert.run(connection, resource, field, JSON.stringify(origins));
};

/** The fields that could not be read, or were not. */
export const knownOf = (database: DatabaseSync, { connection, resource }: StreamKey): KnownFields => {
  const paths = (sql: string): Set<string> =>
    new Set(
      database
        .prepare(sql)
        .all(connection, resource)
        .map(({ path }) => String(path)),
    );
  return {
    unread: paths("SELECT path FROM _unknown_fields WHERE connection = ? AND resource = ?"),
    drifting: paths("SELECT path FROM _drift WHERE connection = ? AND resource = ?"),
    unreadable: paths(
      "SELECT DISTINCT i.value ->> 'path' AS path FROM _rejects, json_each(issues) i WHERE connection = ? AND resource = ?",
    ),
  };
};

const driftOf = (database: DatabaseSync, connection: string, resource: string): Drift[] => {
  const isNoted = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_drift'").get() !== undefined;
  const fields = isNoted
    ? database
        .prepare(
          "SELECT path, NULL AS message, first_seen_at AS since, rows FROM _drift WHERE connection = ? AND resource = ? ORDER BY path",
        )
        .all(connection, resource)
    : [];
  const unreadable = database
    .prepare(
      "SELECT i.value ->> 'path' AS path, i.value ->> 'message' AS message, min(rejected_at) AS since, count(*) AS rows FROM _rejects, json_each(issues) i WHERE connection = ? AND resource = ? GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2",
    )
    .all(connection, resource);
  return [...fields, ...unreadable].map(({ path, message, since, rows }) => ({
    path: String(path),
    ...(message === null ? {} : { message: String(message) }),
    since: String(since),
    rows: Number(rows),
  }));
};

/** How every stream of the database stands. */
export const statusOf = (database: DatabaseSync): StreamStatus[] => {
  const count = (sql: string, ...parameters: string[]): number =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${sql}`).get(...parameters)?.["count"]);
  const streams = database.prepare("SELECT * FROM _streams ORDER BY connection, resource").all();
  return streams.map((row) => {
    const connection = String(row["connection"]);
    const resource = String(row["resource"]);
    const entity = row["entity"] as StreamKey["entity"];
    const table = entityTable(entity)?.name;
    // Counting without a look at each record takes the key's index only.
    const isAlone = streams.every(
      (other) => other === row || other["connection"] !== connection || other["entity"] !== entity,
    );
    return {
      connection,
      resource,
      entity,
      state: parsed<StreamState>(row["state"]),
      last: parsed<Outcome>(row["last"]),
      completeAt: row["complete_at"] === null ? undefined : String(row["complete_at"]),
      records: !table
        ? 0
        : isAlone
          ? count(`${table} WHERE connection = ?`, connection)
          : count(`${table} WHERE connection = ? AND _resource = ?`, connection, resource),
      rejects: count("_rejects WHERE connection = ? AND resource = ?", connection, resource),
      unknownFields: database
        .prepare("SELECT path FROM _unknown_fields WHERE connection = ? AND resource = ? ORDER BY path")
        .all(connection, resource)
        .map(({ path }) => String(path)),
      drift: driftOf(database, connection, resource),
    };
  });
};
