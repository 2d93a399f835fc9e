import type { Change, ConnectionState, Json, Lineage, UnreadRow, WebhookEvent } from "@opensme/core";
import type { ChangesOptions, StoredChange } from "./changes.ts";
import type { Drift, KnownFields } from "./contract.ts";
import type { ErasureReceipt } from "./erasure.ts";
import type { RecordVersion } from "./history.ts";
import type { RecordKey, StreamKey } from "./keys.ts";

/** One pass through a listing, from its first page to its last, over as many runs as it takes. */
export interface Pass {
  /** Ask only for what changed since this moment; without it, everything. */
  readonly since?: string | undefined;
  /** Where the pass goes on; absent before its first page is stored. */
  readonly cursor?: Json | undefined;
  /** The latest `updatedAt` among its records so far. */
  readonly newest?: string | undefined;
  /** The vendor's clock at its first page: what changed later may have been missed. */
  readonly openedAt?: string | undefined;
  /** How many rows it has brought. */
  readonly received?: number | undefined;
  /** Whether the store notes the ids it sees, to delete what is absent in the end. */
  readonly sweeps: boolean;
}

/** How far a stream has been read. JSON, stored with each page. */
export interface StreamState {
  /** Version of the mapping that the stored records were made with. */
  readonly mapping: string;
  /** Everything that changed up to this moment has been read. */
  readonly watermark?: string | undefined;
  /** The pass under way; absent between passes. */
  readonly pass?: Pass | undefined;
  /** The version of the mapping whose lineage is stored. */
  readonly traced?: string | undefined;
  /** Whether a pass has once gone through: what the vendor sends for the first time after that is new. */
  readonly settled?: boolean | undefined;
}

/** How many records met what fate. */
export interface Counts {
  /** Rows that the vendor sent, rejected ones included. */
  received: number;
  created: number;
  updated: number;
  /** Sent again without a change. */
  unchanged: number;
  deleted: number;
  rejected: number;
}

export const noCounts = (): Counts => ({ received: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 });

/** What one page brings, stored in one transaction: all of it or nothing. */
export interface Batch {
  readonly stream: StreamKey;
  readonly changes: readonly Change[];
  /** Ids of further rows that came, which the store told as `unchanged`. */
  readonly unchanged?: readonly string[] | undefined;
  /** Vendor fields, seen for the first time in this run, that the connector does not read. */
  readonly unknownFields: readonly string[];
  /** In how many of the rows each field stands that the vendor did not send when the stream was first read. */
  readonly drift?: ReadonlyMap<string, number> | undefined;
  readonly state: StreamState;
  /** The vendor's clock, or ours where it shows none. */
  readonly fetchedAt: string;
}

/** How a run of a stream ended. */
export interface Outcome {
  /**
   * `complete`: everything asked for was read and stored. `partial`: some was stored, and the rest is named by `error` or was rejected.
   * `failed`: nothing was stored.
   */
  readonly outcome: "complete" | "partial" | "failed";
  readonly counts: Readonly<Counts>;
  /** How many pages were asked for and came. */
  readonly pages: number;
  /** How many rows the vendor says there were to come, where it counts them; with those of the runs that the pass went through before. */
  readonly total?: number | undefined;
  /** Whether everything was asked for, or only what changed. */
  readonly kind: "full" | "incremental";
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Why it is not complete. */
  readonly error?:
    | {
        readonly code: string;
        readonly message: string;
        /** How the connection stands, where it was its credentials that were refused. */
        readonly state?: ConnectionState | undefined;
      }
    | undefined;
}

/** How a stream stands, for people who ask for it. */
export interface StreamStatus extends StreamKey {
  readonly state: StreamState | undefined;
  readonly last: Outcome | undefined;
  /** When a run was last complete. */
  readonly completeAt: string | undefined;
  readonly records: number;
  readonly rejects: number;
  readonly unknownFields: readonly string[];
  /** What the vendor has changed, by path. */
  readonly drift: readonly Drift[];
}

/** What a webhook told of, as it is kept until it is applied. */
export interface Delivery {
  /** Tells it apart from the others of its connection; the same where the vendor sends it again. */
  readonly id: string;
  readonly events: readonly WebhookEvent[];
  readonly receivedAt: string;
}

/** The right to write a connection's streams, which one engine at a time holds. */
export interface Lease {
  release(): Promise<void>;
}

