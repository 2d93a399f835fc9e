import { isDeepStrictEqual } from "node:util";
import { noCounts, type Sink, type StreamKey, type StreamState } from "@opensme/sync";
import type { Bookmark } from "./bookmark.ts";

/** How a protocol writes what happens to a stream: each as one message. */
export interface Messages {
  /** A record that is there, as it was at a moment. `version` is that of the full read that it belongs to. */
  record(stream: StreamKey, record: object, at: string, version: number | undefined): object;
  /** A record that the vendor says is gone. */
  deletion(stream: StreamKey, id: string, at: string, version: number | undefined): object;
  /** Only records of this version are there; absent where the protocol has no word for it. */
  activation?(stream: StreamKey, version: number): object;
  /** All that came before is stored once this is; `records` came since the last one. */
  state(stream: StreamKey, bookmark: Bookmark, records: number): object;
}

export interface MessageSinkOptions {
  readonly messages: Messages;
  /** Where each stream stands, by its resource; kept up to date. */
  readonly bookmarks: Map<string, Bookmark>;
  /** Version of the connector's mapping. */
  readonly mapping: string;
  /** Writes messages, in this order, and waits until they are taken. */
  readonly send: (messages: readonly object[]) => Promise<void>;
}

/**
 * Passes what the engine reads on as messages, each page with its checkpoint behind it. It keeps no records: that one is gone from a listing shows in the
 * version of a full read, which the last message of the read declares to be all there is.
 */
export const messageSink = ({ messages, bookmarks, mapping, send }: MessageSinkOptions): Sink => {
  /** The records of each stream's last page: where pages overlap, one that comes again as it was is not written again. */
  const written = new Map<string, Map<string, object>>();
  const bookmarkOf = ({ resource }: StreamKey): Bookmark => bookmarks.get(resource) ?? { mapping };

  return {
    // The platform sees to it that one run at a time goes on from a state.
    lease: async () => ({ release: async () => undefined }),

    async state(stream) {
      const bookmark = bookmarks.get(stream.resource);
      if (!bookmark) return undefined;
      const { version, records, sweep: _, settled: __, ...state } = bookmark;
      if (state.mapping === mapping) return state;
      // What an older mapping began is begun again.
      const again: StreamState = { ...state, mapping, pass: state.pass && { ...state.pass, cursor: undefined } };
      bookmarks.set(stream.resource, { ...again, version, records });
      return again;
    },

    // Of fields that were there before nothing is kept; the state above says so by not being settled.
    known: async () => ({ unread: new Set(), drifting: new Set(), unreadable: new Set() }),

    // What the target holds is not known. It may be more than there is.
    holds: async () => true,

    async apply({ stream, changes, state, fetchedAt }) {
      const { sweep, ...bookmark } = bookmarkOf(stream);
      const current = state.pass?.sweeps ? sweep : undefined;
      const version = current?.version ?? bookmark.version;
      const counts = noCounts();
      const page: object[] = [];
      const before = written.get(stream.resource);
      const records = new Map<string, object>();
      for (const change of changes) {
        if (change.type === "upsert") {
          records.set(change.id, change.record);
          if (before && isDeepStrictEqual(before.get(change.id), change.record)) {
            counts.unchanged += 1;
            continue;
          }
          counts.created += 1;
          page.push(messages.record(stream, change.record, fetchedAt, version));
        } else if (change.type === "delete") {
          counts.deleted += 1;
          before?.delete(change.id);
          page.push(messages.deletion(stream, change.id, fetchedAt, version));
        } else {
          counts.rejected += 1;
        }
      }
      const seen = counts.created + counts.rejected;
      counts.received = seen + counts.unchanged;
      const next: Bookmark = {
        ...bookmark,
        ...state,
        sweep: current && {
          version: current.version,
          seen: current.seen + seen,
          rejected: current.rejected + counts.rejected,
        },
      };
      await send([...page, messages.state(stream, next, page.length)]);
      bookmarks.set(stream.resource, next);
      written.set(stream.resource, records);
      return counts;
    },

    async beginSweep(stream) {
      const bookmark = bookmarkOf(stream);
      written.delete(stream.resource);
      const version = Math.max(Date.now(), (bookmark.version ?? 0) + 1);
      bookmarks.set(stream.resource, { ...bookmark, sweep: { version, seen: 0, rejected: 0 } });
    },

    // Where nothing is deleted by absence, there is nothing to doubt.
    absent: async (stream) => (messages.activation ? absentIn(bookmarkOf(stream)) : { absent: 0, records: 0 }),

    async endPass(stream, state, { deleteAbsent }) {
      const bookmark = bookmarkOf(stream);
      const { sweep, version = sweep?.version, records } = bookmark;
      // A pass that is to be gone through again proves nothing.
      const isDoubted = messages.activation !== undefined && absentIn(bookmark).absent > 0 && !deleteAbsent;
      const isWhole = sweep !== undefined && state.pass === undefined && sweep.rejected === 0 && !isDoubted;
      const next: Bookmark = isWhole
        ? { ...state, version: sweep.version, records: sweep.seen }
        : { ...state, version, records };
      const activation = isWhole ? messages.activation?.(stream, sweep.version) : undefined;
      await send([...(activation ? [activation] : []), messages.state(stream, next, 0)]);
      bookmarks.set(stream.resource, next);
      // How many the target deletes, only the target knows.
      return { deleted: 0 };
    },

    // Nothing is kept that a newer mapping could read again: it reads everything at the vendor.
    async *rows() {},

    finish: async () => undefined,
  };
};

/** How many fewer rows a full read brought than the one before: what is absent at the least. */
const absentIn = ({ records = 0, sweep }: Bookmark): { absent: number; records: number } => ({
  absent: sweep ? Math.max(0, records - sweep.seen) : 0,
  records,
});
