import { type Connection, OpenSMEError, type Stream } from "@opensme/core";
import type { StreamReport, SyncOptions } from "./options.ts";
import { type Failure, StreamRun } from "./stream-run.ts";
import { tracedConnection, tracedStream } from "./telemetry.ts";

/** How a run ended. */
export interface SyncReport {
  readonly streams: readonly StreamReport[];
  /** Whether every stream is complete. */
  readonly isComplete: boolean;
}

/**
 * Reads connections into a store: page by page, each with its checkpoint in one transaction, so that a run cut off at any moment is gone on with by the
 * next. Connections run beside each other, the streams of one after another. What goes wrong is in the report of its stream; throws only a `config`
 * error for a stream that does not exist.
 */
export const sync = async (options: SyncOptions): Promise<SyncReport> => {
  const chosen = Object.entries(options.connections).map(
    ([name, connection]) => [name, connection, chooseStreams(name, connection, options)] as const,
  );
  const reports = await Promise.all(
    chosen.map(([name, connection, streams]) =>
      tracedConnection(name, connection.connector, () => syncConnection(name, connection, streams, options)),
    ),
  );
  const streams = reports.flat();
  return { streams, isComplete: streams.every(({ outcome }) => outcome === "complete") };
};

const chooseStreams = (name: string, { streams }: Connection, options: SyncOptions): readonly Stream[] => {
  const wanted = options.streams?.[name];
  if (!wanted) return streams;
  const strange = wanted.find((key) => !streams.some(({ resource }) => resource === key));
  if (strange !== undefined) {
    throw new OpenSMEError(
      `Connection "${name}" has no stream "${strange}". It has: ${streams.map(({ resource }) => resource).join(", ")}.`,
      { code: "config" },
    );
  }
  return streams.filter(({ resource }) => wanted.includes(resource));
};

const syncConnection = async (
  name: string,
  connection: Connection,
  streams: readonly Stream[],
  options: SyncOptions,
): Promise<StreamReport[]> => {
  const { store, signal, onEvent } = options;
  const reports: StreamReport[] = [];
  const close = async (report: StreamReport, isKept: boolean): Promise<StreamReport> => {
    reports.push(report);
    // The store may be what failed; the report tells of it either way.
    const { stream, ...outcome } = report;
    if (isKept) await store.finish(stream, outcome).catch(() => undefined);
    onEvent?.({ type: "stream-finished", report });
    return report;
  };

  let general: Failure | undefined;
  const lease = await store.lease(name).catch((error: unknown) => {
    general = { error, isGeneral: true };
    return undefined;
  });
  try {
    for (const stream of streams) {
      const run = new StreamRun(name, connection, stream, options);
      await tracedStream(run.key, async () => {
        if (!general && signal?.aborted) general = { error: signal.reason, isGeneral: true };
        const failure = general ?? (await run.read());
        if (failure?.isGeneral) general = failure;
        // Without the lease the streams belong to another engine, and so does what is kept of them.
        return close(run.report(failure), lease !== undefined);
      });
    }
  } finally {
    await lease?.release().catch(() => undefined);
  }
  return reports;
};
