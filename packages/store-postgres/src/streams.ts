import type { Lineage } from "@opensme/core";
import type { Drift, KnownFields, Outcome, StreamKey, StreamState, StreamStatus } from "@opensme/sync";
import { entityTable, streamOf } from "@opensme/sync/sql";
import type { Session } from "./database.ts";
import { keyText } from "./values.ts";

const parsed = <Value>(json: unknown): Value | undefined => (typeof json === "string" ? JSON.parse(json) : undefined);

export const stateOf = async (
  { run }: Session,
  { connection, resource }: StreamKey,
): Promise<StreamState | undefined> => {
  const { rows } = await run(
    "SELECT state FROM _streams WHERE tenant = $1 AND connection = $2 AND resource = $3",
    connection,
    resource,
  );
  return parsed(rows[0]?.["state"]);
};

/** The streams that the store knows of the tenant. */
export const streamsOf = async ({ run }: Session): Promise<StreamKey[]> => {
  const { rows } = await run("SELECT connection, resource, entity FROM _streams WHERE tenant = $1");
  return rows.map(streamOf);
};

export const saveState = ({ send }: Session, { connection, resource, entity }: StreamKey, state: StreamState): void => {
  send(
    "INSERT INTO _streams (tenant, connection, resource, entity, state) VALUES ($1, $2, $3, $4, $5::json) ON CONFLICT (tenant, connection, resource) DO UPDATE SET entity = excluded.entity, state = excluded.state",
    connection,
    resource,
    entity,
    JSON.stringify(state),
  );
};

export const saveOutcome = ({ send }: Session, { connection, resource, entity }: StreamKey, last: Outcome): void => {
  send(
    "INSERT INTO _streams AS held (tenant, connection, resource, entity, last, complete_at) VALUES ($1, $2, $3, $4, $5::json, $6::timestamptz) ON CONFLICT (tenant, connection, resource) DO UPDATE SET entity = excluded.entity, last = excluded.last, complete_at = coalesce(excluded.complete_at, held.complete_at)",
    connection,
    resource,
    entity,
    JSON.stringify(last),
    last.outcome === "complete" ? last.finishedAt : null,
  );
};

/** Notes in how many more rows new fields stood. */
export const noteDrift = (
  { send }: Session,
  { connection, resource }: StreamKey,
  drift: ReadonlyMap<string, number>,
  at: string,
): void => {
  if (drift.size === 0) return;
  send(
    "INSERT INTO _drift AS held (tenant, connection, resource, path, first_seen_at, rows) SELECT $1, $2, $3, d.path, $4::timestamptz, d.rows FROM unnest($5::text[], $6::bigint[]) AS d(path, rows) ON CONFLICT (tenant, connection, resource, path) DO UPDATE SET rows = held.rows + excluded.rows",
    connection,
    resource,
    at,
    [...drift.keys()].map(keyText),
    [...drift.values()],
  );
};

/** Replaces what is known of where the fields of a stream are read from. */
export const saveLineage = ({ send }: Session, { connection, resource }: StreamKey, lineage: Lineage): void => {
  send("DELETE FROM _lineage WHERE tenant = $1 AND connection = $2 AND resource = $3", connection, resource);
  send(
    "INSERT INTO _lineage (tenant, connection, resource, field, origins) SELECT $1, $2, $3, l.field, l.origins::json FROM unnest($4::text[], $5::text[]) AS l(field, origins)",
    connection,
    resource,
    Object.keys(lineage).map(keyText),
    Object.values(lineage).map((origins) => JSON.stringify(origins)),
  );
};

/** The fields that could not be read, or were not. */
export const knownOf = async ({ run }: Session, { connection, resource }: StreamKey): Promise<KnownFields> => {
  const paths = async (sql: string): Promise<Set<string>> =>
    new Set((await run(sql, connection, resource)).rows.map(({ path }) => String(path)));
  return {
    unread: await paths("SELECT path FROM _unknown_fields WHERE tenant = $1 AND connection = $2 AND resource = $3"),
    drifting: await paths("SELECT path FROM _drift WHERE tenant = $1 AND connection = $2 AND resource = $3"),
    unreadable: await paths(
      "SELECT DISTINCT i ->> 'path' AS path FROM _rejects, json_array_elements(issues) i WHERE tenant = $1 AND connection = $2 AND resource = $3",
    ),
  };
};

const driftOf = async ({ run }: Session, connection: string, resource: string): Promise<Drift[]> => {
  const { rows } = await run(
    `SELECT 0 AS part, path, NULL AS message, first_seen_at AS since, rows FROM _drift WHERE tenant = $1 AND connection = $2 AND resource = $3
UNION ALL SELECT 1, i ->> 'path', i ->> 'message', min(rejected_at), count(*) FROM _rejects, json_array_elements(issues) i WHERE tenant = $1 AND connection = $2 AND resource = $3 GROUP BY 2, 3
ORDER BY part, rows DESC, path, message`,
    connection,
    resource,
  );
  return rows.map((row) => ({
    path: String(row["path"]),
    ...(row["message"] === null ? {} : { message: String(row["message"]) }),
    since: String(row["since"]),
    rows: Number(row["rows"]),
  }));
};

/** How every stream of the tenant stands. */
export const statusOf = async (session: Session): Promise<StreamStatus[]> => {
  const { run } = session;
  const count = async (from: string, ...parameters: string[]): Promise<number> => {
    const { rows } = await run(`SELECT count(*) AS count FROM ${from}`, ...parameters);
    return Number(rows[0]?.["count"]);
  };
  const { rows } = await run("SELECT * FROM _streams WHERE tenant = $1 ORDER BY connection, resource");
  const streams: StreamStatus[] = [];
  for (const row of rows) {
    const connection = String(row["connection"]);
    const resource = String(row["resource"]);
    const entity = row["entity"] as StreamKey["entity"];
    const table = entityTable(entity)?.name;
    // Counting without a look at each record takes the key's index only.
    const isAlone = rows.every(
      (other) => other === row || other["connection"] !== connection || other["entity"] !== entity,
    );
    const fields = await run(
      "SELECT path FROM _unknown_fields WHERE tenant = $1 AND connection = $2 AND resource = $3 ORDER BY path",
      connection,
      resource,
    );
    streams.push({
      connection,
      resource,
      entity,
      state: parsed<StreamState>(row["state"]),
      last: parsed<Outcome>(row["last"]),
      completeAt: row["complete_at"] === null ? undefined : String(row["complete_at"]),
      records: !table
        ? 0
        : isAlone
          ? await count(`${table} WHERE tenant = $1 AND connection = $2`, connection)
          : await count(`${table} WHERE tenant = $1 AND connection = $2 AND _resource = $3`, connection, resource),
      rejects: await count("_rejects WHERE tenant = $1 AND connection = $2 AND resource = $3", connection, resource),
      unknownFields: fields.rows.map(({ path }) => String(path)),
      drift: await driftOf(session, connection, resource),
    });
  }
  return streams;
};
