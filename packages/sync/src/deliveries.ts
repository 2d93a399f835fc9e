import { type Change, type Connection, OpenSMEError, type WebhookEvent } from "@opensme/core";
import type { Delivery, Lease, Store } from "./store.ts";

/** What became of the events of a connection. */
export type EventReport =
  | {
      readonly type: "webhook-applied";
      readonly connection: string;
      readonly resource: string;
      readonly stored: number;
      readonly deleted: number;
      /** Records that could not be read one by one; the next sync reads them. */
      readonly left: number;
    }
  /** What is kept is applied later: another holds the lease, or the vendor cannot be asked now. */
  | { readonly type: "webhook-waiting"; readonly connection: string; readonly reason: string };

interface Work {
  readonly name: string;
  readonly connection: Connection;
  readonly streams?: readonly string[] | undefined;
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
 * that events that come late, twice or in the wrong order end in what the vendor has. What cannot be done now stays, and what goes wrong is told.
 */
export const applyDeliveries = async (work: Work): Promise<void> => {
  const { name, store, onEvent } = work;
  let lease: Lease | undefined;
  try {
    if ((await store.queued(name, 1)).length === 0) return;
    lease = await store.lease(name);
    for (;;) {
      const deliveries = await store.queued(name, deliveriesAtATime);
      if (deliveries.length === 0) return;
      await applyAll(deliveries, work);
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
  } finally {
    await lease?.release().catch(() => undefined);
  }
};

const applyAll = async (deliveries: readonly Delivery[], work: Work): Promise<void> => {
  const { name, connection, streams, store, onEvent } = work;
  const told = deliveries.flatMap(({ events, receivedAt }) => events.map((event) => ({ event, receivedAt })));
  const byResource = Map.groupBy(told, ({ event }) => event.resource);
  for (const { resource, entity } of connection.streams) {
    const events = byResource.get(resource);
    if (!events || streams?.includes(resource) === false) continue;
    const stream = { connection: name, resource, entity };
    const { version } = connection.connector;
    // Each record once, by what was told of it last.
    const last = new Map(events.map((each) => [each.event.id, each]));
    let [stored, deleted, left] = [0, 0, 0];
    for (const { event, receivedAt } of last.values()) {
      const fetchedAt = new Date().toISOString();
      const change = await look(connection, event, entity).catch((error: unknown) => {
        const isPassing = OpenSMEError.is(error) && passing.includes(error.code);
        if (isPassing && Date.now() - Date.parse(receivedAt) < longestWait) throw error;
        return undefined;
      });
      if (!change) {
        left += 1;
        continue;
      }
      const state = (await store.state(stream)) ?? { mapping: version };
      const counts = await store.apply({ stream, changes: [change], unknownFields: [], state, fetchedAt });
      stored += counts.created + counts.updated;
      deleted += counts.deleted;
    }
    onEvent?.({ type: "webhook-applied", connection: name, resource, stored, deleted, left });
  }
};

/** The record that an event tells of, as the vendor has it now; undefined where only a listing can tell. */
const look = async (
  connection: Connection,
  { type, resource, id }: WebhookEvent,
  entity: Change["entity"],
): Promise<Change | undefined> => {
  const { [resource]: client } = connection as unknown as Record<
    string,
    { get?: (id: string) => Promise<Change> } | undefined
  >;
  const gone = { type: "delete", entity, id, cause: "reported" } as const;
  if (!client?.get) return type === "deleted" ? gone : undefined;
  try {
    return await client.get(id);
  } catch (error) {
    if (OpenSMEError.is(error) && error.code === "not_found") return gone;
    throw error;
  }
};
