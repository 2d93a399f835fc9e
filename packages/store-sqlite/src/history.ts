import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Entities, EntityName } from "@opensme/core";
import type { RecordKey, RecordVersion, StreamKey } from "@opensme/sync";
import { validFrom, validTo } from "@opensme/sync/sql";
import { liveColumns } from "./database.ts";
import { storedRecords } from "./stored.ts";

/** Keeps the states of records that others take the place of. */
export class History {
  readonly #keep: StatementSync;
  readonly #recordsOf: ReturnType<typeof storedRecords>;

  constructor(database: DatabaseSync) {
    this.#recordsOf = storedRecords(database);
    this.#keep = database.prepare(
      "INSERT INTO _history (connection, entity, id, version, resource, valid_from, valid_to, record) SELECT :connection, :entity, :id, 1 + (SELECT ifnull(max(version), 0) FROM _history WHERE connection = :connection AND entity = :entity AND id = :id), :resource, :from, :to, :record",
    );
  }

  /** Keeps some records as they stand, before another state takes their place or they are deleted. */
  keep(stream: StreamKey, ids: readonly string[], fetchedAt: string, next?: Entities[EntityName]): void {
    const { connection, resource, entity } = stream;
    for (const held of this.#recordsOf(entity).held(stream, ids)) {
      const to = next ? validTo(held, { record: next, fetchedAt }) : fetchedAt;
      const record = JSON.stringify(held.record);
      this.#keep.run({ connection, entity, id: held.id, resource, from: validFrom(held), to, record });
    }
  }
}

/** The states of a record, oldest first. */
export const historyOf = (database: DatabaseSync, { connection, entity, id }: RecordKey): RecordVersion[] => {
  const earlier = liveColumns(database).has("_history")
    ? database
        .prepare(
          "SELECT valid_from, valid_to, record FROM _history WHERE connection = ? AND entity = ? AND id = ? ORDER BY version",
        )
        .all(connection, entity, id)
    : [];
  return [
    ...earlier.map((row) => ({
      record: JSON.parse(String(row["record"])),
      from: String(row["valid_from"]),
      to: String(row["valid_to"]),
    })),
    ...storedRecords(database)(entity)
      .held({ connection }, [id])
      .map((held) => ({ record: held.record, from: validFrom(held) })),
  ];
};
