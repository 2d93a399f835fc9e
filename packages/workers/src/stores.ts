import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OpenSMEError } from "@opensme/core";
import type { PostgresStores } from "@opensme/store-postgres";
import type { DurableStore } from "@opensme/sync";

/** Whether a database is the address of PostgreSQL, and not a folder. */
export const isPostgres = (database: string): boolean => /^postgres(?:ql)?:/.test(database);

/** The stores of tenants, each open for as long as anybody uses it. */
export class Stores {
  readonly #database: string;
  readonly #history: boolean;
  readonly #open = new Map<string, { store: Promise<DurableStore>; users: number }>();
  #postgres: Promise<PostgresStores> | undefined;

  /** With `history`, each keeps the earlier states of its records. */
  constructor(database: string, history: boolean) {
    this.#database = database;
    this.#history = history;
  }

  async use<Result>(tenant: string, work: (store: DurableStore) => Promise<Result>): Promise<Result> {
    const held = this.#open.get(tenant) ?? { store: this.#openStore(tenant), users: 0 };
    this.#open.set(tenant, held);
    held.users += 1;
    try {
      return await work(await held.store);
    } finally {
      held.users -= 1;
      if (held.users === 0) {
        this.#open.delete(tenant);
        await held.store.then((store) => store.close()).catch(() => undefined);
      }
    }
  }

  /** Closes what stores share. None may be in use. */
  async close(): Promise<void> {
    await this.#postgres?.then((stores) => stores.close()).catch(() => undefined);
  }

  /** Opens what stores share, to find out before the work begins whether they can be. */
  async open(): Promise<void> {
    if (isPostgres(this.#database)) this.#postgres = openPostgres(this.#database, this.#history);
    else await mkdir(this.#database, { recursive: true });
    await (this.#postgres ?? loadSqlite());
  }

  /** A tenant's part of a PostgreSQL database, or its file in a folder. */
  async #openStore(tenant: string): Promise<DurableStore> {
    if (this.#postgres) return (await this.#postgres).of(tenant);
    const { sqliteStore } = await loadSqlite();
    return sqliteStore(join(this.#database, `${fileName(tenant)}.db`), { history: this.#history });
  }
}

const loadSqlite = () => import("@opensme/store-sqlite").catch(missing("@opensme/store-sqlite"));

const openPostgres = async (database: string, history: boolean): Promise<PostgresStores> => {
  const { postgresStores } = await import("@opensme/store-postgres").catch(missing("@opensme/store-postgres"));
  return postgresStores(database, { history });
};

/** Another name for each tenant, on file systems too that take capitals for small letters. */
const fileName = (tenant: string): string =>
  [...Buffer.from(tenant)]
    .map((byte) => String.fromCharCode(byte))
    .map((letter) => (/[a-z0-9_-]/.test(letter) ? letter : `%${letter.charCodeAt(0).toString(16)}`))
    .join("");

const missing =
  (name: string) =>
  (cause: unknown): never => {
    throw new OpenSMEError(`The database needs the package ${name}. Install it: npm install ${name}`, {
      code: "config",
      cause,
    });
  };
