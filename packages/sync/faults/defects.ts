import { setTimeout as delay } from "node:timers/promises";
import type { Batch, Store, StreamState } from "@opensme/sync";

/** Mistakes that an engine could make, to see that the trials find them. */
export const defects = {
  /** The place reached is stored before the page. */
  "checkpoint-first": (store: Store) =>
    changed(store, {
      async apply(batch) {
        await store.apply({ ...batch, changes: [] });
        await delay(pause);
        return store.apply(batch);
      },
    }),
  /** A page is stored in two transactions. */
  "page-in-halves": (store: Store) =>
    changed(store, {
      async apply(batch) {
        const half = batch.changes.length >> 1;
        const first = await store.apply({ ...batch, changes: batch.changes.slice(0, half) });
        await delay(pause);
        const second = await store.apply({ ...batch, changes: batch.changes.slice(half) });
        return Object.fromEntries(
          Object.entries(first).map(([name, count]) => [name, count + second[name as keyof typeof second]]),
        ) as unknown as typeof first;
      },
    }),
  /** The watermark is the moment of the last page, whatever changed meanwhile on the pages before. */
  "watermark-too-far": (store: Store) => {
    let last: string | undefined;
    return changed(store, {
      async apply(batch) {
        last = batch.fetchedAt;
        return store.apply(batch);
      },
      async endPass(stream, state, options) {
        const ahead: StreamState = last && state.watermark ? { ...state, watermark: last } : state;
        return store.endPass(stream, ahead, options);
      },
    });
  },
  /** What a pass saw before it was cut off counts as absent when it is gone on with. */
  "sweep-forgotten": (store: Store) => {
    const begun = new Set<string>();
    const begin = async ({ stream, state }: Batch): Promise<void> => {
      if (state.pass?.sweeps && !begun.has(stream.resource)) await store.beginSweep(stream);
      begun.add(stream.resource);
    };
    return changed(store, {
      async apply(batch) {
        await begin(batch);
        return store.apply(batch);
      },
    });
  },
  /** Deletions that the vendor reports are taken for news of records that are not there. */
  "deletions-ignored": (store: Store) =>
    changed(store, {
      apply: (batch) => store.apply({ ...batch, changes: batch.changes.filter(({ type }) => type !== "delete") }),
    }),
} as const;

export type Defect = keyof typeof defects;

/** Long enough for many a kill to fall into it. */
const pause = 60;

const changed = (store: Store, methods: Partial<Store>): Store =>
  new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(name in methods ? methods : target, name);
      return typeof method === "function" ? method.bind(target) : method;
    },
  });
