import { type Connection, OpenSMEError, type Stream, type WebhookEvent } from "@opensme/core";
import type { Contract } from "./contract.ts";
import { watchDrift } from "./drift.ts";
import type { StreamKey } from "./keys.ts";
import { type Delivery, type Lease, noCounts, type Store } from "./store.ts";
import { sync } from "./sync.ts";

/** What became of the events of a connection. */
export type EventReport =
  | {
      readonly type: "webhook-applied";
      readonly connection: string;
      readonly resource: string;
      readonly stored: number;
      readonly deleted: number;
      /** Records that could not be read, or that the contract keeps out; the next sync reads them. */
      readonly left: number;
    }
  /** What is kept is applied later: another holds the lease, or the vendor cannot be asked now. */
  | { readonly type: "webhook-waiting"; readonly connection: string; readonly reason: string };

interface Work {
  readonly name: string;
  readonly connection: Connection;
  readonly streams?: readonly string[] | undefined;
  readonly contract?: Contract | undefined;
  readonly store: Store;
  readonly onEvent?: ((event: EventReport) => void) | undefined;
}

/** How many deliveries are applied at a time. */
const deliveriesAtATime = 50;

/** Milliseconds after which what still cannot be read is left to the next sync, so that one record does not hold up the others for good. */
const longestWait = 3_600_000;

/** Failures that pass. All others are of the record itself. */
const passing: readonly string[] = ["auth", "config", "rate_limited", "timeout", "unavailable"];

/**
 * Applies what is kept of a connection's deliveries, oldest first, under its lease. An event only tells where to look: the record is read at the vendor, so
 * that events that come late, twice or in the wrong order end in what the vendor has. What cannot be read by itself is read by its listing, where asking
 * that takes little. What cannot be done now stays, and what goes wrong is told.
 */
export const applyDeliveries = async (work: Work): Promise<void> => {
  const told = Map.groupBy(await applyKept(work), ({ resource }) => resource);
  for (const stream of work.connection.streams) {
    const events = told.get(stream.resource);
    if (events) await readListing(stream, events, work);
  }
};

/** Applies what can be read record by record, and gives the events of the rest. */
const applyKept = async (work: Work): Promise<WebhookEvent[]> => {
  const { name, store, onEvent } = work;
  const rest: WebhookEvent[] = [];
  let lease: Lease | undefined;
  try {
    if ((await store.queued(name, 1)).length === 0) return rest;
    lease = await store.lease(name);
    for (;;) {
      const deliveries = await store.queued(name, deliveriesAtATime);
      if (deliveries.length === 0) return rest;
      rest.push(...(await applyAll(deliveries, work)));
      await store.settle(
        name,
        deliveries.map(({ id }) => id),
      );
    }
  } catch (error) {
    onEvent?.({
      type: "webhook-waiting",
      connection: name,
      reason: OpenSMEError.is(error) ? error.code : "unexpected",
    });
    return rest;
  } finally {
    await lease?.release().catch(() => undefined);
  }
};

/** Whether asking a listing for what is new takes little, and shows what the event tells of. */
const showsSoon = ({ listing }: Stream, { type }: WebhookEvent): boolean =>
  listing.paging === "single" ||
  (listing.incremental && (type === "changed" || listing.deletes.startsWith("reported")));

const readListing = async (stream: Stream, events: readonly WebhookEvent[], work: Work): Promise<void> => {
  const { name, connection, contract, store, onEvent } = work;
  const { resource } = stream;
  const late = events.filter((event) => !showsSoon(stream, event)).length;
  const run = {
    connections: { [name]: connection },
    streams: { [name]: [resource] },
    contracts: contract && { [name]: contract },
    store,
  };
  const [report] = late < events.length ? (await sync(run)).streams : [];
  const { created = 0, updated = 0, deleted = 0 } = report?.counts ?? {};
  const left = report?.outcome === "complete" ? late : events.length;
  onEvent?.({ type: "webhook-applied", connection: name, resource, stored: created + updated, deleted, left });
};

/** Gives the events of what cannot be read by itself. */
const applyAll = async (deliveries: readonly Delivery[], work: Work): Promise<WebhookEvent[]> => {
  const { connection, streams } = work;
  const told = deliveries.flatMap(({ events, receivedAt }) => events.map((event) => ({ event, receivedAt })));
  const byResource = Map.groupBy(told, ({ event }) => event.resource);
  const listed: WebhookEvent[] = [];
  for (const stream of connection.streams) {
    const events = byResource.get(stream.resource);
    if (!events || streams?.includes(stream.resource) === false) continue;
    // Each record once, by what was told of it last.
    const last = [...new Map(events.map((each) => [each.event.id, each])).values()];
    if (stream.readOne) await readRecords({ ...stream, readOne: stream.readOne }, last, work);
    else listed.push(...last.map(({ event }) => event));
  }
  return listed;
};

interface Told {
  readonly event: WebhookEvent;
  readonly receivedAt: string;
}

/** Reads the records that events tell of, one by one, and stores them as the contract of the connection allows. */
const readRecords = async (stream: SingleStream, told: readonly Told[], work: Work): Promise<void> => {
  const { name, connection, contract, store, onEvent } = work;
  const { resource, entity } = stream;
  const key: StreamKey = { connection: name, resource, entity };
  const startedAt = new Date().toISOString();
  const state = (await store.state(key)) ?? { mapping: connection.connector.version };
  const watch = await watchDrift(store, key, state, connection.connector, contract);
  let [stored, deleted, left] = [0, 0, 0];
  let refusal: unknown;
  for (const { event, receivedAt } of told) {
    const fetchedAt = new Date().toISOString();
    const found = await look(stream, event.id).catch((error: unknown) => {
      const isPassing = OpenSMEError.is(error) && passing.includes(error.code);
      if (isPassing && Date.now() - Date.parse(receivedAt) < longestWait) throw error;
      return undefined;
    });
    if (!found) {
      left += 1;
      continue;
    }
    let held: ReturnType<typeof watch.hold>;
    try {
      held = watch.hold(found);
    } catch (error) {
      refusal = error;
      left += 1;
      continue;
    }
    const counts = await store.apply({ stream: key, ...held, state, fetchedAt });
    stored += counts.created + counts.updated;
    deleted += counts.deleted;
    left += counts.rejected;
  }
  if (OpenSMEError.is(refusal)) {
    await store.finish(key, {
      outcome: stored + deleted > 0 ? "partial" : "failed",
      counts: { ...noCounts(), received: told.length, updated: stored, deleted },
      pages: 0,
      kind: "incremental",
      startedAt,
      finishedAt: new Date().toISOString(),
      error: { code: refusal.code, message: refusal.message },
    });
  }
  onEvent?.({ type: "webhook-applied", connection: name, resource, stored, deleted, left });
};

type SingleStream = Stream & Required<Pick<Stream, "readOne">>;

/** A record as the vendor has it now. */
const look = async ({ entity, readOne }: SingleStream, id: string): ReturnType<SingleStream["readOne"]> => {
  try {
    return await readOne(id);
  } catch (error) {
    if (!OpenSMEError.is(error) || error.code !== "not_found") throw error;
    return { changes: [{ type: "delete", entity, id, cause: "reported" }], unknownFields: [] };
  }
};
