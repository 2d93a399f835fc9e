import type { Delivery } from "@opensme/sync";
import { deliveryMemory } from "@opensme/sync/sql";
import type { Session } from "./database.ts";
import { keyText } from "./values.ts";

/** Keeps a delivery. False where one of its id was kept before. */
export const putDelivery = async (
  { run }: Session,
  connection: string,
  { id, events, receivedAt }: Delivery,
): Promise<boolean> => {
  const { count } = await run(
    "INSERT INTO _deliveries (tenant, connection, id, events, received_at, queued_at) VALUES ($1, $2, $3, $4::json, $5::timestamptz, clock_timestamp()) ON CONFLICT DO NOTHING",
    connection,
    keyText(id),
    JSON.stringify(events),
    receivedAt,
  );
  return count > 0;
};

export const queuedDeliveries = async ({ run }: Session, connection: string, limit: number): Promise<Delivery[]> => {
  const { rows } = await run(
    "SELECT id, events, received_at FROM _deliveries WHERE tenant = $1 AND connection = $2 AND settled_at IS NULL ORDER BY queued_at LIMIT $3",
    connection,
    limit,
  );
  return rows.map((row) => ({
    id: String(row["id"]),
    events: JSON.parse(String(row["events"])),
    receivedAt: String(row["received_at"]),
  }));
};

/** Marks deliveries as applied, and forgets the ids of those that were long ago. */
export const settleDeliveries = ({ send }: Session, connection: string, ids: readonly string[]): void => {
  send(
    "UPDATE _deliveries SET settled_at = clock_timestamp(), events = '[]' WHERE tenant = $1 AND connection = $2 AND id = ANY($3::text[]) AND settled_at IS NULL",
    connection,
    ids.map(keyText),
  );
  send(
    "DELETE FROM _deliveries WHERE tenant = $1 AND connection = $2 AND settled_at < clock_timestamp() - $3 * interval '1 millisecond'",
    connection,
    deliveryMemory,
  );
};
