import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { OpenSMEError } from "@opensme/core";
import { type Column, type EntityTable, entityTables, type Table } from "@opensme/sync/sql";
import { explain, lockTimeout } from "./errors.ts";
import { addColumn, applicationId, createEntityTables, createOwnTables, laterTables, layoutVersion } from "./schema.ts";

/** Runs statements in one transaction: all of them happen, or none. */
export const transaction = <Result>(database: DatabaseSync, work: () => Result): Result => {
  // Taking the write lock at once: a transaction that begins by reading could fail to get it later.
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite itself has rolled back after some errors, such as a full disk.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
};

/** Opens or creates a store for writing, and brings its tables up to the model. */
export const openForWriting = (path: string, tables: readonly EntityTable[] = entityTables): DatabaseSync => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: lockTimeout });
    requireOurs(database, path);
    // Records of 2 KB with their raw rows leave a third of a smaller page empty.
    database.exec("PRAGMA page_size = 8192");
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 2000");
    migrate(database, path, tables);
    return database;
  } catch (error) {
    database?.close();
    throw explain(error, path);
  }
};

/** Opens a store that exists for reading only. */
export const openForReading = (path: string): DatabaseSync => {
  if (!existsSync(path)) throw notThereYet(path);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: lockTimeout });
    if (!requireOurs(database, path)) throw notThereYet(path);
    // Reads the table of contents, so that a damaged one shows here.
    database.prepare("SELECT 1 FROM sqlite_schema").get();
    return database;
  } catch (error) {
    database?.close();
    throw explain(error, path);
  }
};

const notThereYet = (path: string): OpenSMEError =>
  new OpenSMEError(`There is no database ${path} yet. It comes with the first sync.`, { code: "config" });

const headerOf = (database: DatabaseSync, field: "application_id" | "user_version" | "schema_version"): number =>
  Number(database.prepare(`PRAGMA ${field}`).get()?.[field]);

/** Whether the database is a store already; false where it is empty. Throws where it is something else, or a newer store. */
const requireOurs = (database: DatabaseSync, path: string): boolean => {
  if (headerOf(database, "application_id") !== applicationId) {
    if (headerOf(database, "schema_version") === 0) return false;
    throw new OpenSMEError(`${path} is a database of another program, and is left alone. Choose another path.`, {
      code: "config",
    });
  }
  const version = headerOf(database, "user_version");
  if (version > layoutVersion) {
    throw new OpenSMEError(
      `The database ${path} was written by a newer OpenSME (layout ${version}, and this one knows ${layoutVersion}). Upgrade @opensme/store-sqlite.`,
      { code: "config" },
    );
  }
  return true;
};

/** The columns of each table that the database has. */
export const liveColumns = (database: DatabaseSync): Map<string, Set<string>> => {
  const rows = database
    .prepare(
      "SELECT t.name AS name, c.name AS field FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'",
    )
    .all();
  const columns = new Map<string, Set<string>>();
  for (const { name, field } of rows) {
    const known = columns.get(String(name)) ?? new Set();
    columns.set(String(name), known.add(String(field)));
  }
  return columns;
};

const migrate = (database: DatabaseSync, path: string, tables: readonly EntityTable[]): void => {
  if (requireOurs(database, path) && missing(database, tables).length === 0) return;
  transaction(database, () => {
    // Another process may have done it since.
    if (!requireOurs(database, path)) {
      database.exec(createOwnTables);
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion}`);
    }
    for (const sql of missing(database, tables)) database.exec(sql);
  });
};

/** SQL that adds what this version has and the database lacks. What the model no longer has is left. */
const missing = (database: DatabaseSync, tables: readonly EntityTable[]): string[] => {
  const live = liveColumns(database);
  const ofTheStore = Object.entries(laterTables).flatMap(([name, create]) => (live.has(name) ? [] : [create]));
  const ofTheModel = tables.flatMap((table) => {
    const all: readonly Table[] = [table, ...table.children];
    const create = createEntityTables(table);
    return all.flatMap((one, index) => {
      const known = live.get(one.name);
      if (!known) return create[index] ?? [];
      return one.columns.filter(({ name }: Column) => !known.has(name)).map((column) => addColumn(one, column));
    });
  });
  return [...ofTheStore, ...ofTheModel];
};
