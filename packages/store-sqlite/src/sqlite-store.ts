import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { EntityName, UnreadRow } from "@opensme/core";
import type {
  Batch,
  ChangesOptions,
  Counts,
  Delivery,
  DurableStore,
  ErasureReceipt,
  KnownFields,
  Lease,
  Outcome,
  RecordKey,
  RecordVersion,
  Store,
  StoredChange,
  StreamKey,
  StreamState,
  StreamStatus,
} from "@opensme/sync";
import { atOnce, fingerprinter, forgetting, isNewer, Marker, noCounts, requireEntityTable } from "@opensme/sync/sql";
import { changesOf, noteChanges } from "./changes.ts";
import { openForWriting, transaction } from "./database.ts";
import { Deliveries } from "./deliveries.ts";
import { explain } from "./errors.ts";
import { forgettingTables } from "./forget.ts";
import { History, historyOf } from "./history.ts";
import { Leases } from "./leases.ts";
import { Records } from "./records.ts";
import { Rejects } from "./rejects.ts";
import { knownOf, noteDrift, saveLineage, saveOutcome, saveState, stateOf, statusOf, streamsOf } from "./streams.ts";

/** How many rows are read again at a time. */
const rowsAtATime = 500;

export interface SqliteOptions {
  /** Keeps each earlier state of a record, so that it can be asked how it was in March. */
  readonly history?: boolean | undefined;
}

/** Opens the store in a SQLite file, which is created where there is none. Throws a `config` error where it cannot be one. */
export const sqliteStore = (path: string, options: SqliteOptions = {}): DurableStore =>
  new SqliteStore(path, openForWriting(path), options);

/** The store on an open database. */
export class SqliteStore implements DurableStore {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #leases: Leases;
  readonly #rejects: Rejects;
  readonly #deliveries: Deliveries;
  /** Absent where no history is kept. */
  readonly #history: History | undefined;
  readonly #records = new Map<EntityName, Records>();
  readonly #fingerprint = fingerprinter();
  readonly #marker = new Marker();
  readonly #see: StatementSync;
  readonly #noteField: StatementSync;
  readonly #anyDeletion: StatementSync;
  readonly #undelete: StatementSync;
  readonly #forgotten: StatementSync;

