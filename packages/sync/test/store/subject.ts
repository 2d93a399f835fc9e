import type { DurableStore, Lease } from "@opensme/sync";
import { afterEach, beforeEach } from "vitest";

/** Where a suite's stores keep their records: one place, opened as often as wanted. */
export interface Place {
  open(options?: { history: boolean }): DurableStore | Promise<DurableStore>;
  /** Rows of a query, in SQL that every store understands. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Changes something behind the store's back. */
  execute(sql: string): Promise<void>;
  dispose(): Promise<void>;
}

/** What each test of the suite begins with: a new place, a store in it, and the lease of the connection `shop`. */
export interface Subject {
  place: Place;
  store: DurableStore;
  lease: Lease;
}

export const subject = (makePlace: () => Promise<Place>): Subject => {
  const at = {} as Subject;
  beforeEach(async () => {
    at.place = await makePlace();
    at.store = await at.place.open();
    at.lease = await at.store.lease("shop");
  });
  afterEach(async () => {
    await at.store.close();
    await at.place.dispose();
  });
  return at;
};

export const numbers = ({ place }: Subject): Promise<unknown> =>
  place.query("select id, number from orders order by id");
