import { renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SyncEvent } from "@opensme/sync";
import { exit } from "../exit.ts";
import { messageOf, usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import type { Bookmark } from "../platforms/bookmark.ts";
import { readStreams } from "../platforms/read.ts";
import {
  Catalog,
  type Choice,
  catalogEntry,
  chosenIn,
  State,
  schemaMessage,
  singerMessages,
} from "../platforms/singer.ts";
import { findSource, readJson, streamsOf } from "../platforms/source.ts";
import { Notes } from "../sync/notes.ts";
import type { Context } from "./context.ts";

interface Options {
  readonly discover?: boolean;
  readonly catalog?: string;
  readonly properties?: string;
  readonly state?: string;
  readonly full?: boolean;
  readonly confirmDeletes?: boolean;
  readonly activateVersion?: boolean;
}

/** Reads a connection as a Singer tap: messages to stdout, everything else to stderr. */
export const singer = async (name: string, options: Options, context: Context): Promise<number> => {
  const { output, folder } = context;
  const source = await findSource(name, context);
  for (const key of source.strange) output.remark(`WARNING The setting "${key}" is not one of the connector's.`);
  const connection = source.open((settings) => keepSettings(context, settings));
  const streams = streamsOf(source, connection);
  const sensitive = source.entry.sensitive ?? false;
  if (options.discover) {
    const catalog = { streams: streams.map((stream) => catalogEntry(stream, sensitive)) };
    output.print(JSON.stringify(catalog, undefined, 2));
    return exit.success;
  }

  const catalog = options.catalog ?? options.properties;
  const choices: ReadonlyMap<string, Choice> = catalog
    ? chosenIn(await readJson(catalog, folder, Catalog))
    : new Map(streams.map(({ resource }) => [resource, { full: false, takes: () => true }]));
  const strange = [...choices.keys()].find((key) => !streams.some(({ resource }) => resource === key));
  if (strange !== undefined)
    throw usageError(
      `The catalog selects a stream "${strange}", which ${name} does not have.`,
      `Its streams are: ${streams.map(({ resource }) => resource).join(", ")}`,
    );
  const before = options.state ? (await readJson(options.state, folder, State)).bookmarks : {};
  const bookmarks = new Map<string, Bookmark>(Object.entries(before));

  output.outliveReader();
  const send = (messages: readonly object[]): Promise<void> =>
    output.data(messages.map((message) => JSON.stringify(message)));
  const notes = new Notes([], { isStored: false });
  const onEvent = (event: SyncEvent): void => {
    notes.take(event);
    if (event.type === "stream-started") {
      const stream = streams.find(({ resource }) => resource === event.stream.resource);
      const takes = choices.get(event.stream.resource)?.takes;
      // A reader that has gone is noticed at the first page.
      if (stream && takes) send([schemaMessage(stream, sensitive, takes)]).catch(() => undefined);
    } else if (event.type === "stream-finished") {
      const { stream, outcome, counts } = event.report;
      const metric = {
        type: "counter",
        metric: "record_count",
        value: counts.created + counts.deleted,
        tags: { endpoint: stream.resource },
      };
      output.remark(`INFO ${name} ${stream.resource}: ${outcome}`);
      output.remark(`INFO METRIC: ${JSON.stringify(metric)}`);
    }
  };
  const signal = onInterrupt(output, "Stopping after the page under way. Press Ctrl-C again to stop at once.");
  const reports = await readStreams({
    name,
    connection,
    streams: streams.flatMap(({ resource }) => {
      const choice = choices.get(resource);
      return choice ? [{ resource, full: choice.full || (options.full ?? false) }] : [];
    }),
    bookmarks,
    messages: singerMessages(bookmarks, choices, { activatesVersions: options.activateVersion ?? true }),
    send,
    confirmDeletes: options.confirmDeletes,
    signal,
    onEvent,
  });
  for (const line of notes.lines(reports)) output.remark(line);
  if (signal.aborted) return exit.interrupted;
  return reports.every(({ outcome }) => outcome === "complete") ? exit.success : exit.failure;
};

/** Puts settings in the place of those given, as the specification asks of a tap that has to change them. */
const keepSettings = ({ configFile = "", folder, output }: Context, settings: object): void => {
  const file = resolve(folder, configFile);
  try {
    writeFileSync(`${file}.part`, JSON.stringify(settings, undefined, 2), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  } catch (error) {
    output.remark(`WARNING The vendor's new refresh token cannot be kept in ${configFile}: ${messageOf(error)}`);
  }
};
