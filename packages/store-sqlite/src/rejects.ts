import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Reject } from "@opensme/core";
import type { StreamKey } from "@opensme/sync";

/** The rows that could not be read, each until its record is read or deleted. */
export class Rejects {
  readonly #any: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteUnseen: StatementSync;
  readonly #rows: StatementSync;

  constructor(database: DatabaseSync) {
    this.#any = database.prepare("SELECT 1 FROM _rejects WHERE connection = ? AND resource = ? LIMIT 1");
    this.#put = database.prepare(
      // A row that comes again as it was has been wrong since it first came.
      "INSERT INTO _rejects (connection, resource, key, id, raw, issues, rejected_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET id = excluded.id, raw = excluded.raw, issues = excluded.issues, rejected_at = iif(raw = excluded.raw, rejected_at, excluded.rejected_at)",
    );
    this.#delete = database.prepare("DELETE FROM _rejects WHERE connection = ? AND resource = ? AND key = ?");
    this.#deleteUnseen = database.prepare(
      "DELETE FROM _rejects WHERE connection = ? AND resource = ? AND NOT EXISTS (SELECT 1 FROM _sweep s WHERE s.connection = _rejects.connection AND s.resource = _rejects.resource AND s.id = _rejects.key)",
    );
    this.#rows = database.prepare(
      "SELECT key, raw, rejected_at FROM _rejects WHERE connection = ? AND resource = ? AND key > ? ORDER BY key LIMIT ?",
    );
  }

  any({ connection, resource }: StreamKey): boolean {
    return this.#any.get(connection, resource) !== undefined;
  }

  put({ connection, resource }: StreamKey, key: string, { id, issues }: Reject, raw: string, at: string): void {
    this.#put.run(connection, resource, key, id ?? null, raw, JSON.stringify(issues), at);
  }

  delete({ connection, resource }: StreamKey, key: string): void {
    this.#delete.run(connection, resource, key);
  }

  /** Forgets the rows that the sweep has not seen: the tool no longer has them. */
  deleteUnseen({ connection, resource }: StreamKey): void {
    this.#deleteUnseen.run(connection, resource);
  }

  rows(
    { connection, resource }: StreamKey,
    after: string,
    limit: number,
  ): { key: string; raw: string; fetchedAt: string }[] {
    return this.#rows
      .all(connection, resource, after, limit)
      .map((row) => ({ key: String(row["key"]), raw: String(row["raw"]), fetchedAt: String(row["rejected_at"]) }));
  }
}
