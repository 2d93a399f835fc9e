import type { RecordKey, RecordVersion, StoredRecord, StreamKey } from "@opensme/sync";
import { validFrom, validTo } from "@opensme/sync/sql";
import type { Session } from "./database.ts";
import { StoredRecords } from "./stored.ts";
import { keyText } from "./values.ts";

/** Keeps some records as they stand, before another state takes their place or they are deleted. */
export const keepHistory = async (
  session: Session,
  stream: StreamKey,
  ids: readonly string[],
  end: (held: StoredRecord) => string,
): Promise<void> => {
  const { connection, resource, entity } = stream;
  const versions = await new StoredRecords(entity).held(session, stream, ids);
  if (versions.length === 0) return;
  session.send(
    `INSERT INTO _history (tenant, connection, entity, id, position, resource, valid_from, valid_to, record)
SELECT $1, $2, $3, v.id, 1 + (SELECT coalesce(max(h.position), 0) FROM _history h WHERE h.tenant = $1 AND h.connection = $2 AND h.entity = $3 AND h.id = v.id), $4, v.valid_from, v.valid_to, v.record::json
FROM unnest($5::text[], $6::timestamptz[], $7::timestamptz[], $8::text[]) AS v(id, valid_from, valid_to, record)`,
    connection,
    entity,
    resource,
    versions.map(({ id }) => id),
    versions.map(validFrom),
    versions.map(end),
    versions.map(({ record }) => JSON.stringify(record)),
  );
};

/** The states of a record, oldest first. */
export const historyOf = async (session: Session, { connection, entity, id }: RecordKey): Promise<RecordVersion[]> => {
  const { rows } = await session.run(
    "SELECT * FROM _history WHERE tenant = $1 AND connection = $2 AND entity = $3 AND id = $4 ORDER BY position",
    connection,
    entity,
    keyText(id),
  );
  const present = await new StoredRecords(entity).held(session, { connection }, [id]);
  return [
    ...rows.map((row) => ({
      record: JSON.parse(String(row["record"])),
      from: String(row["valid_from"]),
      to: String(row["valid_to"]),
    })),
    ...present.map((held) => ({ record: held.record, from: validFrom(held) })),
  ];
};

/** When the present state ends, where a page brings the next, or nothing. */
export const endIn =
  (puts: ReadonlyMap<string, { readonly change: Pick<StoredRecord, "record"> }>, fetchedAt: string) =>
  (held: StoredRecord): string => {
    const next = puts.get(held.id);
    return next ? validTo(held, { record: next.change.record, fetchedAt }) : fetchedAt;
  };
