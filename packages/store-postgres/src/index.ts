export type { RejectedRow, SqlParameter, SqlValue, TableDescription } from "@opensme/sync/sql";
export type { DatabaseOptions } from "./options.ts";
export {
  type PostgresOptions,
  type PostgresStores,
  type PostgresStoresOptions,
  postgresStore,
  postgresStores,
} from "./postgres-store.ts";
export type { QueryResult } from "./query.ts";
export { openReader, type Reader } from "./reader.ts";
