import { type Entities, type EntityName, OpenSMEError } from "@opensme/core";
import type { StreamKey } from "./keys.ts";

/** A record as a store holds it. */
export interface StoredRecord {
  readonly id: string;
  readonly record: Entities[EntityName];
  /** The tool's own row. */
  readonly raw: unknown;
  /** When this state of the record was fetched. */
  readonly fetchedAt: string;
}

/** A record as it stands after a change, or that it is gone. */
export type StoredChange = {
  readonly stream: StreamKey;
  readonly id: string;
  /** Where to go on after this change: give it as `since`. */
  readonly position: string;
} & (({ readonly type: "upsert" } & StoredRecord) | { readonly type: "delete" });

export interface ChangesOptions {
  /** The `position` of the last change that was dealt with. Without it, every record that is there, and then what changed meanwhile. */
  readonly since?: string | undefined;
  readonly connection?: string | undefined;
  readonly entity?: EntityName | undefined;
}

/** What one transaction of a store changed. */
export interface LogEntry {
  /** Names the entry; another store, or this one restored to an earlier day, has none of that name. */
  readonly mark: string;
  readonly stream: StreamKey;
  readonly ids: readonly string[];
}

/** What a store has to tell for its changes to be followed. */
export interface ChangeLog {
  /** Mark of the last entry; empty where there is none. */
  last(): Promise<string>;
  /** The entries behind a mark in the order of writing, of which an empty one stands before all. Undefined where the log has no such mark. */
  after(mark: string, limit: number): Promise<readonly LogEntry[] | undefined>;
  streams(): Promise<readonly StreamKey[]>;
  /** Records of a stream behind an id, in the order of their ids. */
  page(stream: StreamKey, after: string, limit: number): Promise<readonly StoredRecord[]>;
  /** Those among some records that the stream holds. */
  held(stream: StreamKey, ids: readonly string[]): Promise<readonly StoredRecord[]>;
}

/** Names an entry of a log in SQL by its position, and by its moment, which tells it from one at the same position of a database that was restored. */
export const markOf = (row: Readonly<Record<string, unknown>>): string =>
  `${row["position"]}-${Date.parse(String(row["written_at"])).toString(36)}`;

/** The stream that a row names. */
export const streamOf = (row: Readonly<Record<string, unknown>>): StreamKey => ({
  connection: String(row["connection"]),
  resource: String(row["resource"]),
  entity: row["entity"] as StreamKey["entity"],
});

const recordsAtATime = 500;
const entriesAtATime = 50;

/**
 * Follows a store: every change since a position, in the order of writing, each record as it stands now. Ends when it has caught up. A record that changed
 * several times may come once; one that comes twice comes the same. Throws `invalid` for a position that is none, `conflict` for one that this store
 * never had.
 */
export async function* changesIn(
  log: ChangeLog,
  { since, connection, entity }: ChangesOptions = {},
): AsyncGenerator<StoredChange> {
  const isWanted = (stream: StreamKey): boolean =>
    (connection === undefined || stream.connection === connection) &&
    (entity === undefined || stream.entity === entity);
  const begin = since === undefined ? { mark: await log.last(), place: firstPlace } : parsePosition(since);
  let { mark } = begin;

  if (begin.place) yield* snapshot(log, mark, begin.place, isWanted);
  for (;;) {
    const entries = await log.after(mark, entriesAtATime);
    if (!entries) throw unknownPosition();
    const end = entries.at(-1)?.mark;
    if (end === undefined) return;
    const changes: ChangeBody[] = [];
    for (const [stream, ids] of changedIn(entries.filter((entry) => isWanted(entry.stream)))) {
      const held = new Map((await log.held(stream, ids)).map((record) => [record.id, record]));
      changes.push(...ids.map((id) => changeOf(stream, id, held.get(id))));
    }
    // A reader that stops among these reads them again.
    for (const [index, change] of changes.entries())
      yield { ...change, position: index < changes.length - 1 ? mark : end };
    mark = end;
  }
}

type ChangeBody =
  | ({ readonly type: "upsert"; readonly stream: StreamKey } & StoredRecord)
  | { readonly type: "delete"; readonly stream: StreamKey; readonly id: string };

const changeOf = (stream: StreamKey, id: string, held: StoredRecord | undefined): ChangeBody =>
  held ? { type: "upsert", stream, ...held } : { type: "delete", stream, id };

/** What changed, each record once, where it changed last. */
const changedIn = (entries: readonly LogEntry[]): [stream: StreamKey, ids: string[]][] => {
  const seen = new Set<string>();
  const runs: [stream: StreamKey, ids: string[]][] = [];
  for (const { stream, ids } of entries.toReversed()) {
    const fresh = ids.toReversed().filter((id) => {
      const name = JSON.stringify([stream.connection, stream.resource, id]);
      return seen.size < seen.add(name).size;
    });
    runs.push([stream, fresh.toReversed()]);
  }
  return runs.toReversed();
};

/** Where the records that are there are gone through: behind this one. */
type Place = readonly [connection: string, resource: string, id: string];

const firstPlace: Place = ["", "", ""];

async function* snapshot(
  log: ChangeLog,
  mark: string,
  [connection, resource, id]: Place,
  isWanted: (stream: StreamKey) => boolean,
): AsyncGenerator<StoredChange> {
  const name = (stream: Pick<StreamKey, "connection" | "resource">): string =>
    JSON.stringify([stream.connection, stream.resource]);
  const reached = name({ connection, resource });
  let held: StoredChange | undefined;
  const streams = (await log.streams())
    .filter((stream) => isWanted(stream) && name(stream) >= reached)
    .sort((one, other) => (name(one) < name(other) ? -1 : 1));
  for (const stream of streams) {
    for (let after = name(stream) === reached ? id : ""; ; ) {
      const records = await log.page(stream, after, recordsAtATime);
      const last = records.at(-1);
      if (!last) break;
      for (const record of records) {
        const place: Place = [stream.connection, stream.resource, record.id];
        if (held) yield held;
        held = { type: "upsert", stream, ...record, position: `${mark}|${JSON.stringify(place)}` };
      }
      after = last.id;
    }
  }
  // Behind the last of them only what was written since is left.
  if (held) yield { ...held, position: mark };
}

const parsePosition = (position: string): { mark: string; place?: Place } => {
  const bar = position.indexOf("|");
  const mark = bar < 0 ? position : position.slice(0, bar);
  // Nothing is the mark of a store that has noted no change yet.
  const isMark = mark === "" || /^\d+-\w/.test(mark);
  if (bar < 0 && isMark) return { mark };
  try {
    const place: unknown = JSON.parse(position.slice(bar + 1));
    if (isMark && Array.isArray(place) && place.length === 3 && place.every((part) => typeof part === "string"))
      return { mark, place: place as unknown as Place };
  } catch {
    // Told below.
  }
  throw new OpenSMEError(`"${position}" is no position in a store's changes. Give one that came with a change.`, {
    code: "invalid",
  });
};

const unknownPosition = (): OpenSMEError =>
  new OpenSMEError(
    "The store's changes do not go on from this position: it comes from another store, or this one was restored from a backup. Read everything again, without `since`.",
    { code: "conflict" },
  );
