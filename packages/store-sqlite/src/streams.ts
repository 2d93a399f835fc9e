import type { DatabaseSync } from "node:sqlite";
import type { Outcome, StreamKey, StreamState, StreamStatus } from "@opensme/sync";
import { entityTables } from "@opensme/sync/sql";

const parsed = <Value>(json: unknown): Value | undefined => (typeof json === "string" ? JSON.parse(json) : undefined);

export const stateOf = (database: DatabaseSync, { connection, resource }: StreamKey): StreamState | undefined => {
  const row = database
    .prepare("SELECT state FROM _streams WHERE connection = ? AND resource = ?")
    .get(connection, resource);
  return parsed(row?.["state"]);
};

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

/** How every stream of the database stands. */
export const statusOf = (database: DatabaseSync): StreamStatus[] => {
  const count = (sql: string, ...parameters: string[]): number =>
    Number(database.prepare(`SELECT count(*) AS count FROM ${sql}`).get(...parameters)?.["count"]);
  const streams = database.prepare("SELECT * FROM _streams ORDER BY connection, resource").all();
  return streams.map((row) => {
    const connection = String(row["connection"]);
    const resource = String(row["resource"]);
    const entity = row["entity"] as StreamKey["entity"];
    const table = entityTables.find((one) => one.entity === entity)?.name;
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
    };
  });
};
