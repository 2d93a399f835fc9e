import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Holder, leaseConflict, leaseLifetime } from "@opensme/sync/sql";
import type { Database, Session } from "./database.ts";
import { explain } from "./errors.ts";
import { isGone, type Presence } from "./presence.ts";

/**
 * The connections that one store object may write: rows, not locks of a session, since a pooler may give each transaction another session. A lease is
 * renewed with every write, and by a timer while its holder waits for the vendor; by the database's clock, so that those of the machines do not matter.
 * One whose process has died is free at once; one whose machine cannot be reached, at the end of its lifetime.
 */
export class Leases {
  readonly #database: Database;
  readonly #presence: Presence;
  readonly #holder: string;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, presence: Presence) {
    this.#database = database;
    this.#presence = presence;
    this.#holder = `${presence.name}/${randomUUID()}`;
  }

  async take(connection: string): Promise<void> {
    await this.#presence.enter().catch((error: unknown) => {
      throw explain(error, this.#database.place);
    });
    try {
      await this.#take(connection);
    } catch (error) {
      this.#presence.leave();
      throw error;
    }
    this.#held.add(connection);
    this.#timer ??= setInterval(() => void this.#keepAlive(), leaseLifetime / 3).unref();
  }

  async #take(connection: string): Promise<void> {
    await this.#database.transaction(async (session) => {
      const { count } = await session.run(
        `INSERT INTO _leases AS held (tenant, connection, holder, pid, host, renewed_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())
ON CONFLICT (tenant, connection) DO UPDATE SET holder = excluded.holder, pid = excluded.pid, host = excluded.host, renewed_at = excluded.renewed_at
WHERE held.renewed_at < clock_timestamp() - $6 * interval '1 millisecond' OR ${isGone("held.holder")}`,
        connection,
        this.#holder,
        process.pid,
        hostname(),
        leaseLifetime,
      );
      if (count === 0) throw leaseConflict(connection, await find(session, connection));
    });
  }

  holds(connection: string): boolean {
    return this.#held.has(connection);
  }

  /** Renews a lease, in the transaction under way. Throws `conflict` where it is not held, or no longer. */
  async renew(session: Session, connection: string): Promise<void> {
    if (await this.#touch(session, connection)) return;
    throw leaseConflict(connection, await find(session, connection));
  }

  async release(connection: string): Promise<void> {
    if (this.#held.delete(connection)) this.#presence.leave();
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    await this.#database.transaction(({ run }) =>
      run("DELETE FROM _leases WHERE tenant = $1 AND connection = $2 AND holder = $3", connection, this.#holder),
    );
  }

  async releaseAll(): Promise<void> {
    for (const connection of [...this.#held]) await this.release(connection);
  }

  async #touch({ run }: Session, connection: string): Promise<boolean> {
    const { count } = await run(
      "UPDATE _leases SET renewed_at = clock_timestamp() WHERE tenant = $1 AND connection = $2 AND holder = $3",
      connection,
      this.#holder,
    );
    return count > 0;
  }

  async #keepAlive(): Promise<void> {
    for (const connection of [...this.#held]) {
      // Where it fails, the next turn or write renews it, and a lease lost meanwhile is met there.
      await this.#database.transaction((session) => this.#touch(session, connection)).catch(() => undefined);
    }
  }
}

const find = async ({ run }: Session, connection: string): Promise<Holder | undefined> => {
  const { rows } = await run(
    "SELECT pid, host, renewed_at FROM _leases WHERE tenant = $1 AND connection = $2",
    connection,
  );
  const row = rows[0];
  return row && { pid: Number(row["pid"]), host: String(row["host"]), renewedAt: String(row["renewed_at"]) };
};
