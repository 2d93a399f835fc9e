import type { EntityName } from "@opensme/core";
import type { StoredRecord, StreamKey } from "@opensme/sync";
import { type ChildTable, type EntityTable, requireEntityTable, type Table, unbinder } from "@opensme/sync/sql";
import type { Row, Session } from "./database.ts";
import { fromCell, keyText } from "./values.ts";

/** Reads the records of one entity back from its table and those of its lists. */
export class StoredRecords {
  readonly #table: EntityTable;

  constructor(entity: EntityName) {
    this.#table = requireEntityTable(entity);
  }

  /** Records behind an id, in the order of their ids. */
  page(session: Session, { connection, resource }: StreamKey, after: string, limit: number): Promise<StoredRecord[]> {
    return this.#read(session, connection, "_resource = $3 AND id > $4 ORDER BY id LIMIT $5", resource, after, limit);
  }

  /** Those among some records that are held, of one resource or any. */
  held(
    session: Session,
    { connection, resource }: Pick<StreamKey, "connection"> & Partial<StreamKey>,
    ids: readonly string[],
  ): Promise<StoredRecord[]> {
    const isOurs = "_resource = coalesce($3, _resource)";
    return this.#read(session, connection, `${isOurs} AND id = ANY($4::text[])`, resource ?? null, ids.map(keyText));
  }

  async #read(
    session: Session,
    connection: string,
    condition: string,
    ...parameters: unknown[]
  ): Promise<StoredRecord[]> {
    const { rows } = await session.run(
      `SELECT * FROM ${this.#table.name} WHERE tenant = $1 AND connection = $2 AND ${condition}`,
      connection,
      ...parameters,
    );
    const read = reader(this.#table);
    const records = new Map(
      rows.map((row): [string, StoredRecord] => {
        const id = String(row["id"]);
        const record = read(row) as unknown as StoredRecord["record"];
        return [id, { id, record, raw: JSON.parse(String(row["_raw"])), fetchedAt: String(row["_fetched_at"]) }];
      }),
    );
    for (const list of this.#table.children) await addList(session, list, connection, records);
    return [...records.values()];
  }
}

const addList = async (
  { run }: Session,
  list: ChildTable,
  connection: string,
  records: ReadonlyMap<string, StoredRecord>,
): Promise<void> => {
  if (records.size === 0) return;
  const { rows } = await run(
    `SELECT * FROM ${list.name} WHERE tenant = $1 AND connection = $2 AND ${list.parent} = ANY($3::text[]) ORDER BY ${list.parent}, position`,
    connection,
    [...records.keys()],
  );
  const members = Map.groupBy(rows, (row) => String(row[list.parent]));
  const read = reader(list);
  for (const [id, { record }] of records) {
    const found = members.get(id)?.map(read) ?? (list.isRequired ? [] : undefined);
    if (found) (record as unknown as Record<string, unknown>)[list.field] = found;
  }
};

/** Reads a row of a table; columns that the database does not have yet are as empty ones. */
const reader = ({ columns }: Table): ((row: Row) => Record<string, unknown>) => {
  const read = unbinder(columns, fromCell);
  return (row) => read(columns.map(({ name }) => row[name]));
};
