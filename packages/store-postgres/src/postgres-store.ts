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
import { fingerprinter, forgetting, Marker, oneByOne, requireEntityTable } from "@opensme/sync/sql";
import { changesOf, noteChanges } from "./changes.ts";
import { Database, newClient, openPool, type Session } from "./database.ts";
import { putDelivery, queuedDeliveries, settleDeliveries } from "./deliveries.ts";
import { forgettingTables, forgottenIn } from "./forget.ts";
import { endIn, historyOf, keepHistory } from "./history.ts";
import { Leases } from "./leases.ts";
import type { DatabaseOptions } from "./options.ts";
import { planOf } from "./plan.ts";
import { Presence } from "./presence.ts";
import { Records } from "./records.ts";
import { anyReject, forgetUnseen, rejectedRows, saveRejects } from "./rejects.ts";
import { migrate } from "./schema.ts";
import { knownOf, noteDrift, saveLineage, saveOutcome, saveState, stateOf, statusOf, streamsOf } from "./streams.ts";
import { keyText } from "./values.ts";

/** How many rows are read again at a time. */
const rowsAtATime = 500;

export interface PostgresOptions extends DatabaseOptions {
  /** Keeps each earlier state of a record, so that it can be asked how it was in March. */
  history?: boolean | undefined;
}

/** Opens the store in a PostgreSQL database, whose tables are created where there are none. Throws a `config` error where it cannot be one. */
export const postgresStore = async (
  address: string,
  { history = false, ...options }: PostgresOptions = {},
): Promise<DurableStore> => {
  const database = new Database(address, options, { pipeline: true });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const presence = presenceAt(address);
  return new PostgresStore(database, presence, history, () => presence.close());
};

const presenceAt = (address: string): Presence => new Presence(() => newClient(address, "opensme leases"));

/** The stores of any number of tenants in one database, which share its connections. */
export interface PostgresStores {
  /** The store of a tenant. Closing it gives back its leases alone. */
  of(tenant: string): DurableStore;
  close(): Promise<void>;
}

export interface PostgresStoresOptions extends Omit<PostgresOptions, "tenant"> {
  /** How many connections are open at most; 10 unless given. */
  readonly connections?: number | undefined;
}

/** Opens the stores of tenants in a PostgreSQL database, as `postgresStore` does one. */
export const postgresStores = async (
  address: string,
  { history = false, connections = 10 }: PostgresStoresOptions = {},
): Promise<PostgresStores> => {
  const pool = openPool(address, { pipeline: true, max: connections });
  try {
    await migrate(new Database(address, {}, pool));
  } catch (error) {
    await pool.end();
    throw error;
  }
  const presence = presenceAt(address);
  return {
    of: (tenant) => new PostgresStore(new Database(address, { tenant }, pool), presence, history),
    async close() {
      await presence.close();
      await pool.end();
    },
  };
};

/** The store on an open database. */
class PostgresStore implements DurableStore {
  readonly #database: Database;
  readonly #keepsHistory: boolean;
  readonly #leases: Leases;
  readonly #records = new Map<EntityName, Records>();
  readonly #fingerprint = fingerprinter();
  readonly #onClose: () => Promise<void>;
  readonly #marker = new Marker();

  constructor(database: Database, presence: Presence, keepsHistory: boolean, onClose = async (): Promise<void> => {}) {
    this.#database = database;
    this.#keepsHistory = keepsHistory;
    this.#leases = new Leases(database, presence);
    this.#onClose = onClose;
  }