  constructor(path: string, database: DatabaseSync, { history = false }: SqliteOptions = {}) {
    this.#path = path;
    this.#database = database;
    this.#leases = new Leases(database);
    this.#rejects = new Rejects(database);
    this.#deliveries = new Deliveries(database);
    this.#history = history ? new History(database) : undefined;
    this.#see = database.prepare("INSERT OR IGNORE INTO _sweep (connection, resource, id) VALUES (?, ?, ?)");
    this.#noteField = database.prepare(
      "INSERT OR IGNORE INTO _unknown_fields (connection, resource, path, first_seen_at) VALUES (?, ?, ?, ?)",
    );
    this.#anyDeletion = database.prepare("SELECT 1 FROM _deletions WHERE connection = ? AND entity = ? LIMIT 1");
    this.#forgotten = database.prepare("SELECT id FROM _forgotten WHERE connection = ? AND entity = ?");
    this.#undelete = database.prepare("DELETE FROM _deletions WHERE connection = ? AND entity = ? AND id = ?");
  }

  async lease(connection: string): Promise<Lease> {
    this.#do(() => this.#leases.take(connection));
    return { release: async () => this.#do(() => this.#leases.release(connection)) };
  }

  async state(stream: StreamKey): Promise<StreamState | undefined> {
    return this.#do(() => stateOf(this.#database, stream));
  }

  async known(stream: StreamKey): Promise<KnownFields> {
    return this.#do(() => knownOf(this.#database, stream));
  }

  async holds(stream: StreamKey): Promise<boolean> {
    return this.#do(() => this.#recordsOf(stream).any(stream) || this.#rejects.any(stream));
  }

  async unchanged(
    stream: StreamKey,
    rows: readonly UnreadRow[],
    read: (raw: unknown) => unknown,
  ): Promise<ReadonlyMap<string, string | undefined>> {
    const ids = rows.map(({ id }) => id);
    return this.#do(() => this.#marker.unchanged(rows, this.#recordsOf(stream).states(stream.connection, ids), read));
  }

  async apply(batch: Batch): Promise<Counts> {
    return this.#write(batch.stream, () => this.#apply(batch));
  }

  async beginSweep(stream: StreamKey): Promise<void> {
    this.#write(stream, () => this.#forgetSweep(stream));
  }

  async absent(stream: StreamKey): Promise<{ absent: number; records: number }> {
    const records = this.#recordsOf(stream);
    return this.#do(() => ({ absent: records.countAbsent(stream), records: records.count(stream) }));
  }

  async endPass(
    stream: StreamKey,
    state: StreamState,
    { deleteAbsent, at, lineage }: Parameters<Store["endPass"]>[2],
  ): Promise<{ deleted: number }> {
    return this.#write(stream, () => {
      const records = this.#recordsOf(stream);
      const hasSwept = stateOf(this.#database, stream)?.pass?.sweeps === true;
      // A sweep whose deletions were refused proves nothing.
      if (hasSwept && (deleteAbsent || records.countAbsent(stream) === 0)) this.#rejects.deleteUnseen(stream);
      if (deleteAbsent) this.#history?.keep(stream, records.absentIds(stream), at);
      const deleted = deleteAbsent ? records.deleteAbsent(stream, at) : [];
      noteChanges(this.#database, stream, deleted);
      this.#forgetSweep(stream);
      if (lineage) saveLineage(this.#database, stream, lineage);
      saveState(this.#database, stream, state);
      return { deleted: deleted.length };
    });
  }

  async *rows(stream: StreamKey): AsyncGenerator<readonly { raw: unknown; fetchedAt: string }[]> {
    // Rejects first: what they become replaces an older state of the record, which is then not read again.
    for (let after = ""; ; ) {
      const rows = this.#do(() => this.#rejects.rows(stream, after, rowsAtATime));
      const last = rows.at(-1);
      if (!last) break;
      yield rows.map(({ raw, fetchedAt }) => ({ raw: JSON.parse(raw), fetchedAt }));
      after = last.key;
    }
    for (let after = ""; ; ) {
      const rows = this.#do(() => this.#recordsOf(stream).rows(stream, after, rowsAtATime));
      const last = rows.at(-1);
      if (!last) break;
      yield rows.map(({ raw, fetchedAt }) => ({ raw: JSON.parse(raw), fetchedAt }));
      after = last.id;
    }
  }

  async enqueue(connection: string, delivery: Delivery): Promise<boolean> {
    return this.#do(() => this.#durably(() => this.#deliveries.put(connection, delivery)));
  }

  async queued(connection: string, limit: number): Promise<readonly Delivery[]> {
    return this.#do(() => this.#deliveries.queued(connection, limit));
  }

  async settle(connection: string, ids: readonly string[]): Promise<void> {
    this.#write({ connection }, () => this.#deliveries.settle(connection, ids));
  }

  changes(options?: ChangesOptions): AsyncIterable<StoredChange> {
    return changesOf(this.#database, this.#path, options);
  }

  async history(record: RecordKey): Promise<readonly RecordVersion[]> {
    return this.#do(() => historyOf(this.#database, record));
  }

  async forget(record: RecordKey): Promise<ErasureReceipt> {
    // What is deleted is overwritten, and leaves the journal as well.
    this.#do(() => this.#database.exec("PRAGMA secure_delete = ON"));
    try {
      const recordsOf = (entity: EntityName): Records => this.#recordsOf({ entity });
      const tables = forgettingTables(this.#database, recordsOf, record, this.#fingerprint(record.id));
      return this.#alone(() => atOnce(forgetting(tables, record)));
    } finally {
      this.#do(() => this.#database.exec("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)"));
    }
  }

  async finish(stream: StreamKey, outcome: Outcome): Promise<void> {
    this.#write(stream, () => saveOutcome(this.#database, stream, outcome));
  }

  async status(): Promise<StreamStatus[]> {
    return this.#do(() => statusOf(this.#database));
  }

  async close(): Promise<void> {
    if (!this.#database.isOpen) return;
    try {
      this.#do(() => this.#leases.releaseAll());
    } finally {
      this.#database.close();
    }
  }

  #apply({ stream, changes, unchanged = [], unknownFields, drift, state, fetchedAt }: Batch): Counts {
    const { connection, resource, entity } = stream;
    const records = this.#recordsOf(stream);
    const counts = noCounts();
    const sweeps = state.pass?.sweeps === true;
    const states = records.states(
      connection,
      changes.flatMap((change) => (change.type === "upsert" ? change.id : [])),
    );
    const forgotten = new Set(this.#forgotten.all(connection, entity).map(({ id }) => String(id)));
    const isForgotten = (id: string | undefined): boolean =>
      forgotten.size > 0 && id !== undefined && forgotten.has(this.#fingerprint(id));
    const changed: string[] = [];
    let anyReject = this.#rejects.any(stream);
    let anyDeletion = this.#anyDeletion.get(connection, entity) !== undefined;

    counts.received += unchanged.length;
    counts.unchanged += unchanged.length;
    for (const id of unchanged) {
      if (sweeps) this.#see.run(connection, resource, id);
      if (anyReject) this.#rejects.delete(stream, id);
    }
    for (const change of changes) {
      if (change.type === "delete") {
        this.#history?.keep(stream, [change.id], fetchedAt);
        if (records.delete(stream, change.id, { cause: change.cause, at: fetchedAt })) {
          counts.deleted += 1;
          changed.push(change.id);
          anyDeletion = true;
        }
        if (anyReject) this.#rejects.delete(stream, change.id);
        states.delete(change.id);
        continue;
      }
      counts.received += 1;
      if (isForgotten(change.id)) {
        counts.unchanged += 1;
        continue;
      }
      const raw = JSON.stringify(change.raw) ?? "null";
      if (change.type === "reject") {
        const key = change.id ?? this.#fingerprint(raw);
        this.#rejects.put(stream, key, change, raw, fetchedAt);
        if (sweeps) this.#see.run(connection, resource, key);
        anyReject = true;
        counts.rejected += 1;
        continue;
      }
      const { id, record } = change;
      if (sweeps) this.#see.run(connection, resource, id);
      if (anyReject) this.#rejects.delete(stream, id);
      const state = { mark: this.#marker.of(raw, JSON.stringify(record)), updatedAt: record.updatedAt, fetchedAt };
      const held = states.get(id);
      if (held && (held.mark === state.mark || isNewer(held, state))) {
        counts.unchanged += 1;
        continue;
      }
      if (held) this.#history?.keep(stream, [id], fetchedAt, record);
      records.put(stream, change, { raw, mark: state.mark, fetchedAt }, held !== undefined);
      changed.push(id);
      states.set(id, state);
      if (held) {
        counts.updated += 1;
        continue;
      }
      if (anyDeletion) this.#undelete.run(connection, entity, id);
      counts.created += 1;
    }

    noteChanges(this.#database, stream, changed);
    for (const path of unknownFields) this.#noteField.run(connection, resource, path, fetchedAt);
    if (drift) noteDrift(this.#database, stream, drift, fetchedAt);
    saveState(this.#database, stream, state);
    return counts;
  }

  #forgetSweep({ connection, resource }: StreamKey): void {
    this.#database.prepare("DELETE FROM _sweep WHERE connection = ? AND resource = ?").run(connection, resource);
  }

  #recordsOf({ entity }: Pick<StreamKey, "entity">): Records {
    const known = this.#records.get(entity);
    if (known) return known;
    const records = this.#do(() => new Records(this.#database, requireEntityTable(entity)));
    this.#records.set(entity, records);
    return records;
  }

  /** Writes in one transaction, under the lease of the stream's connection. */
  #write<Result>({ connection }: Pick<StreamKey, "connection">, work: () => Result): Result {
    return this.#do(() =>
      transaction(this.#database, () => {
        this.#leases.renew(connection);
        return work();
      }),
    );
  }

  /** Works in one transaction, under the leases of all connections. */
  #alone<Result>(work: () => Result): Result {
    return this.#do(() => {
      const connections = new Set(streamsOf(this.#database).map(({ connection }) => connection));
      const taken: string[] = [];
      try {
        for (const name of connections) {
          if (this.#leases.holds(name)) continue;
          this.#leases.take(name);
          taken.push(name);
        }
        return transaction(this.#database, () => {
          for (const name of connections) this.#leases.renew(name);
          return work();
        });
      } finally {
        for (const name of taken) this.#leases.release(name);
      }
    });
  }

  /** What is acknowledged to a vendor is not sent again, so it must outlast a loss of power as well. */
  #durably<Result>(work: () => Result): Result {
    this.#database.exec("PRAGMA synchronous = FULL");
    try {
      return work();
    } finally {
      this.#database.exec("PRAGMA synchronous = NORMAL");
    }
  }

  #do<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw explain(error, this.#path);
    }
  }
}
