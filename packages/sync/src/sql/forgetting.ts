import { isDeepStrictEqual } from "node:util";
import { type EntityName, OpenSMEError } from "@opensme/core";
import type { StoredRecord } from "../changes.ts";
import { type Eraser, type ErasureReceipt, eraserOf, requirePerson } from "../erasure.ts";
import type { RecordKey, StreamKey } from "../keys.ts";

type Awaitable<Value> = Value | Promise<Value>;

/** The store's own tables that hold what tools said, and the column in which they do. */
export const ownTables = { _history: "record", _deletions: "raw", _rejects: "raw" } as const;

export type OwnTable = keyof typeof ownTables;

/** A row of one of the store's own tables, by where it stands. */
export interface OwnRow<Place> {
  readonly place: Place;
  readonly connection: string;
  /** Where the value is a record. */
  readonly entity: EntityName | undefined;
  readonly value: unknown;
}

/** What a store does to forget a record, in the transaction under way: at once, or after a while. */
export interface ForgettingTables<Place> {
  streams(): Awaitable<readonly StreamKey[]>;
  /** The record as its own table holds it. */
  present(): Awaitable<readonly StoredRecord[]>;
  /** What the store's own tables keep of the record, which some streams may have brought. */
  kept(streams: readonly StreamKey[]): Awaitable<readonly unknown[]>;
  /** Removes the record and notes its deletion among the changes, where the stream holds it. */
  remove(stream: StreamKey): Awaitable<void>;
  /** Removes what the store's own tables keep, and remembers not to take the record again. */
  removeKept(streams: readonly StreamKey[], at: string): Awaitable<void>;
  page(stream: StreamKey, after: string, limit: number): Awaitable<readonly StoredRecord[]>;
  /** Replaces records and notes it among the changes. They keep their fingerprints, so that the tool's same row does not bring it back. */
  replace(stream: StreamKey, records: readonly StoredRecord[]): Awaitable<void>;
  /** Rows of an own table behind a place, in order; from the beginning without one. */
  ownPage(table: OwnTable, after: Place | undefined, limit: number): Awaitable<readonly OwnRow<Place>[]>;
  replaceOwn(table: OwnTable, place: Place, value: unknown): Awaitable<void>;
}

/** What is done one after the other, each with what came of those before. */
type Steps<Result> = Generator<unknown, Result, unknown>;

/** The work of forgetting a person. Throws `invalid` where the record is no person, `not_found` where nothing is held of it. */
export function* forgetting<Place>(tables: ForgettingTables<Place>, key: RecordKey): Steps<ErasureReceipt> {
  const { connection, entity, id } = key;
  requirePerson(entity);
  const erasedAt = new Date().toISOString();
  const streams = yield* step(tables.streams());
  const ours = streams.filter((stream) => stream.connection === connection && stream.entity === entity);
  const present = yield* step(tables.present());
  const kept = yield* step(tables.kept(ours));
  if (present.length + kept.length === 0) {
    throw new OpenSMEError(`The store holds no ${entity} ${id} of the connection "${connection}".`, {
      code: "not_found",
    });
  }
  const eraser = eraserOf(key, [...present.map(({ record }) => record), ...(kept as StoredRecord["record"][])]);

  for (const stream of ours) yield* step(tables.remove(stream));
  yield* step(tables.removeKept(ours, erasedAt));

  const redacted: Record<string, number> = {};
  const count = (name: string, rows: number): void => {
    if (rows > 0) redacted[name] = (redacted[name] ?? 0) + rows;
  };
  for (const stream of streams) count(stream.entity, yield* redactStream(tables, stream, eraser));
  for (const table of Object.keys(ownTables) as OwnTable[]) count(table, yield* redactOwn(tables, table, eraser));
  return { record: key, erasedAt, removed: present.length + kept.length, redacted };
}

const rowsAtATime = 500;

function* redactStream<Place>(tables: ForgettingTables<Place>, stream: StreamKey, eraser: Eraser): Steps<number> {
  let count = 0;
  for (let after = ""; ; ) {
    const page = yield* step(tables.page(stream, after, rowsAtATime));
    const last = page.at(-1);
    if (!last) return count;
    const changed = page.flatMap((stored): StoredRecord[] => {
      const { record, raw } = stored;
      if (!eraser.concerns(stream, record, raw)) return [];
      const left = { record: { ...eraser.erase(record), id: record.id }, raw: eraser.erase(raw) };
      return isDeepStrictEqual(left, { record, raw }) ? [] : [{ ...stored, ...left }];
    });
    if (changed.length > 0) yield* step(tables.replace(stream, changed));
    count += changed.length;
    after = last.id;
  }
}

function* redactOwn<Place>(tables: ForgettingTables<Place>, table: OwnTable, eraser: Eraser): Steps<number> {
  let count = 0;
  for (let after: Place | undefined; ; ) {
    const rows = yield* step(tables.ownPage(table, after, rowsAtATime));
    const last = rows.at(-1);
    if (!last) return count;
    for (const { place, value, ...holder } of rows) {
      if (!eraser.concerns(holder, value, undefined)) continue;
      const left = eraser.erase(value);
      if (isDeepStrictEqual(left, value)) continue;
      yield* step(tables.replaceOwn(table, place, left));
      count += 1;
    }
    after = last.place;
  }
}

function* step<Value>(value: Awaitable<Value>): Steps<Value> {
  return (yield value) as Value;
}

/** Does the steps of a store that answers at once. */
export const atOnce = <Result>(steps: Steps<Result>): Result => {
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer);
    if (done) return value;
    answer = value;
  }
};

/** Does the steps of a store that answers after a while. */
export const oneByOne = async <Result>(steps: Steps<Result>): Promise<Result> => {
  for (let answer: unknown; ; ) {
    const { done, value } = steps.next(answer);
    if (done) return value;
    answer = await value;
  }
};
