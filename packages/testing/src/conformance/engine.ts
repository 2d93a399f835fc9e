import { isDeepStrictEqual } from "node:util";
import type { Connection, Stream } from "@opensme/core";
import {
  type MemoryStore,
  memoryStore,
  type StreamReport,
  type StreamState,
  type SyncOptions,
  sync,
} from "@opensme/sync";
import { movingClock } from "./incremental.ts";
import { insist, type Law, type Subject, some } from "./law.ts";
import { hasPages, missing, type Opened, readAll, removed, small, withVendor } from "./vendor.ts";

/** One stream in a store of its own, read by the engine. */
interface Desk {
  store: MemoryStore;
  run(options?: Partial<SyncOptions>): Promise<StreamReport>;
  state(): Promise<StreamState | undefined>;
  ids(): Set<string>;
  records(): Record<string, unknown>;
}

const connection = "tool";

export const deskOf = (client: Connection, { resource, entity }: Stream): Desk => {
  const store = memoryStore();
  const key = { connection, resource, entity };
  return {
    store,
    async run(options = {}) {
      const { streams } = await sync({
        connections: { [connection]: client },
        streams: { [connection]: [resource] },
        store,
        ...options,
      });
      const [report] = streams;
      insist(report, `${resource}: the engine gives no report`);
      return report;
    },
    state: () => store.state(key),
    ids: () => new Set(store.records(key).keys()),
    records: () => Object.fromEntries([...store.records(key)].map(([id, { record }]) => [id, record])),
  };
};

/** Ends a run after its first page. */
const afterOnePage = (): Pick<SyncOptions, "signal" | "onEvent"> => {
  const stop = new AbortController();
  return { signal: stop.signal, onEvent: ({ type }) => type === "page-stored" && stop.abort() };
};

const olderVersionOf = ({ connector, ...connection }: Opened): Connection => ({
  ...connection,
  connector: { ...connector, version: "0.0.0" },
});

/** Every request but the first so many fails. */
const failing = (after: number) => ({ kind: "status", status: 500, after, times: Number.POSITIVE_INFINITY }) as const;

const unlessListed =
  (holds: (listing: Stream["listing"]) => boolean, reason: string) =>
  ({ connector }: Subject): string | undefined =>
    Object.values(connector.resources).some(({ definition: { list } }) => list && holds(list)) ? undefined : reason;

