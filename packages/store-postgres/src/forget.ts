import type { EntityName } from "@opensme/core";
import type { RecordKey, StreamKey } from "@opensme/sync";
import { type ForgettingTables, ownTables } from "@opensme/sync/sql";
import { noteChanges } from "./changes.ts";
import type { Session } from "./database.ts";
import type { Records } from "./records.ts";
import { StoredRecords } from "./stored.ts";
import { streamsOf } from "./streams.ts";
import { keyText } from "./values.ts";

/** What is done in PostgreSQL to forget a record, in the transaction under way. A row is found by its `ctid`. */
export const forgettingTables = (
  session: Session,
  recordsOf: (stream: StreamKey) => Records,
  { connection, entity, id }: RecordKey,
  fingerprint: string,
): ForgettingTables<string> => {
  const { run, send } = session;
  const ofRecord = "tenant = $1 AND connection = $2 AND entity = $3 AND id = $4";
  const ofRejects = "tenant = $1 AND connection = $2 AND resource = ANY($3::text[]) AND id = $4";
  const resourcesOf = (streams: readonly StreamKey[]): string[] => streams.map(({ resource }) => resource);
  return {
    streams: () => streamsOf(session),
    present: () => new StoredRecords(entity).held(session, { connection }, [id]),
    async kept(streams) {
      const records = await run(
        `SELECT record AS value FROM _history WHERE ${ofRecord} UNION ALL SELECT raw FROM _deletions WHERE ${ofRecord}`,
        connection,
        entity,
        keyText(id),
      );
      const rejects = await run(
        `SELECT raw AS value FROM _rejects WHERE ${ofRejects}`,
        connection,
        resourcesOf(streams),
        id,
      );
      return [...records.rows, ...rejects.rows].map(({ value }) => JSON.parse(String(value)));
    },
    async remove(stream) {
      const removed = await recordsOf(stream).remove(session, stream, keyText(id));
      if (removed > 0) noteChanges(session, stream, [keyText(id)]);
    },
    removeKept(streams, at) {
      for (const table of ["_history", "_deletions"])
        send(`DELETE FROM ${table} WHERE ${ofRecord}`, connection, entity, keyText(id));
      send(`DELETE FROM _rejects WHERE ${ofRejects}`, connection, resourcesOf(streams), id);
      send(
        "INSERT INTO _forgotten (tenant, connection, entity, id, forgotten_at) VALUES ($1, $2, $3, $4, $5::timestamptz) ON CONFLICT DO NOTHING",
        connection,
        entity,
        fingerprint,
        at,
      );
    },
    page: (stream, after, limit) => new StoredRecords(stream.entity).page(session, stream, after, limit),
    async replace(stream, changed) {
      const records = recordsOf(stream);
      const ids = changed.map((one) => one.id);
      const held = await records.held(session, stream.connection, ids);
      for (const { id, record, raw, fetchedAt } of changed) {
        const put = { change: { id, record }, raw: JSON.stringify(raw), mark: held.get(id)?.mark ?? "" };
        records.write(session, stream, { puts: new Map([[id, put]]), deletions: new Map() }, held, fetchedAt);
      }
      noteChanges(session, stream, ids);
    },
    // A row that is replaced moves behind the others, and is met once more with nothing left to replace.
    async ownPage(table, after = "(0,0)", limit) {
      const { rows } = await run(
        `SELECT ctid::text AS place, ${ownTables[table]} AS value, connection${table === "_history" ? ", entity" : ""} FROM ${table} WHERE tenant = $1 AND ctid > $2::tid ORDER BY ctid LIMIT $3`,
        after,
        limit,
      );
      return rows.map((row) => ({
        place: String(row["place"]),
        connection: String(row["connection"]),
        entity: row["entity"] as EntityName | undefined,
        value: JSON.parse(String(row["value"])),
      }));
    },
    replaceOwn: (table, place, value) =>
      send(
        `UPDATE ${table} SET ${ownTables[table]} = $2::json WHERE tenant = $1 AND ctid = $3::tid`,
        JSON.stringify(value),
        place,
      ),
  };
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
