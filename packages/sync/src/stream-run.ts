import {
  type Change,
  type Connection,
  type Issue,
  type Lineage,
  lineage,
  OpenSMEError,
  type Resource,
  type Stream,
  type UnreadRow,
} from "@opensme/core";
import { watchDrift } from "./drift.ts";
import type { StreamKey } from "./keys.ts";
import { KnownRows } from "./known-rows.ts";
import type { StreamReport, SyncOptions } from "./options.ts";
import { readAgain } from "./read-again.ts";
import { noCounts, type Outcome, type Pass, type StreamState } from "./store.ts";
import { tracedPage } from "./telemetry.ts";
import { earlier, later, shifted } from "./time.ts";

/** What ends a stream before its time; `isGeneral` where the streams behind it would end the same way. */
export interface Failure {
  readonly error: unknown;
  readonly isGeneral: boolean;
}

/** One stream in one run. */
export class StreamRun {
  readonly key: StreamKey;
  readonly #mapping: string;
  readonly #startedAt = new Date().toISOString();
  readonly #counts = noCounts();
  readonly #connection: Connection;
  readonly #stream: Stream;
  readonly #options: SyncOptions;
  #kind: Outcome["kind"] = "full";
  #pages = 0;
  /** The richest row of the first page, which shows best where its record is read from. */
  #sample: unknown;
  #total: number | undefined;

  constructor(name: string, connection: Connection, stream: Stream, options: SyncOptions) {
    this.key = { connection: name, resource: stream.resource, entity: stream.entity };
    this.#mapping = connection.connector.version;
    this.#connection = connection;
    this.#stream = stream;
    this.#options = options;
  }