/** What the engine makes of a connector's streams. */
export const engineLaws: readonly Law[] = [
  {
    number: 30,
    title: "what the previous version stored is read by this one, and its checkpoint gone on with",
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control, faults } }) => {
          for (const stream of client.streams) {
            await hasPages(stream, control);
            const { resource } = stream;
            const desk = deskOf(client, stream);
            const older = { [connection]: olderVersionOf(client) };
            await desk.run({ connections: older, ...afterOnePage() });
            const before = desk.records();
            // The vendor gives nothing, so what becomes of the records is this version's reading of them.
            faults.inject(failing(0));
            await desk.run();
            faults.clear();
            const changed = Object.keys(before).filter((id) => !isDeepStrictEqual(desk.records()[id], before[id]));
            const rejects = (await desk.store.status())[0]?.rejects ?? 0;
            insist(
              changed.length === 0 && rejects === 0,
              `${resource}: stored rows are read otherwise than when they came: ${some(changed)}${rejects > 0 ? `, ${rejects} rejected` : ""}`,
            );
            await desk.run();
            const lost = missing(control.ids(resource), desk.ids());
            insist(lost.length === 0, `${resource}: gone on with by the next version, not stored: ${some(lost)}`);
          }
        },
        small,
      );
    },
  },
  {
    number: 32,
    title: "neither checkpoint nor watermark moves past a page that failed",
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control, faults, exchanges } }) => {
          for (const stream of client.streams) {
            if (!(await hasPages(stream, control))) continue;
            const { resource } = stream;
            const desk = deskOf(client, stream);
            const failOnce = async (): Promise<boolean> => {
              const { watermark } = (await desk.state()) ?? {};
              const start = exchanges.length;
              faults.inject(failing(1));
              const { outcome } = await desk.run();
              faults.clear();
              if (!exchanges.slice(start).some(({ fault }) => fault)) return false;
              insist(outcome !== "complete", `${resource}: a page failed, and the run is said to be complete`);
              insist(
                (await desk.state())?.watermark === watermark,
                `${resource}: a page failed, and the watermark moved on`,
              );
              return true;
            };
            await failOnce();
            await desk.run();
            const lost = missing(control.ids(resource), desk.ids());
            insist(lost.length === 0, `${resource}: after a page that failed, not stored: ${some(lost)}`);
            if (!stream.listing.incremental || (await desk.state())?.watermark === undefined) continue;

            advance(3600 + stream.listing.overlap);
            for (const id of control.ids(resource)) control.touch(resource, id);
            if (!(await failOnce())) continue;
            await desk.run();
            const present = desk.records();
            // Not every record shows that it was touched, so what counts is what the vendor says of it.
            const stale = (await readAll(stream)).flatMap((change) =>
              change.type === "upsert" && !isDeepStrictEqual(change.record, present[change.id]) ? [change.id] : [],
            );
            insist(
              stale.length === 0,
              `${resource}: changed, and passed over after a page that failed: ${some(stale)}`,
            );
          }
        },
        { ...small, now },
      );
    },
  },
  {
    number: 33,
    title: "a full read leaves the watermark where it was or further on, and no later change behind it",
    exempt: unlessListed(({ incremental }) => incremental, "nothing can be asked for since a moment"),
    async check(subject) {
      const { now, advance } = movingClock();
      await withVendor(
        subject,
        async ({ client, sandbox: { control, faults } }) => {
          for (const stream of client.streams.filter(({ listing }) => listing.incremental)) {
            const { resource } = stream;
            const [id] = control.ids(resource);
            if (id === undefined) continue;
            const desk = deskOf(client, stream);
            await desk.run();
            const { watermark } = (await desk.state()) ?? {};
            if (watermark === undefined) continue;
            advance(3600 + stream.listing.overlap);
            control.touch(resource, id);
            faults.inject(failing(1));
            const { outcome } = await desk.run({ full: true });
            faults.clear();
            insist(
              outcome === "complete" || (await desk.state())?.watermark === watermark,
              `${resource}: a full read that broke off moved the watermark`,
            );
            await desk.run({ full: true });
            const later = (await desk.state())?.watermark ?? "";
            insist(
              Date.parse(later) >= Date.parse(watermark),
              `${resource}: a full read took the watermark back from ${watermark} to ${later || "nothing"}`,
            );
            advance(3600 + stream.listing.overlap);
            const old = desk.records()[id];
            control.touch(resource, id);
            const { kind } = await desk.run();
            insist(kind === "incremental", `${resource}: after a full read, everything is read again`);
            insist(
              !isDeepStrictEqual(desk.records()[id], old),
              `${resource}: ${id} changed after a full read and is not read`,
            );
          }
        },
        { company: small.company, now },
      );
    },
  },
  {
    number: 38,
    title: "a guard stops the deletion of a whole list, until it is confirmed",
    exempt: unlessListed(({ deletes }) => deletes.includes("absent"), "no deletion is inferred"),
    async check(subject) {
      await withVendor(
        subject,
        async ({ client, sandbox: { control } }) => {
          for (const stream of client.streams.filter(({ listing }) => listing.deletes.includes("absent"))) {
            const { resource } = stream;
            const desk = deskOf(client, stream);
            await desk.run();
            const ids = [...desk.ids()];
            for (const id of ids) removed(control, resource, id);
            // Where the vendor deletes only some, or deleted them along with what was deleted before, there is nothing to guard.
            if (ids.length < 2 || control.ids(resource).length > 0) continue;
            const { outcome } = await desk.run({ full: true });
            const gone = missing(ids, desk.ids());
            insist(
              gone.length === 0 && outcome !== "complete",
              `${resource}: the list came empty, and ${gone.length} of ${ids.length} records were deleted without a question`,
            );
            await desk.run({ full: true, confirmDeletes: true });
            insist(desk.ids().size === 0, `${resource}: deletions that were confirmed are not carried out`);
          }
        },
        { company: small.company },
      );
    },
  },
];
