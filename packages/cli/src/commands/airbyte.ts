import { type Connection, OpenSMEError, type Stream } from "@opensme/core";
import type { SyncEvent } from "@opensme/sync";
import { exit } from "../exit.ts";
import { messageOf, reportFailure, usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import {
  airbyteMessages,
  ConfiguredCatalog,
  catalogMessage,
  configMessage,
  errorMessage,
  estimateMessage,
  logMessage,
  StreamStates,
  specificationOf,
  statusMessage,
} from "../platforms/airbyte.ts";
import { readStreams } from "../platforms/read.ts";
import { findSource, readJson, streamsOf } from "../platforms/source.ts";
import { Notes } from "../sync/notes.ts";
import type { Context } from "./context.ts";

interface Options {
  readonly catalog?: string;
  readonly state?: string;
}

/** Does what an Airbyte source does. What goes wrong is a TRACE message too, since the platform reads nothing else. */
export const airbyte = async (name: string, action: string, options: Options, context: Context): Promise<number> => {
  const { output } = context;
  output.outliveReader();
  /** Writes a message for people, without secrets. */
  const tell = (message: object): void => output.print(JSON.stringify(message));
  try {
    const source = await findSource(name, context);
    for (const key of source.strange) tell(logMessage("WARN", `The setting "${key}" is not one of the connector's.`));
    if (action === "spec") {
      tell(specificationOf(source.entry.connector));
      return exit.success;
    }
    const open = (): Connection =>
      source.open((config) => void output.data([JSON.stringify(configMessage(config))]).catch(() => undefined));
    if (action === "check") {
      tell(await checked(open, onInterrupt(output, "Stopping."), tell));
      return exit.success;
    }
    const connection = open();
    const streams = streamsOf(source, connection);
    if (action === "discover") {
      tell(catalogMessage(streams, source.entry.sensitive ?? false));
      return exit.success;
    }
    return await read(name, connection, streams, options, tell, context);
  } catch (error) {
    const code = OpenSMEError.is(error) ? error.code : "unexpected";
    tell(errorMessage({ code, message: messageOf(error) }));
    return reportFailure(error, output);
  }
};

const checked = async (
  open: () => Connection,
  signal: AbortSignal,
  tell: (message: object) => void,
): Promise<object> => {
  try {
    const { missing = [] } = await open().check({ signal });
    for (const { operation, resource, scopes } of missing)
      if (operation === "read")
        tell(
          logMessage(
            "WARN",
            `The credentials may not read ${resource}. It takes: ${scopes.join(", ") || "more rights"}`,
          ),
        );
    return { type: "CONNECTION_STATUS", connectionStatus: { status: "SUCCEEDED" } };
  } catch (error) {
    return { type: "CONNECTION_STATUS", connectionStatus: { status: "FAILED", message: messageOf(error) } };
  }
};

const read = async (
  name: string,
  connection: Connection,
  streams: readonly Stream[],
  options: Options,
  tell: (message: object) => void,
  { output, folder }: Context,
): Promise<number> => {
  if (options.catalog === undefined)
    throw usageError("read needs to know the streams to read.", "Give the configured catalog with --catalog <file>.");
  const catalog = await readJson(options.catalog, folder, ConfiguredCatalog);
  const states = options.state ? await readJson(options.state, folder, StreamStates) : [];
  const bookmarks = new Map(
    states.flatMap(({ stream: { stream_descriptor, stream_state } }) =>
      stream_state ? [[stream_descriptor.name, stream_state] as const] : [],
    ),
  );
  const strange = catalog.streams.find(({ stream }) => !streams.some(({ resource }) => resource === stream.name));
  if (strange)
    throw usageError(
      `The catalog has a stream "${strange.stream.name}", which ${name} does not have.`,
      `Its streams are: ${streams.map(({ resource }) => resource).join(", ")}`,
    );

  const notes = new Notes([], { isStored: false });
  const started = new Set<string>();
  const running = new Set<string>();
  const onEvent = (event: SyncEvent): void => {
    notes.take(event);
    if (event.type === "stream-started" && !started.has(event.stream.resource)) {
      started.add(event.stream.resource);
      tell(statusMessage(event.stream.resource, "STARTED"));
    } else if (event.type === "page-stored" && !running.has(event.stream.resource)) {
      running.add(event.stream.resource);
      tell(statusMessage(event.stream.resource, "RUNNING"));
      if (event.total !== undefined) tell(estimateMessage(event.stream.resource, event.total));
    } else if (event.type === "stream-finished") {
      const { stream, outcome, error } = event.report;
      if (error) tell(errorMessage(error, stream.resource));
      if (started.has(stream.resource))
        tell(statusMessage(stream.resource, outcome === "complete" ? "COMPLETE" : "INCOMPLETE"));
    }
  };
  const signal = onInterrupt(output, "Stopping after the page under way.");
  const reports = await readStreams({
    name,
    connection,
    streams: catalog.streams.map(({ stream, sync_mode }) => ({
      resource: stream.name,
      full: sync_mode === "full_refresh",
    })),
    bookmarks,
    messages: airbyteMessages,
    send: (messages) => output.data(messages.map((message) => JSON.stringify(message))),
    signal,
    onEvent,
  });
  for (const line of notes.lines(reports)) tell(logMessage(line.startsWith("error: ") ? "ERROR" : "INFO", line.trim()));
  if (signal.aborted) return exit.interrupted;
  return reports.every(({ outcome }) => outcome === "complete") ? exit.success : exit.failure;
};
