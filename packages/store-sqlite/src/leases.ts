import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { DatabaseSync } from "node:sqlite";
import { type Holder, leaseConflict, leaseLifetime } from "@opensme/sync/sql";
import { transaction } from "./database.ts";

/**
 * The connections that one store object may write. A lease is renewed with every write, and by a timer while its holder waits for the vendor. One whose
 * process has died is free at once where that can be seen, and else at the end of its lifetime.
 */
export class Leases {
  readonly #database: DatabaseSync;
  readonly #holder: string = randomUUID();
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  take(connection: string): void {
    transaction(this.#database, () => {
      const other = this.#find(connection);
      if (other && isAlive(other)) throw leaseConflict(connection, other);
      this.#database
        .prepare("INSERT OR REPLACE INTO _leases (connection, holder, pid, host, renewed_at) VALUES (?, ?, ?, ?, ?)")
        .run(connection, this.#holder, process.pid, hostname(), new Date().toISOString());
    });
    this.#held.add(connection);
    this.#timer ??= setInterval(() => this.#keepAlive(), leaseLifetime / 3).unref();
  }

  holds(connection: string): boolean {
    return this.#held.has(connection);
  }

  /** Renews a lease, in the transaction under way. Throws `conflict` where it is not held, or no longer. */
  renew(connection: string): void {
    if (this.#touch(connection)) return;
    throw leaseConflict(connection, this.#find(connection));
  }

  release(connection: string): void {
    this.#held.delete(connection);
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#database.prepare("DELETE FROM _leases WHERE connection = ? AND holder = ?").run(connection, this.#holder);
  }

  releaseAll(): void {
    for (const connection of this.#held) this.release(connection);
  }

  #touch(connection: string): boolean {
    const { changes } = this.#database
      .prepare("UPDATE _leases SET renewed_at = ? WHERE connection = ? AND holder = ?")
      .run(new Date().toISOString(), connection, this.#holder);
    return Number(changes) > 0;
  }

  #keepAlive(): void {
    try {
      for (const connection of this.#held) this.#touch(connection);
    } catch {
      // Locked at the moment. The next turn or write renews it, and a lease lost meanwhile is met there.
    }
  }

  #find(connection: string): Holder | undefined {
    const row = this.#database
      .prepare("SELECT pid, host, renewed_at FROM _leases WHERE connection = ?")
      .get(connection);
    return row && { pid: Number(row["pid"]), host: String(row["host"]), renewedAt: String(row["renewed_at"]) };
  }
}

const isAlive = ({ pid, host, renewedAt }: Holder): boolean =>
  Date.now() - Date.parse(renewedAt) < leaseLifetime && !(host === hostname() && isDead(pid));

const isDead = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
};
