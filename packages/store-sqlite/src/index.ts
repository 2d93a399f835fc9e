export type { RejectedRow, SqlParameter, SqlValue, TableDescription } from "@opensme/sync/sql";
export type { QueryResult } from "./query.ts";
export { openReader, type Reader } from "./reader.ts";
export { sqliteStore } from "./sqlite-store.ts";
