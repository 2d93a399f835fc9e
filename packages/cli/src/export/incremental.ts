import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { entityTable, entityTables, type StoreReader, type TableDescription } from "@opensme/sync/sql";
import { usageError } from "../failure.ts";
import { type ExportColumn, type ExportTable, type ExportValue, isExported, rowsOf } from "./table.ts";

/** Stands in the folder of an incremental export, and says how far it has come. */
const stateFile = "export.json";

const idsAtATime = 200;

/** How far the export of a folder has come; undefined before the first. */
export const lastPosition = async (folder: string): Promise<string | undefined> => {
  const file = join(folder, stateFile);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const position: unknown = JSON.parse(text)?.position;
  if (typeof position === "string") return position;
  throw usageError(`${file} holds no position.`, "Delete the folder to begin again with everything.");
};

/** Written last: what an export that was cut off has written comes once more, in the files of the next. */
export const savePosition = async (folder: string, position: string): Promise<void> => {
  await writeFile(join(folder, stateFile), `${JSON.stringify({ position })}\n`);
};

type Ids = Map<string, Set<string>>;

/** What changed since a position: for each table the rows of the records that changed, and one table of what was deleted. */
export const changedTables = async (
  reader: StoreReader,
  tables: readonly TableDescription[],
  since: string,
  raw: boolean,
): Promise<{ file: string; table: ExportTable }[]> => {
  const changed = new Map<string, Ids>();
  const deleted = new Map<string, readonly ExportValue[]>();
  for await (const { type, stream, id } of reader.changes({ since })) {
    const { entity, connection } = stream;
    const ids = changed.get(entity) ?? new Map<string, Set<string>>();
    changed.set(entity, ids);
    const ofConnection = ids.get(connection) ?? new Set<string>();
    ids.set(connection, ofConnection);
    const name = entityTable(entity)?.name ?? entity;
    const key = JSON.stringify([entity, connection, id]);
    if (type === "upsert") {
      ofConnection.add(id);
      deleted.delete(key);
    } else {
      ofConnection.delete(id);
      deleted.set(key, [name, connection, id]);
    }
  }

  // A run later than another sorts behind it.
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const files: { file: string; table: ExportTable }[] = [];
  for (const { entity, name: parent, children } of entityTables) {
    const ids = changed.get(entity);
    if (!ids || [...ids.values()].every(({ size }) => size === 0)) continue;
    for (const { name, idColumn } of [
      { name: parent, idColumn: "id" },
      ...children.map((child) => ({ name: child.name, idColumn: child.parent })),
    ]) {
      const description = tables.find((one) => one.name === name);
      if (!description) continue;
      const columns = description.columns.filter((column) => isExported(column.name, raw));
      files.push({
        file: `${name}.${stamp}`,
        table: { name, columns, rows: rowsWith(reader, name, columns, idColumn, ids) },
      });
    }
  }
  if (deleted.size > 0) {
    const rows = deleted.values();
    files.push({
      file: `_deleted.${stamp}`,
      table: {
        name: "_deleted",
        columns: deletedColumns,
        rows: (async function* () {
          yield* rows;
        })(),
      },
    });
  }
  return files;
};

const deletedColumns: readonly ExportColumn[] = [
  { name: "table", type: "text", description: "The table that the record stood in" },
  { name: "connection", type: "text", description: "Name of the connection that the record came through" },
  { name: "id", type: "text", description: "The tool's own id" },
];

async function* rowsWith(
  reader: StoreReader,
  name: string,
  columns: readonly ExportColumn[],
  idColumn: string,
  ids: Ids,
): AsyncGenerator<readonly ExportValue[]> {
  for (const [connection, all] of ids) {
    const list = [...all];
    for (let at = 0; at < list.length; at += idsAtATime) {
      const some = list.slice(at, at + idsAtATime);
      const names = some.map((_, index) => `:id${index}`);
      const parameters = Object.fromEntries(some.map((id, index) => [`id${index}`, id]));
      yield* rowsOf(reader, name, columns, `where connection = :connection and ${idColumn} in (${names.join(", ")})`, {
        connection,
        ...parameters,
      });
    }
  }
}
