import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type Change, OpenSMEError, type Reject, type Upsert } from "@opensme/core";
import { changesIn, type LogEntry, type StoredRecord } from "./changes.ts";
import type { Drift } from "./contract.ts";
import type { StreamKey } from "./keys.ts";
import {
  type Batch,
  type Counts,
  type Delivery,
  noCounts,
  type Outcome,
  type Store,
  type StreamState,
} from "./store.ts";

interface Held<Kind> {
  readonly change: Kind;
  readonly fetchedAt: string;
}

/** All that is kept of one stream. */
interface Shelf {
  readonly stream: StreamKey;
  readonly records: Map<string, Held<Upsert>>;
  /** By id, or where they have none by their row. */
  readonly rejects: Map<string, Held<Reject>>;
  /** What the pass under way has seen. */
  readonly seen: Set<string>;
  readonly unknownFields: Set<string>;
  readonly drift: Map<string, { since: string; rows: number }>;
  state?: StreamState | undefined;
  last?: Outcome;
  completeAt?: string;
}

/** A store that lives as long as the program, for tests and for trying things out. */
export interface MemoryStore extends Store {
  /** The records of a stream, by id. */
  records(stream: Pick<StreamKey, "connection" | "resource">): ReadonlyMap<string, Upsert>;
}

export const memoryStore = (): MemoryStore => {
  const shelves = new Map<string, Shelf>();
  const leased = new Set<string>();
  const queues = new Map<string, Map<string, Delivery>>();
  const settled = new Map<string, Set<string>>();
  const log: LogEntry[] = [];
  // Tells this store's positions from those of another.
  const name = randomUUID();

  const nameOf = ({ connection, resource }: Pick<StreamKey, "connection" | "resource">): string =>
    JSON.stringify([connection, resource]);
  const shelfOf = (stream: StreamKey): Shelf => {
    const shelf = shelves.get(nameOf(stream)) ?? {
      stream,
      records: new Map<string, Held<Upsert>>(),
      rejects: new Map<string, Held<Reject>>(),
      seen: new Set<string>(),
      unknownFields: new Set<string>(),
      drift: new Map<string, { since: string; rows: number }>(),
    };
    shelves.set(nameOf(stream), shelf);
    return shelf;
  };
  const writable = (stream: StreamKey): Shelf => {
    if (leased.has(stream.connection)) return shelfOf(stream);
    throw new OpenSMEError(`The lease of "${stream.connection}" was lost. Run it again; it goes on from there.`, {
      code: "conflict",
    });
  };

  const note = (stream: StreamKey, ids: readonly string[]): void => {
    if (ids.length > 0) log.push({ mark: `${log.length + 1}-${name}`, stream, ids });
  };

  return {
    records(stream) {
      const records = shelves.get(nameOf(stream))?.records ?? [];
      return new Map([...records].map(([id, { change }]) => [id, change]));
    },

    async lease(connection) {
      if (leased.has(connection)) {
        throw new OpenSMEError(`Another run is writing "${connection}". Wait until it has ended.`, {
          code: "conflict",
          retryable: true,
        });
      }
      leased.add(connection);
      return {
        release: async () => {
          leased.delete(connection);
        },
      };
    },

    state: async (stream) => copyOf(shelfOf(stream).state),

    async known(stream) {
      const { unknownFields, drift, rejects } = shelfOf(stream);
      const issues = [...rejects.values()].flatMap(({ change }) => change.issues);
      return {
        unread: new Set(unknownFields),
        drifting: new Set(drift.keys()),
        unreadable: new Set(issues.map(({ path }) => path)),
      };
    },

    async holds(stream) {
      const { records, rejects } = shelfOf(stream);
      return records.size + rejects.size > 0;
    },

    async unchanged(stream, rows, read) {
      const { records } = shelfOf(stream);
      const same = rows.flatMap(({ id, raw }) => {
        const held = records.get(id)?.change;
        return held && isDeepStrictEqual(held.raw, copyOf(raw)) ? [held] : [];
      });
      const [sample] = same;
      if (sample && !isDeepStrictEqual(copyOf(read(sample.raw)), sample.record)) return new Map();
      return new Map(same.map(({ id, record }) => [id, record.updatedAt]));
    },

    async apply(batch) {
      const shelf = writable(batch.stream);
      const counts = noCounts();
      const changed: string[] = [];
      for (const id of batch.unchanged ?? []) {
        counts.received += 1;
        counts.unchanged += 1;
        if (batch.state.pass?.sweeps) shelf.seen.add(id);
        shelf.rejects.delete(id);
      }
      for (const change of batch.changes) {
        if (change.type !== "delete") counts.received += 1;
        const fate = place(shelf, change, batch);
        if (fate) counts[fate] += 1;
        if (change.id !== undefined && (fate === "created" || fate === "updated" || fate === "deleted"))
          changed.push(change.id);
      }
      note(batch.stream, changed);
      for (const path of batch.unknownFields) shelf.unknownFields.add(path);
      for (const [path, rows] of batch.drift ?? []) {
        const before = shelf.drift.get(path) ?? { since: batch.fetchedAt, rows: 0 };
        shelf.drift.set(path, { ...before, rows: before.rows + rows });
      }
      shelf.state = copyOf(batch.state);
      return counts;
    },

    async beginSweep(stream) {
      writable(stream).seen.clear();
    },

    async absent(stream) {
      const shelf = shelfOf(stream);
      return { absent: unseen(shelf, shelf.records).length, records: shelf.records.size };
    },

    async endPass(stream, state, { deleteAbsent }) {
      const shelf = writable(stream);
      const absent = unseen(shelf, shelf.records);
      // A sweep whose deletions were refused proves nothing.
      if (shelf.state?.pass?.sweeps && (deleteAbsent || absent.length === 0))
        for (const key of unseen(shelf, shelf.rejects)) shelf.rejects.delete(key);
      if (deleteAbsent) {
        for (const id of absent) shelf.records.delete(id);
        note(stream, absent);
      }
      shelf.seen.clear();
      shelf.state = copyOf(state);
      return { deleted: deleteAbsent ? absent.length : 0 };
    },

    async *rows(stream) {
      // Rejects first: what they become replaces an older state of the record, which is then not read again.
      for (const kept of ["rejects", "records"] as const) {
        const rows = [...shelfOf(stream)[kept].values()];
        if (rows.length > 0) yield rows.map(({ change, fetchedAt }) => ({ raw: copyOf(change.raw), fetchedAt }));
      }
    },

    async enqueue(connection, delivery) {
      const queue = queues.get(connection) ?? new Map<string, Delivery>();
      if (queue.has(delivery.id) || settled.get(connection)?.has(delivery.id)) return false;
      queues.set(connection, queue.set(delivery.id, copyOf(delivery)));
      return true;
    },

    queued: async (connection, limit) => [...(queues.get(connection)?.values() ?? [])].slice(0, limit),

    async settle(connection, ids) {
      const known = settled.get(connection) ?? new Set<string>();
      for (const id of ids) {
        queues.get(connection)?.delete(id);
        known.add(id);
      }
      settled.set(connection, known);
    },

    changes: (options) =>
      changesIn(
        {
          last: async () => log.at(-1)?.mark ?? "",
          async after(mark, limit) {
            const at = mark === "" ? 0 : log.findIndex((entry) => entry.mark === mark) + 1;
            return mark !== "" && at === 0 ? undefined : log.slice(at, at + limit);
          },
          streams: async () => [...shelves.values()].map(({ stream }) => stream),
          page: async (stream, after, limit) =>
            [...shelfOf(stream).records.values()]
              .filter(({ change }) => change.id > after)
              .sort((one, other) => (one.change.id < other.change.id ? -1 : 1))
              .slice(0, limit)
              .map(recordOf),
          held: async (stream, ids) =>
            ids.flatMap((id) => {
              const held = shelfOf(stream).records.get(id);
              return held ? [recordOf(held)] : [];
            }),
        },
        options,
      ),

    async finish(stream, outcome) {
      const shelf = writable(stream);
      shelf.last = outcome;
      if (outcome.outcome === "complete") shelf.completeAt = outcome.finishedAt;
    },

    status: async () =>
      [...shelves.values()].map(({ stream, records, rejects, unknownFields, drift, state, last, completeAt }) => ({
        ...stream,
        state: copyOf(state),
        last,
        completeAt,
        records: records.size,
        rejects: rejects.size,
        unknownFields: [...unknownFields],
        drift: [...[...drift].map(([path, told]) => ({ path, ...told })), ...unreadableIn([...rejects.values()])],
      })),

    async close() {
      leased.clear();
    },
  };
};

