import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { EntityName } from "@opensme/core";
import type { StoredRecord, StreamKey } from "@opensme/sync";
import { type ChildTable, type EntityTable, requireEntityTable, type Table, unbinder } from "@opensme/sync/sql";
import { liveColumns } from "./database.ts";
import { fromCell } from "./values.ts";

type Row = readonly SQLOutputValue[];

/** Makes the function that reads the records of an entity back; its statements are prepared once for each. */
export const storedRecords = (database: DatabaseSync): ((entity: EntityName) => StoredRecords) => {
  const prepared = new Map<EntityName, StoredRecords>();
  return (entity) => {
    const records = prepared.get(entity) ?? new StoredRecords(database, requireEntityTable(entity));
    prepared.set(entity, records);
    return records;
  };
};

/** The records of one entity, read back from its table and those of its lists. */
export class StoredRecords {
  readonly #page: StatementSync;
  readonly #held: StatementSync;
  readonly #recordOf: (row: Row) => Record<string, unknown>;
  readonly #lists: readonly StoredList[];
  readonly #size: number;

  constructor(database: DatabaseSync, table: EntityTable) {
    const live = liveColumns(database);
    const columns = columnsIn(table, live);
    const select = `SELECT ${[...columns.map(({ name }) => name), "id", "_fetched_at", "_raw"].join(", ")} FROM ${table.name}`;
    this.#page = reading(
      database,
      `${select} WHERE connection = :connection AND _resource = :resource AND id > :after ORDER BY id LIMIT :limit`,
    );
    this.#held = reading(
      database,
      `${select} WHERE connection = :connection AND id IN (SELECT value FROM json_each(:ids)) AND _resource = ifnull(:resource, _resource)`,
    );
    this.#recordOf = unbinder(columns, fromCell);
    this.#size = columns.length;
    this.#lists = table.children.flatMap((child) =>
      live.has(child.name) ? [new StoredList(database, child, live)] : [],
    );
  }

  /** Records behind an id, in the order of their ids. */
  page({ connection, resource }: StreamKey, after: string, limit: number): StoredRecord[] {
    return this.#read(connection, rowsOf(this.#page.all({ connection, resource, after, limit })));
  }

  /** Those among some records that are held, of one resource or any. */
  held(
    { connection, resource }: Pick<StreamKey, "connection"> & Partial<StreamKey>,
    ids: readonly string[],
  ): StoredRecord[] {
    const wellFormed = JSON.stringify(ids.map((id) => id.toWellFormed()));
    return this.#read(connection, rowsOf(this.#held.all({ connection, resource: resource ?? null, ids: wellFormed })));
  }

  #read(connection: string, rows: readonly Row[]): StoredRecord[] {
    const records = new Map<string, StoredRecord>();
    for (const row of rows) {
      const [id, fetchedAt, raw] = row.slice(this.#size).map(String);
      records.set(String(id), {
        id: String(id),
        record: this.#recordOf(row) as unknown as StoredRecord["record"],
        raw: JSON.parse(String(raw)),
        fetchedAt: String(fetchedAt),
      });
    }
    for (const list of this.#lists) list.addTo(records, connection);
    return [...records.values()];
  }
}

/** The members of one list of an entity. */
class StoredList {
  readonly #table: ChildTable;
  readonly #members: StatementSync;
  readonly #memberOf: (row: Row) => Record<string, unknown>;

  constructor(database: DatabaseSync, table: ChildTable, live: ReadonlyMap<string, ReadonlySet<string>>) {
    const columns = columnsIn(table, live);
    this.#table = table;
    this.#members = reading(
      database,
      `SELECT ${[table.parent, ...columns.map(({ name }) => name)].join(", ")} FROM ${table.name} WHERE connection = :connection AND ${table.parent} IN (SELECT value FROM json_each(:ids)) ORDER BY ${table.parent}, position`,
    );
    const read = unbinder(columns, fromCell);
    this.#memberOf = ([, ...row]) => read(row);
  }

  addTo(records: ReadonlyMap<string, StoredRecord>, connection: string): void {
    const { field, isRequired } = this.#table;
    const rows = rowsOf(this.#members.all({ connection, ids: JSON.stringify([...records.keys()]) }));
    const members = Map.groupBy(rows, ([id]) => String(id));
    for (const [id, { record }] of records) {
      const list = members.get(id)?.map(this.#memberOf) ?? (isRequired ? [] : undefined);
      if (list) (record as unknown as Record<string, unknown>)[field] = list;
    }
  }
}

/** Columns of the model that the database has, which a reader of a database from before an upgrade finds fewer. */
const columnsIn = ({ name, columns }: Table, live: ReadonlyMap<string, ReadonlySet<string>>): Table["columns"] =>
  columns.filter((column) => column.path && live.get(name)?.has(column.name));

const reading = (database: DatabaseSync, sql: string): StatementSync => {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement;
};

/** What Node's types do not know of a statement that returns arrays. */
const rowsOf = (rows: unknown): readonly Row[] => rows as readonly Row[];