  async lease(connection: string): Promise<Lease> {
    await this.#leases.take(connection);
    return { release: () => this.#leases.release(connection) };
  }

  async state(stream: StreamKey): Promise<StreamState | undefined> {
    return this.#database.transaction((session) => stateOf(session, stream));
  }

  async known(stream: StreamKey): Promise<KnownFields> {
    return this.#database.transaction((session) => knownOf(session, stream), "READ ONLY");
  }

  async holds(stream: StreamKey): Promise<boolean> {
    return this.#database.transaction(
      async (session) => (await this.#recordsOf(stream).any(session, stream)) || (await anyReject(session, stream)),
    );
  }

  async unchanged(
    stream: StreamKey,
    rows: readonly UnreadRow[],
    read: (raw: unknown) => unknown,
  ): Promise<ReadonlyMap<string, string | undefined>> {
    const keys = rows.map(({ id }) => keyText(id));
    const held = await this.#database.transaction(
      (session) => this.#recordsOf(stream).held(session, stream.connection, keys),
      "READ ONLY",
    );
    return this.#marker.unchanged(rows, held, read);
  }

  async apply(batch: Batch): Promise<Counts> {
    return this.#write(batch.stream, (session) => this.#apply(session, batch));
  }

  async beginSweep(stream: StreamKey): Promise<void> {
    await this.#write(stream, async (session) => forgetSweep(session, stream));
  }

