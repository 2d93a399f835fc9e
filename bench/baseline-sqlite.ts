import { DatabaseSync } from "node:sqlite";
import type { CreateTables } from "./baseline.ts";

/** SQLite by hand: prepared statements, WAL. */
export const sqliteByHand = (path: string): CreateTables => {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  return (table, columns, lineColumns) => {
    const any = (names: readonly string[]): string => names.map((name) => `${name} ANY`).join(", ");
    database.exec(`
      CREATE TABLE ${table} (id TEXT NOT NULL, ${any(columns)}, _raw TEXT, PRIMARY KEY (id)) STRICT;
      CREATE TABLE ${table}_lines (document_id TEXT NOT NULL, position INTEGER NOT NULL, ${any(lineColumns)}, PRIMARY KEY (document_id, position)) STRICT, WITHOUT ROWID;`);
    const upsert = database.prepare(
      `INSERT INTO ${table} VALUES (?, ${columns.map(() => "?").join(", ")}, ?) ON CONFLICT (id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}, _raw = excluded._raw`,
    );
    const clear = database.prepare(`DELETE FROM ${table}_lines WHERE document_id = ?`);
    const insertLine = database.prepare(
      `INSERT INTO ${table}_lines VALUES (?, ?, ${lineColumns.map(() => "?").join(", ")})`,
    );
    return async (page) => {
      database.exec("BEGIN IMMEDIATE");
      for (const { id, fields, lines, raw } of page) {
        upsert.run(id, ...fields, raw);
        clear.run(id);
        for (let position = 0; position < lines.length; position += 1)
          insertLine.run(id, position, ...(lines[position] ?? []));
      }
      database.exec("COMMIT");
    };
  };
};
