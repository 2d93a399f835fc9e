import { isDeepStrictEqual } from "node:util";
import { type EntityName, OpenSMEError } from "@opensme/core";
import type { ErasureReceipt, RecordKey, StoredRecord, StreamKey } from "@opensme/sync";
import { type Eraser, eraserOf, requirePerson } from "@opensme/sync/sql";
import { noteChanges } from "./changes.ts";
import type { Session } from "./database.ts";
import type { Put } from "./plan.ts";
import type { Records } from "./records.ts";
import { StoredRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";
import { keyText } from "./values.ts";

const rowsAtATime = 500;

/** The rows of the store's own tables that hold what tools said. */
const ownRows = { _history: "record", _deletions: "raw", _rejects: "raw" } as const;

/** Erases a person, in the transaction under way. */
export const forget = async (
  session: Session,
  recordsOf: (stream: StreamKey) => Records,
  key: RecordKey,
  fingerprint: string,
): Promise<ErasureReceipt> => {
  requirePerson(key.entity);
  const { connection, entity, id } = key;
  const erasedAt = new Date().toISOString();
  const streams = await streamsOf(session);
  const ours = streams.filter((stream) => stream.connection === connection && stream.entity === entity);
  const present = await new StoredRecords(entity).held(session, { connection }, [id]);
  const kept = await keptOf(session, key, ours);
  if (present.length + kept.length === 0) {
    throw new OpenSMEError(`The store holds no ${entity} ${id} of the connection "${connection}".`, {
      code: "not_found",
    });
  }
  const eraser = eraserOf(key, [...present.map(({ record }) => record), ...kept]);

  for (const stream of ours) {
    if ((await recordsOf(stream).remove(session, stream, keyText(id))) > 0) noteChanges(session, stream, [keyText(id)]);
  }
  for (const table of ["_history", "_deletions"])
    session.send(
      `DELETE FROM ${table} WHERE tenant = $1 AND connection = $2 AND entity = $3 AND id = $4`,
      connection,
      entity,
      keyText(id),
    );
  session.send(
    "DELETE FROM _rejects WHERE tenant = $1 AND connection = $2 AND resource = ANY($3::text[]) AND id = $4",
    connection,
    ours.map(({ resource }) => resource),
    id,
  );
  session.send(
    "INSERT INTO _forgotten (tenant, connection, entity, id, forgotten_at) VALUES ($1, $2, $3, $4, $5::timestamptz) ON CONFLICT DO NOTHING",
    connection,
    entity,
    fingerprint,
    erasedAt,
  );

  const redacted: Record<string, number> = {};
  const count = (name: string, rows: number): void => {
    if (rows > 0) redacted[name] = (redacted[name] ?? 0) + rows;
  };
  for (const stream of streams) count(stream.entity, await redactStream(session, recordsOf(stream), stream, eraser));
  for (const [table, column] of Object.entries(ownRows)) count(table, await redactOwn(session, table, column, eraser));
  return { record: key, erasedAt, removed: present.length + kept.length, redacted };
};

/** Fingerprints of the people of a stream who were erased. */
export const forgottenIn = async ({ run }: Session, { connection, entity }: StreamKey): Promise<Set<string>> => {
  const { rows } = await run(
    "SELECT id FROM _forgotten WHERE tenant = $1 AND connection = $2 AND entity = $3",
    connection,
    entity,
  );
  return new Set(rows.map(({ id }) => String(id)));
};

/** What the store's own tables keep of the record. */
const keptOf = async (
  { run }: Session,
  { connection, entity, id }: RecordKey,
  ours: readonly StreamKey[],
): Promise<StoredRecord["record"][]> => {
  const kept = await run(
    "SELECT record AS value FROM _history WHERE tenant = $1 AND connection = $2 AND entity = $3 AND id = $4 UNION ALL SELECT raw FROM _deletions WHERE tenant = $1 AND connection = $2 AND entity = $3 AND id = $4",
    connection,
    entity,
    keyText(id),
  );
  const rejects = await run(
    "SELECT raw AS value FROM _rejects WHERE tenant = $1 AND connection = $2 AND resource = ANY($3::text[]) AND id = $4",
    connection,
    ours.map(({ resource }) => resource),
    id,
  );
  return [...kept.rows, ...rejects.rows].map(({ value }) => JSON.parse(String(value)));
};

/** Replaces what tells of the person in the records of a stream. They keep their fingerprints, so that the tool's same row does not bring it back. */
const redactStream = async (session: Session, records: Records, stream: StreamKey, eraser: Eraser): Promise<number> => {
  const stored = new StoredRecords(stream.entity);
  let count = 0;
  for (let after = ""; ; ) {
    const page = await stored.page(session, stream, after, rowsAtATime);
    const last = page.at(-1);
    if (!last) return count;
    const concerned = page.filter(({ record, raw }) => eraser.concerns(stream, record, raw));
    const held = await records.held(
      session,
      stream.connection,
      concerned.map(({ id }) => id),
    );
    for (const { id, record, raw, fetchedAt } of concerned) {
      const left = { record: { ...eraser.erase(record), id: record.id }, raw: eraser.erase(raw) };
      if (isDeepStrictEqual(left, { record, raw })) continue;
      const put: Put = {
        change: { id, record: left.record },
        raw: JSON.stringify(left.raw),
        hash: held.get(id)?.hash ?? "",
      };
      records.write(session, stream, { puts: new Map([[id, put]]), deletions: new Map() }, held, fetchedAt);
      noteChanges(session, stream, [id]);
      count += 1;
    }
    after = last.id;
  }
};

/** Replaces what tells of the person in one of the store's own tables. */
const redactOwn = async (session: Session, table: string, column: string, eraser: Eraser): Promise<number> => {
  // The entity matters only for what is read of a record.
  const entityOf = table === "_history" ? "entity" : "''";
  let count = 0;
  // A row that is replaced moves behind the others, and is met once more with nothing left to replace.
  for (let after = "(0,0)"; ; ) {
    const { rows } = await session.run(
      `SELECT ctid::text AS place, ${column} AS value, connection, ${entityOf} AS entity FROM ${table} WHERE tenant = $1 AND ctid > $2::tid ORDER BY ctid LIMIT $3`,
      after,
      rowsAtATime,
    );
    const last = rows.at(-1);
    if (!last) return count;
    for (const row of rows) {
      const value: unknown = JSON.parse(String(row["value"]));
      const stream = { connection: String(row["connection"]), entity: row["entity"] as EntityName };
      if (!eraser.concerns(stream, value, undefined)) continue;
      const left = eraser.erase(value);
      if (isDeepStrictEqual(left, value)) continue;
      session.send(
        `UPDATE ${table} SET ${column} = $2::json WHERE tenant = $1 AND ctid = $3::tid`,
        JSON.stringify(left),
        row["place"],
      );
      count += 1;
    }
    after = String(last["place"]);
  }
};
