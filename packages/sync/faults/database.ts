import { postgresStore, openReader as readPostgres } from "@opensme/store-postgres";
import { openReader as readSqlite, sqliteStore } from "@opensme/store-sqlite";
import type { Store } from "@opensme/sync";
import type { StoreReader } from "@opensme/sync/sql";

/** Where a trial keeps its records: a SQLite file, or a tenant's part of a PostgreSQL database. */
export interface Database {
  readonly place: string;
  readonly tenant?: string | undefined;
}

const isServer = ({ place }: Database): boolean => /^postgres(?:ql)?:/.test(place);

export const openStore = async (database: Database): Promise<Store> => {
  const { place, tenant } = database;
  return isServer(database) ? postgresStore(place, { tenant }) : sqliteStore(place);
};

export type Dialect = "sqlite" | "postgres";

/** Opens the records for questions, which the two databases want in words of their own. */
export const openReader = async (database: Database): Promise<{ reader: StoreReader; dialect: Dialect }> => {
  const { place, tenant } = database;
  if (isServer(database)) return { reader: await readPostgres(place, { tenant }), dialect: "postgres" };
  return { reader: readSqlite(place), dialect: "sqlite" };
};
