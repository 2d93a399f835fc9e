import type { Connection, Issue } from "@opensme/core";
import type { Contract } from "./contract.ts";
import type { StreamKey } from "./keys.ts";
import type { Counts, Outcome, Sink } from "./store.ts";

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
