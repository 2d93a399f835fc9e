import type { DatabaseSync } from "node:sqlite";
import type { Outcome, StreamKey, StreamState, StreamStatus } from "@opensme/sync";
import { entityTables } from "./layout.ts";

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
  const count = (from: string, { connection, resource }: StreamKey): number =>
    Number(
      database
        .prepare(
          `SELECT count(*) AS count FROM ${from} WHERE connection = ? AND ${from === "_rejects" ? "" : "_"}resource = ?`,
        )
        .get(connection, resource)?.["count"],
    );
  return database
    .prepare("SELECT * FROM _streams ORDER BY connection, resource")
    .all()
    .map((row) => {
      const stream = {
        connection: String(row["connection"]),
        resource: String(row["resource"]),
        entity: row["entity"] as StreamKey["entity"],
      };
      const table = entityTables.find(({ entity }) => entity === stream.entity);
      return {
        ...stream,
        state: parsed<StreamState>(row["state"]),
        last: parsed<Outcome>(row["last"]),
        completeAt: row["complete_at"] === null ? undefined : String(row["complete_at"]),
        records: table ? count(table.name, stream) : 0,
        rejects: count("_rejects", stream),
        unknownFields: database
          .prepare("SELECT path FROM _unknown_fields WHERE connection = ? AND resource = ? ORDER BY path")
          .all(stream.connection, stream.resource)
          .map(({ path }) => String(path)),
      };
    });
};