  /** Goes through the stream; what it could not do comes back and is not thrown. */
  async read(): Promise<Failure | undefined> {
    try {
      const known = await this.#known();
      const [state, isResumed] = await this.#begin(known);
      try {
        return await this.#pass(state, isResumed);
      } catch (error) {
        // Vendors forget their cursors, some within minutes. Nothing is lost by beginning the pass again.
        if (!isResumed || !isStaleCursor(error) || this.#counts.received > 0) throw error;
        const [again] = await this.#begin({ ...state, pass: { ...state.pass, cursor: undefined } });
        return await this.#pass(again, false);
      }
    } catch (error) {
      return { error, isGeneral: isGeneral(error) || this.#options.signal?.aborted === true };
    }
  }

  report(failure: Failure | undefined): StreamReport {
    const { rejected, received, deleted } = this.#counts;
    const error = failure
      ? described(failure.error)
      : rejected > 0
        ? {
            code: "mismatch",
            message: `${rejected} of ${received} rows could not be read.`,
          }
        : undefined;
    return {
      stream: this.key,
      outcome: !error ? "complete" : received + deleted > 0 ? "partial" : "failed",
      counts: { ...this.#counts },
      pages: this.#pages,
      ...(this.#total === undefined ? {} : { total: this.#total }),
      kind: this.#kind,
      startedAt: this.#startedAt,
      finishedAt: new Date().toISOString(),
      error,
    };
  }

  /** What is known of the stream, once its records are those of the present mapping. */
  async #known(): Promise<StreamState> {
    const { store } = this.#options;
    const known = await store.state(this.key);
    if (!known || known.mapping === this.#mapping) return { ...known, mapping: this.#mapping };
    const resource = this.#connection.connector.resources[this.key.resource];
    if (resource) await readAgain(store, this.key, resource, known);
    return { ...known, mapping: this.#mapping };
  }

  /** The pass to go through: the one that was cut off, or a new one. */
  async #begin(
    known: StreamState,
    full = this.#options.full ?? false,
  ): Promise<[state: StreamState & { pass: Pass }, isResumed: boolean]> {
    const { store } = this.#options;
    const { listing } = this.#stream;
    const { pass, watermark } = known;
    if (pass?.cursor !== undefined && !(full && pass.since !== undefined)) {
      this.#kind = pass.since === undefined ? "full" : "incremental";
      return [{ ...known, pass }, true];
    }
    const since = listing.incremental && !full && watermark ? shifted(watermark, -listing.overlap) : undefined;
    this.#kind = since === undefined ? "full" : "incremental";
    const infersDeletions = listing.deletes === "absent" || listing.deletes === "reported-and-absent";
    // Of a store that holds nothing yet, nothing can be absent.
    const sweeps = since === undefined && infersDeletions && (await store.holds(this.key));
    if (sweeps) await store.beginSweep(this.key);
    // What was deleted since a pass began that is begun again is asked for by the pass after it.
    return [{ ...known, pass: { since, sweeps, openedAt: pass?.openedAt } }, false];
  }

  async #pass(begun: StreamState & { pass: Pass }, isResumed: boolean): Promise<Failure | undefined> {
    const { store, signal, contracts = {}, onEvent } = this.#options;
    const { since, cursor } = begun.pass;
    onEvent?.({ type: "stream-started", stream: this.key, kind: this.#kind, isResumed });

    const { connector } = this.#connection;
    const watch = await watchDrift(store, this.key, begun, connector, contracts[this.key.connection]);
    let { pass } = begun;
    let until: string | undefined;
    const asked = performance.now();
    const known = await this.#knownRows(begun);
    const among = known && ((rows: readonly UnreadRow[]) => known.among(rows));
    for await (const page of this.#stream.read({ since, cursor, signal, known: among, ahead: true }).pages()) {
      const now = new Date().toISOString();
      if (pass === begun.pass && this.#isForgotten(since, page.answeredAt ?? now)) {
        const [whole] = await this.#begin(begun, true);
        return this.#pass(whole, false);
      }
      const { unchanged = [] } = page;
      pass = {
        ...pass,
        // The vendor looked at its records no earlier than it was asked, which its clock shows less the time that the answer took.
        openedAt: pass.openedAt ?? shifted(page.answeredAt ?? now, -(performance.now() - asked) / 1000),
        newest: page.changes.reduce<string | undefined>(
          (newest, change) => (change.type === "upsert" ? later(newest, change.record.updatedAt) : newest),
          later(pass.newest, known?.newest(unchanged)),
        ),
        received: (pass.received ?? 0) + unchanged.length + page.changes.filter(({ type }) => type !== "delete").length,
        // The last page gives no cursor: a run that is cut off before the end of the pass reads that page again.
        cursor: page.cursor ?? pass.cursor,
        // What could not be read may hold what would be missed.
        sweeps: pass.sweeps && !page.isPartial,
      };
      until = page.until;
      this.#pages += 1;
      this.#total = page.total;
      const { changes, unknownFields, drift } = watch.hold(page);
      // A first page may hold nothing but the promise of others.
      if (begun.traced !== begun.mapping) this.#sample ??= richest(changes);
      const batch = {
        stream: this.key,
        changes,
        unchanged,
        unknownFields,
        drift,
        state: { ...begun, pass },
        fetchedAt: page.answeredAt ?? now,
      };
      const stored = await tracedPage(this.key, () => store.apply(batch)).catch(asGeneral);
      for (const count of countNames) this.#counts[count] += stored[count];
      this.#tell(unknownFields, changes);
      onEvent?.({ type: "page-stored", stream: this.key, counts: { ...this.#counts }, total: page.total });
    }
    return this.#end(begun, pass, until);
  }

  /** What of the stream needs not be read again: nothing where the store is to hold the records of all rows as they are read now. */
  async #knownRows({ mapping, traced }: StreamState): Promise<KnownRows | undefined> {
    const { store, full } = this.#options;
    const resource = this.#connection.connector.resources[this.key.resource];
    if (full || traced !== mapping || !resource || !(await store.holds(this.key))) return undefined;
    return new KnownRows(store, this.key, resource);
  }

  /** Whether the vendor no longer remembers all that was deleted since a moment. */
  #isForgotten(since: string | undefined, now: string): boolean {
    const { lookback } = this.#stream.listing;
    return since !== undefined && lookback !== undefined && Date.parse(since) < Date.parse(shifted(now, -lookback));
  }

  #tell(
    unknownFields: readonly string[],
    changes: readonly { type: string; id?: string; issues?: readonly Issue[] }[],
  ): void {
    const { onEvent } = this.#options;
    if (unknownFields.length > 0) onEvent?.({ type: "unknown-fields", stream: this.key, fields: unknownFields });
    const rejects = changes.flatMap(({ type, id, issues = [] }) => (type === "reject" ? [{ id, issues }] : []));
    if (rejects.length > 0) onEvent?.({ type: "rows-rejected", stream: this.key, rejects });
  }

  #lineage(): Lineage | undefined {
    const resource = this.#connection.connector.resources[this.key.resource];
    return resource && this.#sample !== undefined ? lineage(resource as Resource, this.#sample) : undefined;
  }

  /** Ends a pass that went through: moves the watermark, and deletes what is absent unless that looks like a mistake. */
  async #end(known: StreamState, pass: Pass, until: string | undefined): Promise<Failure | undefined> {
    const { store, confirmDeletes = false } = this.#options;
    const { received = 0 } = pass;
    // What did not come may be anything: it is asked for again, and proves nothing absent.
    if (this.#total !== undefined && received < this.#total) {
      await store
        .endPass(
          this.key,
          { ...known, pass: { ...pass, cursor: undefined } },
          { deleteAbsent: false, at: new Date().toISOString() },
        )
        .catch(asGeneral);
      const error = new OpenSMEError(
        `The vendor counts ${this.#total} ${this.key.resource}, and ${received} came. They are stored; the next run asks for the same again.`,
        { code: "mismatch" },
      );
      return { error, isGeneral: false };
    }
    const read = until ?? (pass.newest && pass.openedAt ? earlier(pass.newest, pass.openedAt) : undefined);
    // Where deletions are only reported, a full read does not show those since the watermark: it stays, for the next run to ask from there, as long as the
    // vendor remembers.
    const isBlind = pass.since === undefined && this.#stream.listing.deletes === "reported";
    const isAsked = isBlind && !this.#isForgotten(known.watermark, pass.openedAt ?? new Date().toISOString());
    const watermark = isAsked && known.watermark !== undefined ? known.watermark : later(known.watermark, read);
    const origins = known.traced === known.mapping ? undefined : this.#lineage();
    const traced = origins ? known.mapping : known.traced;
    const state: StreamState = { mapping: known.mapping, watermark, settled: true, traced };
    const { absent, records } = pass.sweeps ? await store.absent(this.key) : { absent: 0, records: 0 };
    const isRefused = isUnusual(absent, records) && !confirmDeletes;
    const options = { deleteAbsent: absent > 0 && !isRefused, at: new Date().toISOString(), lineage: origins };
    const { deleted } = await store.endPass(this.key, state, options).catch(asGeneral);
    this.#counts.deleted += deleted;
    if (!isRefused) return undefined;
    const error = new OpenSMEError(
      `${absent} of ${records} ${this.key.resource} are no longer in what the vendor lists. None was deleted. If they are really gone, read everything again and confirm it (\`full\` and \`confirmDeletes\`; on the command line --full --confirm-deletes).`,
      { code: "mismatch" },
    );
    return { error, isGeneral: false };
  }
}

/** The vendor's row that says most. */
const richest = (changes: readonly Change[]): unknown => {
  const rows = changes.flatMap((change) => (change.type === "upsert" ? [change.raw] : []));
  const sizes = rows.map((row) => JSON.stringify(row).length);
  return rows[sizes.indexOf(Math.max(...sizes))];
};

const countNames = ["received", "created", "updated", "unchanged", "deleted", "rejected"] as const;

/** A full read that would delete all of a stream, or more than a quarter of a stream that is not small, is doubted. */
const isUnusual = (absent: number, records: number): boolean =>
  (absent === records && records > 1) || (absent > 10 && absent > records / 4);

const isStaleCursor = (error: unknown): boolean =>
  OpenSMEError.is(error) && ["invalid", "not_found", "conflict"].includes(error.code);

const general = new WeakSet<object>();

/** Marks a failure of the store, which no stream behind would escape. */
const asGeneral = (error: unknown): never => {
  if (typeof error === "object" && error !== null) general.add(error);
  throw error;
};

const isGeneral = (error: unknown): boolean =>
  (typeof error === "object" && error !== null && general.has(error)) ||
  (OpenSMEError.is(error) && error.code === "auth");

const described = (error: unknown): NonNullable<Outcome["error"]> =>
  OpenSMEError.is(error)
    ? { code: error.code, message: error.message, ...(error.state ? { state: error.state } : {}) }
    : { code: "unexpected", message: error instanceof Error ? error.message : String(error) };
