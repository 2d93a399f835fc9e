import type { StreamKey } from "@opensme/sync";
import type { Session } from "./database.ts";
import type { Plan } from "./plan.ts";
import { keyText } from "./values.ts";

/** Writes which rows could not be read, and forgets those that a page has settled. */
export const saveRejects = (
  { send }: Session,
  { connection, resource }: StreamKey,
  rejects: Plan["rejects"],
  at: string,
): void => {
  const settled = [...rejects].flatMap(([key, reject]) => (reject ? [] : [key]));
  if (settled.length > 0) {
    send(
      "DELETE FROM _rejects WHERE tenant = $1 AND connection = $2 AND resource = $3 AND key = ANY($4::text[])",
      connection,
      resource,
      settled,
    );
  }
  const kept = [...rejects].flatMap(([key, reject]) => (reject ? [{ key, ...reject }] : []));
  if (kept.length === 0) return;
  // A row that comes again as it was has been wrong since it first came.
  send(
    "INSERT INTO _rejects AS held (tenant, connection, resource, key, id, raw, issues, rejected_at) SELECT $1, $2, $3, r.key, r.id, r.raw::json, r.issues::json, $4::timestamptz FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) AS r(key, id, raw, issues) ON CONFLICT (tenant, connection, resource, key) DO UPDATE SET id = excluded.id, raw = excluded.raw, issues = excluded.issues, rejected_at = CASE WHEN held.raw::text = excluded.raw::text THEN held.rejected_at ELSE excluded.rejected_at END",
    connection,
    resource,
    at,
    kept.map(({ key }) => key),
    kept.map(({ change: { id } }) => (id === undefined ? null : keyText(id))),
    kept.map(({ raw }) => raw),
    kept.map(({ change: { issues } }) => JSON.stringify(issues)),
  );
};

export const anyReject = async ({ run }: Session, { connection, resource }: StreamKey): Promise<boolean> => {
  const { count } = await run(
    "SELECT 1 FROM _rejects WHERE tenant = $1 AND connection = $2 AND resource = $3 LIMIT 1",
    connection,
    resource,
  );
  return count > 0;
};

/** Forgets the rows that the sweep has not seen: the tool no longer has them. */
export const forgetUnseen = ({ send }: Session, { connection, resource }: StreamKey): void => {
  send(
    "DELETE FROM _rejects r WHERE tenant = $1 AND connection = $2 AND resource = $3 AND NOT EXISTS (SELECT 1 FROM _sweep s WHERE s.tenant = $1 AND s.connection = $2 AND s.resource = $3 AND s.id = r.key)",
    connection,
    resource,
  );
};

export const rejectedRows = async (
  { run }: Session,
  { connection, resource }: StreamKey,
  after: string,
  limit: number,
): Promise<{ key: string; raw: string; fetchedAt: string }[]> => {
  const { rows } = await run(
    "SELECT key, raw, rejected_at FROM _rejects WHERE tenant = $1 AND connection = $2 AND resource = $3 AND key > $4 ORDER BY key LIMIT $5",
    connection,
    resource,
    after,
    limit,
  );
  return rows.map((row) => ({
    key: String(row["key"]),
    raw: String(row["raw"]),
    fetchedAt: String(row["rejected_at"]),
  }));
};
