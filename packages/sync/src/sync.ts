import type { Connection } from "@opensme/core";
import type { Counts, Outcome, Store, StreamKey } from "./store.ts";

export interface SyncOptions {
  /** Connections by the names under which their records are stored. */
  readonly connections: Readonly<Record<string, Connection>>;
  readonly store: Store;
  /** Only these streams, by connection; all of them unless given. */
  readonly streams?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Asks for everything again instead of what changed, and notices what is gone. */
  readonly full?: boolean | undefined;
  /** Carries out deletions even where an unusual share of a stream would disappear. */
  readonly confirmDeletes?: boolean | undefined;
  /** Ends the run after the page under way; what is stored stays, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: SyncEvent) => void) | undefined;
}

/** What happens during a run, as it happens. */
export type SyncEvent =
  | { readonly type: "stream-started"; readonly stream: StreamKey; readonly kind: Outcome["kind"]; readonly isResumed: boolean }
  | {
      readonly type: "page-stored";
      readonly stream: StreamKey;
      /** Sums of the run so far. */
      readonly counts: Readonly<Counts>;
      /** How many rows the vendor says there are in all, where it says so. */
      readonly total?: number | undefined;
    }
  | { readonly type: "unknown-fields"; readonly stream: StreamKey; readonly fields: readonly string[] }
  | { readonly type: "rows-rejected"; readonly stream: StreamKey; readonly rejects: readonly { readonly id?: string | undefined; readonly issues: readonly { path: string; message: string }[] }[] }
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

export declare const sync: (options: SyncOptions) => Promise<SyncReport>;
