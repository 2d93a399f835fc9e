import type { Reject, Upsert } from "@opensme/core";
import type { Batch, Counts } from "@opensme/sync";
import { isNewer, type MarkedState, type Marker, noCounts } from "@opensme/sync/sql";
import { keyText } from "./values.ts";

/** What the database holds of a record before a page. */
export interface Held extends MarkedState {
  readonly resource: string;
}

/** A record to write. */
export interface Put {
  readonly change: Pick<Upsert, "id" | "record">;
  readonly raw: string;
  readonly mark: string;
}

/** What a page comes to: by key, what is to stand in each table after it. */
export interface Plan {
  readonly counts: Counts;
  /** Records to write. */
  readonly puts: ReadonlyMap<string, Put>;
  /** Deletions to keep, each with the last raw row where the page brought it; else the database has it. */
  readonly deletions: ReadonlyMap<string, { readonly cause: string; readonly raw: string | undefined }>;
  /** Rows that could not be read; undefined where one is to be forgotten. */
  readonly rejects: ReadonlyMap<string, { readonly change: Reject; readonly raw: string } | undefined>;
  /** Keys that a sweep sees. */
  readonly seen: ReadonlySet<string>;
}

type Fingerprint = (...texts: readonly string[]) => string;

/** Plays the changes of a page through in their order, so that each table is written once, however often a record comes. */
export const planOf = (
  { stream, changes, unchanged = [], fetchedAt }: Batch,
  heldBefore: ReadonlyMap<string, Held>,
  fingerprint: Fingerprint,
  marker: Marker,
  /** Fingerprints of the ids of people who were erased. */
  forgotten: ReadonlySet<string> = new Set(),
): Plan => {
  const counts = noCounts();
  const held = new Map(heldBefore);
  const puts = new Map<string, Put>();
  const deletions = new Map<string, { cause: string; raw: string | undefined }>();
  const rejects = new Map<string, { change: Reject; raw: string } | undefined>();
  const seen = new Set<string>();

  counts.received += unchanged.length;
  counts.unchanged += unchanged.length;
  for (const key of unchanged.map(keyText)) {
    seen.add(key);
    rejects.set(key, undefined);
  }
  for (const change of changes) {
    if (change.type === "delete") {
      const key = keyText(change.id);
      rejects.set(key, undefined);
      if (held.get(key)?.resource !== stream.resource) continue;
      counts.deleted += 1;
      deletions.set(key, { cause: change.cause, raw: puts.get(key)?.raw });
      held.delete(key);
      puts.delete(key);
      continue;
    }
    counts.received += 1;
    if (forgotten.size > 0 && change.id !== undefined && forgotten.has(fingerprint(change.id))) {
      counts.unchanged += 1;
      continue;
    }
    const raw = JSON.stringify(change.raw) ?? "null";
    if (change.type === "reject") {
      const key = change.id === undefined ? fingerprint(raw) : keyText(change.id);
      rejects.set(key, { change, raw });
      seen.add(key);
      counts.rejected += 1;
      continue;
    }
    const key = keyText(change.id);
    seen.add(key);
    rejects.set(key, undefined);
    const before = held.get(key);
    const { updatedAt } = change.record;
    const state = { mark: marker.of(raw, JSON.stringify(change.record)), updatedAt, fetchedAt };
    if (before && (before.mark === state.mark || isNewer(before, state))) {
      counts.unchanged += 1;
      continue;
    }
    counts[before ? "updated" : "created"] += 1;
    deletions.delete(key);
    puts.set(key, { change, raw, mark: state.mark });
    held.set(key, { ...state, resource: stream.resource });
  }
  return { counts, puts, deletions, rejects, seen };
};
