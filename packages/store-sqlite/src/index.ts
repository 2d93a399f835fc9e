export type { QueryResult, SqlParameter, SqlValue } from "./query.ts";
export { openReader, type Reader, type RejectedRow, type TableDescription } from "./reader.ts";
export { sqliteStore } from "./sqlite-store.ts";