  async absent(stream: StreamKey): Promise<{ absent: number; records: number }> {
    const records = this.#recordsOf(stream);
    return this.#database.transaction(async (session) => ({
      absent: await records.countAbsent(session, stream),
      records: await records.count(session, stream),
    }));
  }

  async endPass(
    stream: StreamKey,
    state: StreamState,
    { deleteAbsent, at, lineage }: Parameters<Store["endPass"]>[2],
  ): Promise<{ deleted: number }> {
    const records = this.#recordsOf(stream);
    return this.#write(stream, async (session) => {
      const hasSwept = (await stateOf(session, stream))?.pass?.sweeps === true;
      // A sweep whose deletions were refused proves nothing.
      if (hasSwept && (deleteAbsent || (await records.countAbsent(session, stream)) === 0)) {
        forgetUnseen(session, stream);
      }
      if (deleteAbsent && this.#keepsHistory)
        await keepHistory(session, stream, await records.absentIds(session, stream), () => at);
      const deleted = deleteAbsent ? await records.deleteAbsent(session, stream, at) : [];
      forgetSweep(session, stream);
      if (lineage) saveLineage(session, stream, lineage);
      saveState(session, stream, state);
      noteChanges(session, stream, deleted);
      return { deleted: deleted.length };
    });
  }

  async *rows(stream: StreamKey): AsyncGenerator<readonly { raw: unknown; fetchedAt: string }[]> {
    const records = this.#recordsOf(stream);
    // Rejects first: what they become replaces an older state of the record, which is then not read again.
    for (const read of [rejectedRows, records.rows.bind(records)]) {
      for (let after = ""; ; ) {
        const from = after;
        const rows = await this.#database.transaction((session) => read(session, stream, from, rowsAtATime));
        const last = rows.at(-1);
        if (!last) break;
        yield rows.map(({ raw, fetchedAt }) => ({ raw: JSON.parse(raw), fetchedAt }));
        after = last.key;
      }
    }
  }

  async enqueue(connection: string, delivery: Delivery): Promise<boolean> {
    return this.#database.transaction((session) => putDelivery(session, connection, delivery));
  }

  async queued(connection: string, limit: number): Promise<readonly Delivery[]> {
    return this.#database.transaction((session) => queuedDeliveries(session, connection, limit));
  }

  async settle(connection: string, ids: readonly string[]): Promise<void> {
    await this.#write({ connection }, async (session) => settleDeliveries(session, connection, ids));
  }

  changes(options?: ChangesOptions): AsyncIterable<StoredChange> {
    return changesOf(this.#database, options);
  }

  async history(record: RecordKey): Promise<readonly RecordVersion[]> {
    return this.#database.transaction((session) => historyOf(session, record), "READ ONLY");
  }

  async forget(record: RecordKey): Promise<ErasureReceipt> {
    const streams = await this.#database.transaction(streamsOf, "READ ONLY");
    const connections = [...new Set(streams.map(({ connection }) => connection))].sort();
    const taken: string[] = [];
    const renew = async (session: Session): Promise<void> => {
      for (const name of connections) await this.#leases.renew(session, name);
    };
    try {
      for (const name of connections) {
        if (this.#leases.holds(name)) continue;
        await this.#leases.take(name);
        taken.push(name);
      }
      return await this.#database.transaction(async (session) => {
        // Renewed here, the leases cannot be taken until the transaction ends, and are as good as new when it does.
        await renew(session);
        const tables = forgettingTables(session, this.#recordsOf.bind(this), record, this.#fingerprint(record.id));
        const receipt = await oneByOne(forgetting(tables, record));
        await renew(session);
        return receipt;
      });
    } finally {
      for (const name of taken) await this.#leases.release(name);
    }
  }

  async finish(stream: StreamKey, outcome: Outcome): Promise<void> {
    await this.#write(stream, async (session) => saveOutcome(session, stream, outcome));
  }

  async status(): Promise<StreamStatus[]> {
    return this.#database.transaction(statusOf);
  }

  async close(): Promise<void> {
    if (this.#database.isClosed) return;
    try {
      await this.#leases.releaseAll();
    } finally {
      await this.#onClose();
      await this.#database.close();
    }
  }

  async #apply(session: Session, batch: Batch): Promise<Counts> {
    const { stream, changes, unknownFields, drift, state, fetchedAt } = batch;
    const { connection, resource } = stream;
    const records = this.#recordsOf(stream);
    const ids = changes.flatMap((change) => (change.type === "reject" ? [] : keyText(change.id)));
    const [held, forgotten] = await Promise.all([records.held(session, connection, ids), forgottenIn(session, stream)]);
    const plan = planOf(batch, held, this.#fingerprint, this.#marker, forgotten);
    const changed = [...plan.deletions.keys(), ...plan.puts.keys()];
    if (this.#keepsHistory) await keepHistory(session, stream, changed, endIn(plan.puts, fetchedAt));
    records.write(session, stream, plan, held, fetchedAt);
    saveRejects(session, stream, plan.rejects, fetchedAt);
    if (state.pass?.sweeps) {
      session.send(
        "INSERT INTO _sweep (tenant, connection, resource, id) SELECT $1, $2, $3, unnest($4::text[]) ON CONFLICT DO NOTHING",
        connection,
        resource,
        [...plan.seen],
      );
    }
    if (unknownFields.length > 0) {
      session.send(
        "INSERT INTO _unknown_fields (tenant, connection, resource, path, first_seen_at) SELECT $1, $2, $3, unnest($4::text[]), $5::timestamptz ON CONFLICT DO NOTHING",
        connection,
        resource,
        unknownFields.map(keyText),
        fetchedAt,
      );
    }
    if (drift) noteDrift(session, stream, drift, fetchedAt);
    saveState(session, stream, state);
    noteChanges(session, stream, changed);
    return plan.counts;
  }

  #recordsOf({ entity }: StreamKey): Records {
    const known = this.#records.get(entity);
    if (known) return known;
    const records = new Records(requireEntityTable(entity));
    this.#records.set(entity, records);
    return records;
  }

  /** Writes in one transaction, under the lease of the stream's connection. */
  async #write<Result>(
    { connection }: Pick<StreamKey, "connection">,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    return this.#database.transaction(async (session) => {
      // Neither waits for the other: where the lease is lost, nothing stays of the work.
      const [renewed, done] = await Promise.allSettled([this.#leases.renew(session, connection), work(session)]);
      if (renewed.status === "rejected") throw renewed.reason;
      if (done.status === "rejected") throw done.reason;
      return done.value;
    });
  }
}

const forgetSweep = ({ send }: Session, { connection, resource }: StreamKey): void => {
  send("DELETE FROM _sweep WHERE tenant = $1 AND connection = $2 AND resource = $3", connection, resource);
};