/**
 * Where the engine keeps records. Every method that writes either happens whole or not at all, and throws an `OpenSMEError` that says what to do:
 * `conflict` when the lease was lost, `unavailable` when the store is locked or full, `config` when it is no store or a newer one.
 */
export interface Store {
  /** Takes the lease of a connection. Throws `conflict` while another engine, in this process or another, holds it. */
  lease(connection: string): Promise<Lease>;
  state(stream: StreamKey): Promise<StreamState | undefined>;
  /** The fields that rows of the stream came with and that could not be read, or were not. */
  known(stream: StreamKey): Promise<KnownFields>;
  /** Whether the store holds records of the stream. */
  holds(stream: StreamKey): Promise<boolean>;
  /**
   * Which of these rows are held as they are, by id, each with the `updatedAt` of its record. One of them is read again by `read`: where that makes another
   * record of it than is held, the mapping has changed, and none is told.
   */
  unchanged(
    stream: StreamKey,
    rows: readonly UnreadRow[],
    read: (raw: unknown) => unknown,
  ): Promise<ReadonlyMap<string, string | undefined>>;
  /**
   * Stores a page. Needs the lease. A record is left as it is where what comes was changed earlier, by the tool's own clock, and what is held was fetched
   * within the last ten minutes: lists of vendors run behind single reads for so long, not longer.
   */
  apply(batch: Batch): Promise<Counts>;
  /** Begins to note the ids that a pass sees, forgetting those of an earlier one. */
  beginSweep(stream: StreamKey): Promise<void>;
  /** Records that the pass has not seen, and how many there are in all: before anything is deleted. */
  absent(stream: StreamKey): Promise<{ absent: number; records: number }>;
  /** Ends a pass: deletes what it has not seen where `deleteAbsent`, and stores the state, and where each field of the records is read from if that is given. */
  endPass(
    stream: StreamKey,
    state: StreamState,
    options: { deleteAbsent: boolean; at: string; lineage?: Lineage | undefined },
  ): Promise<{ deleted: number }>;
  /** The stored vendor rows of a stream, records and rejects, a page at a time, to be read again by a newer mapping. */
  rows(stream: StreamKey): AsyncIterable<readonly { raw: unknown; fetchedAt: string }[]>;
  /** Keeps a delivery until it is settled, whoever holds the lease; on disk by the time it returns. False where one of its id was kept before. */
  enqueue(connection: string, delivery: Delivery): Promise<boolean>;
  /** Deliveries that are not settled, in the order of their coming. */
  queued(connection: string, limit: number): Promise<readonly Delivery[]>;
  /** Marks deliveries as applied. Their ids are remembered for a month, so that they are not taken again. Needs the lease. */
  settle(connection: string, ids: readonly string[]): Promise<void>;
  /**
   * Every change since a position, in the order of writing, each record as it stands now; ends when it has caught up. Lists that are empty come as absent
   * where the model lets them be. Throws `invalid` for a position that is none, `conflict` for one that this store never had.
   */
  changes(options?: ChangesOptions): AsyncIterable<StoredChange>;
  /** Keeps how a run ended. */
  finish(stream: StreamKey, outcome: Outcome): Promise<void>;
  status(): Promise<StreamStatus[]>;
  close(): Promise<void>;
}

/** A store that outlives the program. */
export interface DurableStore extends Store {
  /**
   * The states of a record, oldest first; of one that was deleted, those before. Where the store keeps no history that is the present one alone, and where
   * it was told to later, those since.
   */
  history(record: RecordKey): Promise<readonly RecordVersion[]>;
  /**
   * Erases a person: their record with its raw row, history, deletion and rejects, and in every other row that refers to them, or holds an e-mail address,
   * telephone or other number of theirs, what tells of them. The record is not taken again when the tool still sends it, and the other rows stay erased
   * until the tool changes them, so the tool itself must forget the person as well. Needs that nothing is syncing. Throws `invalid` where the record is no
   * person, `not_found` where nothing is held of it, `conflict` while an engine writes to any connection.
   */
  forget(record: RecordKey): Promise<ErasureReceipt>;
}

/** What `sync` itself asks of a store: enough for what passes records on instead of keeping them. */
export type Sink = Pick<
  Store,
  "lease" | "state" | "known" | "holds" | "apply" | "beginSweep" | "absent" | "endPass" | "rows" | "finish"
> &
  Partial<Pick<Store, "unchanged">>;
