import { type Connection, type Issue, OpenSMEError, type Stream } from "@opensme/core";
import type { Contract } from "./drift.ts";
import type { Counts, Outcome, Sink, StreamKey } from "./store.ts";
import { type Failure, StreamRun } from "./stream-run.ts";
import { tracedConnection, tracedStream } from "./telemetry.ts";

export interface SyncOptions {
  /** Connections by the names under which their records are stored. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** Where the records go: a store, or what passes them on. */
  readonly store: Sink;
  /** Only these streams, by connection; all of them unless given. */
  readonly streams?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Asks for everything again instead of what changed, and notices what is gone. */
  readonly full?: boolean | undefined;
  /** Carries out deletions even where an unusual share of a stream would disappear. */
  readonly confirmDeletes?: boolean | undefined;
  /** What becomes of rows in which a vendor sends what it did not send before, by connection; `evolve` unless given. */
  readonly contracts?: Readonly<Record<string, Contract>> | undefined;
  /** Ends the run after the page under way; what is stored stays, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: SyncEvent) => void) | undefined;
}

/** What happens during a run, as it happens. */
export type SyncEvent =
  | {
      readonly type: "stream-started";
      readonly stream: StreamKey;
      readonly kind: Outcome["kind"];
      /** Whether it goes on where an earlier run was cut off. */
      readonly isResumed: boolean;
    }
  | {
      readonly type: "page-stored";
      readonly stream: StreamKey;
      /** Sums of the run so far. */
      readonly counts: Readonly<Counts>;
      /** How many rows the vendor says there are in all, where it says so. */
      readonly total?: number | undefined;
    }
  | { readonly type: "unknown-fields"; readonly stream: StreamKey; readonly fields: readonly string[] }
  | {
      readonly type: "rows-rejected";
      readonly stream: StreamKey;
      readonly rejects: readonly { readonly id?: string | undefined; readonly issues: readonly Issue[] }[];
    }
  | { readonly type: "stream-finished"; readonly report: StreamReport };

/** How one stream ended. */
export interface StreamReport extends Outcome {
  readonly stream: StreamKey;
}

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
