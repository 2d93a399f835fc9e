import type { Connection } from "@opensme/core";
import { sync as read, type StreamReport, type SyncEvent } from "@opensme/sync";
import { chooseConnections, connector, contractsOf, openProject } from "../config/connections.ts";
import type { ConnectionEntry } from "../config/define.ts";
import { listableResources } from "../config/validate.ts";
import { openStore } from "../database.ts";
import { exit } from "../exit.ts";
import { messageOf, reportFailure, usageError } from "../failure.ts";
import { onInterrupt } from "../interrupt.ts";
import { table } from "../output/table.ts";
import { Notes } from "../sync/notes.ts";
import { showProgress } from "../sync/progress.ts";
import type { Context } from "./context.ts";

interface Options {
  full?: boolean;
  stream?: readonly string[];
  confirmDeletes?: boolean;
  json?: boolean;
}

/** Reads what is new at the vendors into the database. A connection or stream that fails leaves the others alone. */
export const sync = async (
  names: readonly string[],
  { full, stream, confirmDeletes, json = false }: Options,
  context: Context,
): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const chosen = chooseStreams(chooseConnections(project, names), stream);
  const showsJson = json || !output.isTerminal;

  const connections: Record<string, Connection> = {};
  const streams: Record<string, readonly string[]> = {};
  const unopened: { connection: string; error: unknown }[] = [];
  const open = connector(project, context);
  for (const [connection, entry, resources] of chosen) {
    try {
      connections[connection] = open(connection, entry);
      streams[connection] = resources;
    } catch (error) {
      unopened.push({ connection, error });
      if (showsJson)
        output.print(JSON.stringify({ type: "connection-failed", connection, error: { message: messageOf(error) } }));
    }
  }

  const startedAt = performance.now();
  const reports: StreamReport[] = [];
  const signal = onInterrupt(output, "Stopping after the page under way. Press Ctrl-C again to stop at once.");
  if (Object.keys(connections).length > 0) {
    // The records matter even when nobody reads any more how they come.
    output.outliveReader();
    const store = await openStore(project);
    const notes = new Notes(await store.status());
    const show = showsJson
      ? (event: SyncEvent): void => output.print(JSON.stringify(event))
      : showProgress(output, streams);
    const onEvent = (event: SyncEvent): void => {
      notes.take(event);
      show(event);
    };
    const report = await read({
      connections,
      streams,
      store,
      contracts: contractsOf(project),
      full,
      confirmDeletes,
      signal,
      onEvent,
    });
    // What was stored is stored; the report must be told whatever closing says.
    await store.close().catch(() => undefined);
    reports.push(...report.streams);
    output.live([]);
    if (showsJson) output.print(JSON.stringify({ type: "sync-finished", ...report }));
    const write = showsJson ? output.remark : output.print;
    for (const line of outcomes(report.streams)) write(line);
    for (const line of notes.lines(report.streams)) output.remark(line);
  }
  const codes = unopened.map(({ error }) => reportFailure(error, output));
  const seconds = Math.max(0.1, (performance.now() - startedAt) / 1000);
  output.remark(`${summary(reports, unopened.length)} (${seconds.toFixed(seconds < 10 ? 1 : 0)} s)`);

  if (signal.aborted) return exit.interrupted;
  const isComplete = reports.every(({ outcome }) => outcome === "complete");
  return Math.max(isComplete ? exit.success : exit.failure, ...codes);
};

type Choice = [connection: string, entry: ConnectionEntry, resources: readonly string[]];

/** The streams to read of each connection: those that were asked for, or those of the config, or all. Connections without any are left out. */
const chooseStreams = (
  entries: readonly [string, ConnectionEntry][],
  wanted: readonly string[] | undefined,
): Choice[] => {
  const choices = entries.map(([name, entry]) => {
    const { connector, sensitive, streams } = entry;
    const readable = listableResources(connector).filter(
      (key) => sensitive || !connector.resources[key]?.definition.sensitive,
    );
    return {
      name,
      entry,
      readable,
      resources: readable.filter((key) => (wanted ?? streams ?? readable).includes(key)),
    };
  });
  const strange = wanted?.find((key) => !choices.some(({ readable }) => readable.includes(key)));
  if (strange !== undefined) {
    const owner = entries.find(([, { connector }]) => listableResources(connector).includes(strange));
    if (owner)
      throw usageError(
        `The stream ${strange} is sensitive, and is not fetched unless asked for.`,
        `Add sensitive: true to the connection "${owner[0]}" in the config.`,
      );
    throw usageError(
      `No connection has a stream "${strange}".`,
      ...choices.map(({ name, readable }) => `The streams of ${name} are: ${readable.join(", ")}`),
    );
  }
  return choices.flatMap(({ name, entry, resources }): Choice[] =>
    resources.length > 0 ? [[name, entry, resources]] : [],
  );
};

const headings = ["connection", "stream", "outcome", "read", "new", "changed", "same", "deleted", "rejected"];

const outcomes = (reports: readonly StreamReport[]): string[] =>
  table(
    headings,
    reports.map(({ stream, outcome, counts }) => [
      stream.connection,
      stream.resource,
      outcome,
      counts.received,
      counts.created,
      counts.updated,
      counts.unchanged,
      counts.deleted,
      counts.rejected,
    ]),
  );

const summary = (reports: readonly StreamReport[], unopened: number): string => {
  const count = (wanted: string): number => reports.filter(({ outcome }) => outcome === wanted).length;
  const [complete, partial, failed] = [count("complete"), count("partial"), count("failed")];
  return [
    complete < reports.length || complete === 0
      ? `${complete} of ${reports.length} streams complete`
      : `All ${complete} streams complete`,
    ...(partial > 0 ? [`${partial} partial`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unopened > 0 ? [`${unopened} ${unopened === 1 ? "connection" : "connections"} not opened`] : []),
  ].join(", ");
};
