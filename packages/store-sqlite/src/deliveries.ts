import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Delivery } from "@opensme/sync";
import { deliveryMemory } from "@opensme/sync/sql";

/** What webhooks told of, until it is applied, and their ids for a while after. */
export class Deliveries {
  readonly #put: StatementSync;
  readonly #queued: StatementSync;
  readonly #settle: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      "INSERT OR IGNORE INTO _deliveries (connection, id, events, received_at) VALUES (?, ?, ?, ?)",
    );
    this.#queued = database.prepare(
      "SELECT id, events, received_at FROM _deliveries WHERE connection = ? AND settled_at IS NULL ORDER BY rowid LIMIT ?",
    );
    this.#settle = database.prepare(
      "UPDATE _deliveries SET settled_at = ?, events = '[]' WHERE connection = ? AND id = ? AND settled_at IS NULL",
    );
    this.#forget = database.prepare("DELETE FROM _deliveries WHERE connection = ? AND settled_at < ?");
  }

  /** Keeps a delivery. False where one of its id was kept before. */
  put(connection: string, { id, events, receivedAt }: Delivery): boolean {
    return Number(this.#put.run(connection, id, JSON.stringify(events), receivedAt).changes) > 0;
  }

  queued(connection: string, limit: number): Delivery[] {
    return this.#queued.all(connection, limit).map((row) => ({
      id: String(row["id"]),
      events: JSON.parse(String(row["events"])),
      receivedAt: String(row["received_at"]),
    }));
  }

  settle(connection: string, ids: readonly string[]): void {
    const now = Date.now();
    for (const id of ids) this.#settle.run(new Date(now).toISOString(), connection, id);
    this.#forget.run(connection, new Date(now - deliveryMemory).toISOString());
  }
}
