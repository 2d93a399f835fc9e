export type { RejectedRow, SqlParameter, SqlValue, TableDescription } from "@opensme/sync/sql";
export type { DatabaseOptions } from "./database.ts";
export { type PostgresOptions, postgresStore } from "./postgres-store.ts";
export type { QueryResult } from "./query.ts";
export { openReader, type Reader } from "./reader.ts";