/** What is stored has been through JSON, as in any other store. */
const copyOf = <Value>(value: Value): Value => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

const recordOf = ({ change: { id, record, raw }, fetchedAt }: Held<Upsert>): StoredRecord => ({
  id,
  record: copyOf(record),
  raw: copyOf(raw),
  fetchedAt,
});

/** What cannot be read in rejected rows, by path and reason. */
const unreadableIn = (rejects: readonly Held<Reject>[]): Drift[] => {
  const issues = rejects.flatMap(({ change, fetchedAt }) =>
    change.issues.map(({ path, message }) => ({ path, message, since: fetchedAt })),
  );
  return [...Map.groupBy(issues, ({ path, message }) => JSON.stringify([path, message])).values()].flatMap((alike) => {
    const [first] = alike.toSorted((one, other) => (one.since < other.since ? -1 : 1));
    return first ? [{ ...first, rows: alike.length }] : [];
  });
};

const unseen = ({ seen }: Shelf, kept: ReadonlyMap<string, unknown>): string[] =>
  [...kept.keys()].filter((key) => !seen.has(key));

/** Puts one change on the shelf, and says what became of it. */
const place = (
  { records, rejects, seen }: Shelf,
  change: Change,
  { state, fetchedAt }: Batch,
): Exclude<keyof Counts, "received"> | undefined => {
  if (change.type === "delete") {
    rejects.delete(change.id);
    return records.delete(change.id) ? "deleted" : undefined;
  }
  const key = change.id ?? JSON.stringify(change.raw);
  if (state.pass?.sweeps) seen.add(key);
  if (change.type === "reject") {
    const before = rejects.get(key);
    // A row that comes again as it was has been wrong since it first came.
    const isSame = isDeepStrictEqual(before?.change.raw, copyOf(change.raw));
    rejects.set(key, { change: copyOf(change), fetchedAt: isSame && before ? before.fetchedAt : fetchedAt });
    return "rejected";
  }
  rejects.delete(key);
  const held = records.get(key)?.change;
  const copy = copyOf(change);
  if (isDeepStrictEqual(held, copy)) return "unchanged";
  records.set(key, { change: copy, fetchedAt });
  return held ? "updated" : "created";
};
