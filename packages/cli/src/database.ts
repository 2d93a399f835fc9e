import { existsSync } from "node:fs";
import type * as Postgres from "@opensme/store-postgres";
import type { DurableStore } from "@opensme/sync";
import type { StoreReader } from "@opensme/sync/sql";
import { isPostgres } from "./config/address.ts";
import type { Project } from "./config/project.ts";
import { importFrom } from "./connectors.ts";
import { usageError } from "./failure.ts";

/** Opens the database of a project for a sync, and creates it where there is none. */
export const openStore = async ({ store, tenant, history, folder }: Project): Promise<DurableStore> => {
  if (isPostgres(store)) return (await loadPostgres(folder)).postgresStore(store, { tenant, history });
  const { sqliteStore } = await import("@opensme/store-sqlite");
  return sqliteStore(store, { history });
};

/** Opens the database of a project for reading. Throws a `config` error where there is none yet. */
export const openDatabase = async ({ store, tenant, folder }: Project): Promise<StoreReader> => {
  if (isPostgres(store)) return (await loadPostgres(folder)).openReader(store, { tenant });
  if (!existsSync(store)) {
    throw usageError(`There is no database yet at ${store}.`, "Fill it first: opensme sync");
  }
  const { openReader } = await import("@opensme/store-sqlite");
  return openReader(store);
};

const loadPostgres = async (folder: string): Promise<typeof Postgres> => {
  const postgres = (await importFrom(folder, "@opensme/store-postgres")) as typeof Postgres | undefined;
  if (postgres) return postgres;
  throw usageError(
    "A store in PostgreSQL needs the package @opensme/store-postgres.",
    "Install it: npm install @opensme/store-postgres",
  );
};
