import type { Connection } from "@opensme/core";
import { type StreamReport, type SyncEvent, sync } from "@opensme/sync";
import type { Bookmark } from "./bookmark.ts";
import { type Messages, messageSink } from "./sink.ts";

export interface ReadOptions {
  readonly name: string;
  readonly connection: Connection;
  /** The streams to read, and of which everything is asked for again. */
  readonly streams: readonly { readonly resource: string; readonly full: boolean }[];
  readonly bookmarks: Map<string, Bookmark>;
  readonly messages: Messages;
  readonly send: (messages: readonly object[]) => Promise<void>;
  readonly confirmDeletes?: boolean | undefined;
  readonly signal: AbortSignal;
  readonly onEvent: (event: SyncEvent) => void;
}

/** Reads streams with the engine, from where their bookmarks stand, and passes what comes on as messages. */
export const readStreams = async (options: ReadOptions): Promise<StreamReport[]> => {
  const { name, connection, bookmarks, messages, send, confirmDeletes, signal, onEvent } = options;
  const mapping = connection.connector.version;
  // The records of an older mapping are in the target, where none of them can be read again.
  const isOutdated = (resource: string): boolean => (bookmarks.get(resource)?.mapping ?? mapping) !== mapping;
  const asked = options.streams.map(({ resource, full }) => ({ resource, full: full || isOutdated(resource) }));
  const store = messageSink({ messages, bookmarks, mapping, send });
  const reports: StreamReport[] = [];
  for (const full of [true, false]) {
    const resources = asked.filter((stream) => stream.full === full).map(({ resource }) => resource);
    if (resources.length === 0) continue;
    const streams = { [name]: resources };
    const run = { connections: { [name]: connection }, streams, store, full, confirmDeletes, signal, onEvent };
    reports.push(...(await sync(run)).streams);
  }
  return reports;
};
