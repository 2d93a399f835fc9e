import type { DatabaseSync } from "node:sqlite";
import type { EntityName } from "@opensme/core";
import type { RecordKey, StreamKey } from "@opensme/sync";
import { type ForgettingTables, type OwnTable, ownTables } from "@opensme/sync/sql";
import { noteChanges } from "./changes.ts";
import type { Records } from "./records.ts";
import { storedRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";

/** What is done in a file to forget a record, in the transaction under way. */
export const forgettingTables = (
  database: DatabaseSync,
  recordsOf: (entity: EntityName) => Records,
  { connection, entity, id }: RecordKey,
  fingerprint: string,
): ForgettingTables<number> => {
  const stored = storedRecords(database);
  const keptIn = (table: OwnTable, streams: readonly StreamKey[]): { condition: string; parameters: string[] }[] =>
    table === "_rejects"
      ? streams.map(({ resource }) => ({ condition: "resource = ? AND id = ?", parameters: [resource, id] }))
      : [{ condition: "entity = ? AND id = ?", parameters: [entity, id] }];
  const tables = Object.keys(ownTables) as OwnTable[];
  return {
    streams: () => streamsOf(database),
    present: () => stored(entity).held({ connection }, [id]),
    kept: (streams) =>
      tables.flatMap((table) =>
        keptIn(table, streams).flatMap(({ condition, parameters }) =>
          database
            .prepare(`SELECT ${ownTables[table]} AS value FROM ${table} WHERE connection = ? AND ${condition}`)
            .all(connection, ...parameters)
            .map(({ value }) => JSON.parse(String(value))),
        ),
      ),
    remove(stream) {
      const isHeld = recordsOf(entity).delete(stream, id, { cause: "forgotten", at: new Date().toISOString() });
      if (isHeld) noteChanges(database, stream, [id]);
    },
    removeKept(streams, at) {
      for (const table of tables)
        for (const { condition, parameters } of keptIn(table, streams))
          database.prepare(`DELETE FROM ${table} WHERE connection = ? AND ${condition}`).run(connection, ...parameters);
      database
        .prepare("INSERT OR IGNORE INTO _forgotten (connection, entity, id, forgotten_at) VALUES (?, ?, ?, ?)")
        .run(connection, entity, fingerprint, at);
    },
    page: (stream, after, limit) => stored(stream.entity).page(stream, after, limit),
    replace(stream, changed) {
      const records = recordsOf(stream.entity);
      const ids = changed.map((one) => one.id);
      const states = records.states(stream.connection, ids);
      for (const { id, record, raw, fetchedAt } of changed)
        records.put(
          stream,
          { id, record },
          { raw: JSON.stringify(raw), mark: states.get(id)?.mark ?? "", fetchedAt },
          true,
        );
      noteChanges(database, stream, ids);
    },
    ownPage: (table, after = 0, limit) =>
      database
        .prepare(
          `SELECT rowid, ${ownTables[table]} AS value, connection${table === "_history" ? ", entity" : ""} FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        )
        .all(after, limit)
        .map((row) => ({
          place: Number(row["rowid"]),
          connection: String(row["connection"]),
          entity: row["entity"] as EntityName | undefined,
          value: JSON.parse(String(row["value"])),
        })),
    replaceOwn(table, place, value) {
      database.prepare(`UPDATE ${table} SET ${ownTables[table]} = ? WHERE rowid = ?`).run(JSON.stringify(value), place);
    },
  };
};
