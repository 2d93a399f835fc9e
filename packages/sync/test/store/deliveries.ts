import { describe, expect, it } from "vitest";
import { order, page } from "./pages.ts";
import { numbers, type Subject } from "./subject.ts";

const delivery = (id: string) => ({
  id,
  events: [{ type: "changed" as const, resource: "orders", id }],
  receivedAt: "2026-11-01T08:00:00.000Z",
});

/** What webhooks leave in the store, and how it stands against what is read. */
export const deliveriesSuite = (at: Subject): void => {
  describe("deliveries", () => {
    it("are kept until they are settled, in the order of their coming, by whoever holds no lease too", async () => {
      const other = await at.place.open();
      expect(await other.enqueue("shop", delivery("b"))).toBe(true);
      expect(await other.enqueue("shop", delivery("a"))).toBe(true);
      expect(await other.enqueue("stall", delivery("c"))).toBe(true);
      await other.close();
      expect(await at.store.queued("shop", 10)).toEqual([delivery("b"), delivery("a")]);
      expect(await at.store.queued("shop", 1)).toEqual([delivery("b")]);
      await at.store.settle("shop", ["b"]);
      expect(await at.store.queued("shop", 10)).toEqual([delivery("a")]);
      expect(await at.store.queued("stall", 10)).toEqual([delivery("c")]);
    });

    it("are taken once, settled or not", async () => {
      await at.store.enqueue("shop", delivery("a"));
      expect(await at.store.enqueue("shop", delivery("a"))).toBe(false);
      await at.store.settle("shop", ["a"]);
      expect(await at.store.enqueue("shop", delivery("a"))).toBe(false);
      expect(await at.store.enqueue("stall", delivery("a"))).toBe(true);
      expect(await at.store.queued("shop", 10)).toEqual([]);
    });

    it("are settled by the holder of the lease only", async () => {
      await at.store.enqueue("shop", delivery("a"));
      await at.lease.release();
      await expect(at.store.settle("shop", ["a"])).rejects.toMatchObject({ code: "conflict" });
      expect(await at.store.queued("shop", 10)).toEqual([delivery("a")]);
    });
  });

  describe("a record that a list shows as it was before", () => {
    const changed = (number: string, minute: string) =>
      order("1", { number, updatedAt: `2026-11-01T08:${minute}:00.000Z` });

    it("stays as it is, while the list may run behind", async () => {
      await at.store.apply(page([changed("new", "05")], { fetchedAt: "2026-11-01T08:06:00.000Z" }));
      const counts = await at.store.apply(page([changed("old", "01")], { fetchedAt: "2026-11-01T08:07:00.000Z" }));
      expect(counts).toMatchObject({ received: 1, updated: 0, unchanged: 1 });
      expect(await numbers(at)).toEqual([{ id: "1", number: "new" }]);
    });

    it("is what the tool has, when the list has had the time", async () => {
      await at.store.apply(page([changed("new", "05")], { fetchedAt: "2026-11-01T08:06:00.000Z" }));
      await at.store.apply(page([changed("restored", "01")], { fetchedAt: "2026-11-01T08:17:00.000Z" }));
      expect(await numbers(at)).toEqual([{ id: "1", number: "restored" }]);
    });

    it("is read again by a newer mapping all the same", async () => {
      await at.store.apply(page([changed("new", "05")]));
      await at.store.apply(page([changed("read again", "01")]));
      expect(await numbers(at)).toEqual([{ id: "1", number: "read again" }]);
    });
  });
};
