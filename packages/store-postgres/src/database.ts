import { OpenSMEError } from "@opensme/core";
import { Client, escapeLiteral, Pool, type PoolClient } from "pg";
import { explain, isRefusedBehindAnother, lockTimeout } from "./errors.ts";
import type { DatabaseOptions } from "./options.ts";
import { storable, valueTypes } from "./values.ts";

/** Rows of a statement, as the model writes values. */
export type Row = Readonly<Record<string, unknown>>;

/** One transaction of a tenant. */
export interface Session {
  readonly client: PoolClient;
  /** Runs a statement, in which `$1` is the tenant. */
  run(sql: string, ...parameters: unknown[]): Promise<{ rows: Row[]; count: number }>;
  /** Sends such a statement without waiting for it: where it fails, the transaction does. */
  send(sql: string, ...parameters: unknown[]): void;
}

type Mode = "READ WRITE" | "READ ONLY";

/** What only reads sees the records and their lists as of one moment. */
const modes: Readonly<Record<Mode, string>> = {
  "READ WRITE": "ISOLATION LEVEL READ COMMITTED, READ WRITE",
  "READ ONLY": "ISOLATION LEVEL REPEATABLE READ, READ ONLY",
};

const connectionOptions = (address: string) => ({
  connectionString: address,
  keepAlive: true,
  connectionTimeoutMillis: 15_000,
});

/** A connection to a database of its own, not open yet. */
export const newClient = (address: string, name: string): Client => {
  const client = new Client({ ...connectionOptions(address), application_name: name });
  client.on("error", () => undefined);
  return client;
};

/** Connections to a database. With `pipeline`, a statement does not wait for the answers to those before it. */
export const openPool = (address: string, { pipeline, max }: { pipeline: boolean; max: number }): Pool => {
  const pool = new Pool({
    ...connectionOptions(address),
    max,
    pipeline,
    allowExitOnIdle: true,
    application_name: "opensme",
  });
  // Without listeners, a connection that breaks would end the process. An idle one is replaced; in use, its statements fail.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

/** The connections to a database, for the records of one tenant. */
export class Database {
  /** The database as messages name it: never with the password. */
  readonly place: string;
  readonly #tenant: string;
  readonly #pool: Pool;
  readonly #isShared: boolean;
  #isClosed = false;
  readonly #settings: string;
  /** Those that transactions without an end of their own have taken. */
  readonly #open = new Set<PoolClient>();

  /** Over connections of its own, or a pool that others use too and that it does not close. */
  constructor(address: string, { tenant = "default" }: DatabaseOptions, connections: Pool | { pipeline: boolean }) {
    if (tenant === "" || tenant !== storable(tenant) || tenant.length > 100) {
      throw new OpenSMEError("The tenant must be a text of 1 to 100 characters.", { code: "config" });
    }
    this.place = placeOf(address);
    this.#tenant = tenant;
    this.#settings = `SET LOCAL opensme.tenant = ${escapeLiteral(tenant)}; ${settings}`;
    this.#isShared = connections instanceof Pool;
    this.#pool = connections instanceof Pool ? connections : openPool(address, { ...connections, max: 4 });
  }

  /** Runs statements in one transaction: all of them happen, or none. */
  async transaction<Result>(work: (session: Session) => Promise<Result>, mode: Mode = "READ WRITE"): Promise<Result> {
    const client = await this.#begin(mode);
    const sent: Promise<unknown>[] = [];
    try {
      const result = await work(this.#session(client, sent));
      await Promise.all(sent);
      await client.query("COMMIT");
      client.release();
      return result;
    } catch (error) {
      await rollBack(client);
      const failures = (await Promise.allSettled(sent)).flatMap((outcome) =>
        outcome.status === "rejected" ? [outcome.reason] : [],
      );
      throw explain([...failures, error].find((one) => !isRefusedBehindAnother(one)) ?? error, this.place);
    }
  }

  /** Begins a transaction that reads, until `endReading`. */
  async beginReading(): Promise<PoolClient> {
    const client = await this.#begin("READ ONLY");
    this.#open.add(client);
    return client;
  }

  async endReading(client: PoolClient): Promise<void> {
    if (this.#open.delete(client)) await rollBack(client);
  }

  /** Ends reading in the middle of an answer, and the connection with it. */
  breakOff(client: PoolClient): void {
    if (this.#open.delete(client)) client.release(true);
  }

  async #begin(mode: Mode): Promise<PoolClient> {
    let client: PoolClient | undefined;
    try {
      if (this.isClosed) throw new Error("The store has been closed.");
      client = await this.#pool.connect();
      await client.query(`BEGIN TRANSACTION ${modes[mode]}; ${this.#settings}`);
      return client;
    } catch (error) {
      if (client) await rollBack(client);
      throw explain(error, this.place);
    }
  }

  #session(client: PoolClient, sent: Promise<unknown>[]): Session {
    const query = (text: string, parameters: unknown[]) =>
      client.query<Row>({ text, values: [this.#tenant, ...parameters], types: valueTypes });
    return {
      client,
      async run(sql, ...parameters) {
        const { rows, rowCount } = await query(sql, parameters);
        return { rows, count: rowCount ?? 0 };
      },
      send(sql, ...parameters) {
        const outcome = query(sql, parameters);
        // It is looked at when the transaction ends, and until then is nobody's.
        outcome.catch(() => undefined);
        sent.push(outcome);
      },
    };
  }

  async close(): Promise<void> {
    for (const client of this.#open) this.breakOff(client);
    if (this.isClosed) return;
    this.#isClosed = true;
    if (!this.#isShared) await this.#pool.end();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }
}

/** Gives a connection back. One in doubt is not used again. */
const rollBack = async (client: PoolClient): Promise<void> => {
  const isRolledBack = await client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
  client.release(!isRolledBack);
};

/**
 * What every transaction sets for itself; it ends with it, so that a pooler between may give its connection to others. An engine goes on from what it has
 * stored, so a server that breaks down may not forget it, whatever `synchronous_commit` is else.
 */
const settings = `SET LOCAL lock_timeout = ${lockTimeout}; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex'; SELECT set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)`;

const placeOf = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol)) {
    // The address may hold a password, so it is not repeated.
    throw new OpenSMEError("The address of the database must be like postgres://user:password@host:5432/database.", {
      code: "config",
    });
  }
  const host = url.host || url.searchParams.get("host") || "this machine";
  return `The PostgreSQL database ${decodeURIComponent(url.pathname.slice(1)) || url.username} on ${host}`;
};
