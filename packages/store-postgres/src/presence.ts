import { randomUUID } from "node:crypto";
import type { Client as PgClient } from "pg";

/** What @types/pg leaves out. */
type Client = PgClient & Record<"ref" | "unref", () => void>;

/** Milliseconds for which the session stays without a lease, for the next one. */
const idleTime = 10_000;

/** Milliseconds after which a session that broke off is opened again. */
const retryTime = 500;

/**
 * A transaction that stays open, with a lock, for as long as this process holds leases: when the process dies, so does it, and others see at once that the
 * leases are nobody's. Not a lock of a session, since a pooler that gives each transaction another session would keep that one, or lend it to others. The
 * transaction has no snapshot and no number, so it holds up no vacuum.
 */
export class Presence {
  /** What its holders' names begin with. */
  readonly name: string = randomUUID();
  readonly #connect: () => Client;
  #session: Promise<Client> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #leases = 0;

  constructor(connect: () => PgClient) {
    this.#connect = connect as () => Client;
  }

  /** Opens it where it is not open, before a lease is taken. Throws what the database does. */
  async enter(): Promise<void> {
    this.#leases += 1;
    clearTimeout(this.#timer);
    this.#session ??= this.#open();
    try {
      await this.#session;
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** Tells that a lease was given back. */
  leave(): void {
    this.#leases -= 1;
    if (this.#leases > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), idleTime).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const session = this.#session;
    this.#session = undefined;
    await session
      ?.then((client) => {
        client.ref();
        return client.end();
      })
      .catch(() => undefined);
  }

  #open(): Promise<Client> {
    const client = this.#connect();
    const open = async (): Promise<Client> => {
      await client.connect();
      // With parameters the snapshot of the statement would stay until the next one.
      await client.query(
        `BEGIN ISOLATION LEVEL READ COMMITTED, READ ONLY; ${withoutLimits}; SELECT pg_advisory_xact_lock(hashtextextended('${this.name}', 0))`,
      );
      // A program that forgets to close its store may end all the same.
      client.unref();
      return client;
    };
    const session = open();
    client.once("end", () => this.#lost(session));
    session.catch(() => {
      this.#lost(session);
      void client.end().catch(() => undefined);
    });
    return session;
  }

  #lost(session: Promise<Client>): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    if (this.#leases === 0) return;
    this.#timer = setTimeout(() => {
      this.#session ??= this.#open();
    }, retryTime).unref();
  }
}

/** The limits that a server may set to transactions, of which an older one has fewer. */
const withoutLimits =
  "SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN ('lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')";

/** SQL that tells whether the process of a holder is gone, as far as a lock tells. Whoever looks at the same time sees the same. */
export const isGone = (holder: string): string =>
  `pg_try_advisory_xact_lock_shared(hashtextextended(split_part(${holder}, '/', 1), 0))`;
