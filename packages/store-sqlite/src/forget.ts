import type { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import { type EntityName, OpenSMEError } from "@opensme/core";
import type { ErasureReceipt, RecordKey, StoredRecord, StreamKey } from "@opensme/sync";
import { type Eraser, eraserOf, requirePerson } from "@opensme/sync/sql";
import { noteChanges } from "./changes.ts";
import type { Records } from "./records.ts";
import { type StoredRecords, storedRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";

const rowsAtATime = 500;

/** The rows of the store's own tables that hold what tools said. */
const ownRows = { _history: "record", _deletions: "raw", _rejects: "raw" } as const;

/** Erases a person, in the transaction under way. */
export const forget = (
  database: DatabaseSync,
  recordsOf: (entity: EntityName) => Records,
  key: RecordKey,
  fingerprint: string,
): ErasureReceipt => {
  requirePerson(key.entity);
  const { connection, entity, id } = key;
  const stored = storedRecords(database);
  const present = stored(entity).held({ connection }, [id]);
  const erasedAt = new Date().toISOString();
  const streams = streamsOf(database);
  const kept = keptOf(database, key, streams);
  if (present.length + kept.length === 0) {
    throw new OpenSMEError(`The store holds no ${entity} ${id} of the connection "${connection}".`, {
      code: "not_found",
    });
  }
  const eraser = eraserOf(key, [...present.map(({ record }) => record), ...kept.map(({ value }) => value)]);

  for (const stream of streams) {
    if (stream.connection !== connection || stream.entity !== entity) continue;
    if (recordsOf(entity).delete(stream, id, { cause: "forgotten", at: erasedAt })) noteChanges(database, stream, [id]);
  }
  database.prepare("DELETE FROM _deletions WHERE connection = ? AND entity = ? AND id = ?").run(connection, entity, id);
  for (const { table, rowid } of kept) database.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid);
  database
    .prepare("INSERT OR IGNORE INTO _forgotten (connection, entity, id, forgotten_at) VALUES (?, ?, ?, ?)")
    .run(connection, entity, fingerprint, erasedAt);

  const redacted: Record<string, number> = {};
  const count = (name: string, rows: number): void => {
    if (rows > 0) redacted[name] = (redacted[name] ?? 0) + rows;
  };
  for (const stream of streams) {
    const records = recordsOf(stream.entity);
    count(stream.entity, redactStream(database, stored(stream.entity), records, stream, eraser));
  }
  for (const [table, column] of Object.entries(ownRows)) count(table, redactOwn(database, table, column, eraser));
  return { record: key, erasedAt, removed: present.length + kept.length, redacted };
};

/** What the store's own tables keep of the record. */
const keptOf = (
  database: DatabaseSync,
  { connection, entity, id }: RecordKey,
  streams: readonly StreamKey[],
): { table: string; rowid: number; value: StoredRecord["record"] }[] => {
  const resources = streams.flatMap((stream) =>
    stream.connection === connection && stream.entity === entity ? [stream.resource] : [],
  );
  const read = (table: keyof typeof ownRows, condition: string, ...parameters: string[]) =>
    database
      .prepare(`SELECT rowid, ${ownRows[table]} AS value FROM ${table} WHERE connection = ? AND ${condition}`)
      .all(connection, ...parameters)
      .map((row) => ({ table, rowid: Number(row["rowid"]), value: JSON.parse(String(row["value"])) }));
  return [
    ...read("_history", "entity = ? AND id = ?", entity, id),
    ...read("_deletions", "entity = ? AND id = ?", entity, id),
    ...resources.flatMap((resource) => read("_rejects", "resource = ? AND id = ?", resource, id)),
  ];
};

/** Replaces what tells of the person in the records of a stream. They keep their fingerprints, so that the tool's same row does not bring it back. */
const redactStream = (
  database: DatabaseSync,
  stored: StoredRecords,
  records: Records,
  stream: StreamKey,
  eraser: Eraser,
): number => {
  let count = 0;
  for (let after = ""; ; ) {
    const page = stored.page(stream, after, rowsAtATime);
    const last = page.at(-1);
    if (!last) return count;
    const concerned = page.filter(({ record, raw }) => eraser.concerns(stream, record, raw));
    const hashes = records.hashes(
      stream.connection,
      concerned.map(({ id }) => id),
    );
    const changed: string[] = [];
    for (const { id, record, raw, fetchedAt } of concerned) {
      const left = { record: { ...eraser.erase(record), id }, raw: eraser.erase(raw) };
      if (isDeepStrictEqual(left, { record, raw })) continue;
      const row = { raw: JSON.stringify(left.raw), hash: hashes.get(id) ?? "", fetchedAt };
      records.put(stream, { id, record: left.record }, row, true);
      changed.push(id);
    }
    noteChanges(database, stream, changed);
    count += changed.length;
    after = last.id;
  }
};

/** Replaces what tells of the person in one of the store's own tables. */
const redactOwn = (database: DatabaseSync, table: string, column: string, eraser: Eraser): number => {
  // The entity matters only for what is read of a record.
  const entityOf = table === "_history" ? "entity" : "''";
  const read = database.prepare(
    `SELECT rowid, ${column} AS value, connection, ${entityOf} AS entity FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  const write = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
  let count = 0;
  for (let after = 0; ; ) {
    const rows = read.all(after, rowsAtATime);
    const last = rows.at(-1);
    if (!last) return count;
    for (const row of rows) {
      const value: unknown = JSON.parse(String(row["value"]));
      const stream = { connection: String(row["connection"]), entity: row["entity"] as EntityName };
      if (!eraser.concerns(stream, value, undefined)) continue;
      const text = JSON.stringify(eraser.erase(value));
      if (text === row["value"]) continue;
      write.run(text, Number(row["rowid"]));
      count += 1;
    }
    after = Number(last["rowid"]);
  }
};
