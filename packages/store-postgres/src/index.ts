export type { RejectedRow, SqlParameter, SqlValue, TableDescription } from "@opensme/sync/sql";
export type { DatabaseOptions } from "./options.ts";
export {
  type PostgresOptions,
  type PostgresStores,
  type PostgresStoresOptions,
  postgresStore,
  postgresStores,
} from "./postgres-store.ts";
export { openReader, type QueryResult, type Reader } from "./reader.ts";
