import { OpenSMEError } from "@opensme/core";
import { Pool, type PoolClient, type QueryConfig } from "pg";
import { explain, lockTimeout } from "./errors.ts";
import { storable, valueTypes } from "./values.ts";

/** Rows of a statement, as the model writes values. */
export type Row = Readonly<Record<string, unknown>>;

/** One transaction of a tenant. */
export interface Session {
  readonly tenant: string;
  readonly client: PoolClient;
  /** Runs a statement, in which `$1` is the tenant. */
  run(sql: string, ...parameters: unknown[]): Promise<{ rows: Row[]; count: number }>;
}

/** The connections to a database, for the records of one tenant. */
export class Database {
  /** The database as messages name it: never with the password. */
  readonly place: string;
  readonly tenant: string;
  readonly #pool: Pool;

  constructor(address: string, tenant: string) {
    if (tenant === "" || tenant !== storable(tenant) || tenant.length > 100) {
      throw new OpenSMEError("The tenant must be a text of 1 to 100 characters.", { code: "config" });
    }
    this.place = placeOf(address);
    this.tenant = tenant;
    this.#pool = new Pool({
      connectionString: address,
      max: 4,
      connectionTimeoutMillis: 15_000,
      application_name: "opensme",
    });
    // A connection that breaks while idle is replaced; without a listener it would end the process.
    this.#pool.on("error", () => undefined);
  }

  /** Runs statements in one transaction: all of them happen, or none. Its settings end with it, so that a pooler between may give its connection to others. */
  async transaction<Result>(
    work: (session: Session) => Promise<Result>,
    mode: "READ WRITE" | "READ ONLY" = "READ WRITE",
  ): Promise<Result> {
    let client: PoolClient | undefined;
    try {
      client = await this.#pool.connect();
      await client.query(`BEGIN TRANSACTION ${mode}`);
      const session = this.#session(client);
      await session.run(
        `SELECT set_config('opensme.tenant', $1, true), set_config('lock_timeout', '${lockTimeout}', true), set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true), set_config('bytea_output', 'hex', true)`,
      );
      const result = await work(session);
      await client.query("COMMIT");
      client.release();
      return result;
    } catch (error) {
      // A connection in doubt is not used again.
      const isRolledBack = await client?.query("ROLLBACK").then(
        () => true,
        () => false,
      );
      client?.release(!isRolledBack);
      throw explain(error, this.place);
    }
  }

  #session(client: PoolClient): Session {
    const { tenant } = this;
    return {
      tenant,
      client,
      async run(text, ...parameters) {
        const query: QueryConfig = { text, values: [tenant, ...parameters], types: valueTypes };
        const { rows, rowCount } = await client.query<Row>(query);
        return { rows, count: rowCount ?? 0 };
      },
    };
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }

  get isClosed(): boolean {
    return this.#pool.ended || this.#pool.ending;
  }
}

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
