import { describe, expect, it } from "vitest";
import { fetchedAt, gone, order, orders, outcome, page, reject, upsert } from "./pages.ts";
import { numbers, type Subject } from "./subject.ts";

/** Who may write, and how the streams stand. */
export const standingSuite = (at: Subject): void => {
  describe("the lease", () => {
    it("is held by one at a time, in this process too", async () => {
      const other = await at.place.open();
      await expect(other.lease("shop")).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/"shop" is being synced by another run in this process/),
      });
      await expect(at.store.lease("shop")).rejects.toMatchObject({ code: "conflict" });
      await other.lease("stall");
      await at.lease.release();
      await other.lease("shop");
      await other.close();
    });

    it("is needed to write, not to read", async () => {
      await at.lease.release();
      const conflict = { code: "conflict", message: expect.stringContaining("Take the lease first") };
      await expect(at.store.apply(page([order("1")]))).rejects.toMatchObject(conflict);
      await expect(at.store.beginSweep(orders)).rejects.toMatchObject(conflict);
      await expect(at.store.finish(orders, outcome())).rejects.toMatchObject(conflict);
      await expect(
        at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at: fetchedAt }),
      ).rejects.toMatchObject(conflict);
      expect(await numbers(at)).toEqual([]);
      expect(await at.store.status()).toEqual([]);
    });

    it("is lost to another when it was not renewed, and nothing is written after that", async () => {
      await at.store.apply(page([order("1")]));
      await at.place.execute("update _leases set renewed_at = '2026-01-01T00:00:00.000Z'");
      const other = await at.place.open();
      await other.lease("shop");
      await expect(at.store.apply(page([order("2"), gone("1")]))).rejects.toMatchObject({ code: "conflict" });
      await other.apply(page([order("3")]));
      await at.lease.release();
      await other.apply(page([order("4")]));
      expect(await at.place.query("select id from orders order by id")).toEqual([
        { id: "1" },
        { id: "3" },
        { id: "4" },
      ]);
      await other.close();
    });

    it("is renewed with every page", async () => {
      await at.place.execute("update _leases set renewed_at = '2026-01-01T00:00:00.000Z'");
      await at.store.apply(page([order("1")]));
      const other = await at.place.open();
      await expect(other.lease("shop")).rejects.toMatchObject({ code: "conflict" });
      await other.close();
    });

    it("ends when its store is closed", async () => {
      await at.store.close();
      at.store = await at.place.open();
      at.lease = await at.store.lease("shop");
      await at.store.apply(page([order("1")]));
    });
  });

  describe("the status", () => {
    it("tells how each stream stands", async () => {
      await at.store.apply(page([order("1"), order("2"), reject({}, "3")], { unknownFields: ["b", "a"] }));
      await at.store.apply(page([], { unknownFields: ["a"], fetchedAt: "2026-11-02T00:00:00.000Z" }));
      await at.store.apply(
        page([upsert("order", { id: "invoice:1" })], { stream: { ...orders, resource: "invoices" } }),
      );
      const error = { code: "mismatch", message: "1 of 3 rows could not be read." };
      const partial = outcome({ outcome: "partial", error, finishedAt: "2026-11-04T00:00:00.000Z" });
      await at.store.finish(orders, outcome());
      await at.store.finish(orders, partial);
      expect(await at.store.status()).toEqual([
        {
          ...orders,
          resource: "invoices",
          state: { mapping: "1.0.0" },
          last: undefined,
          completeAt: undefined,
          records: 1,
          rejects: 0,
          unknownFields: [],
          drift: [],
        },
        {
          ...orders,
          state: { mapping: "1.0.0" },
          last: partial,
          completeAt: "2026-11-01T08:01:00.000Z",
          records: 2,
          rejects: 1,
          unknownFields: ["a", "b"],
          drift: [{ path: "total", message: "expected a number", since: fetchedAt, rows: 1 }],
        },
      ]);
      expect(await at.place.query("select path, first_seen_at from _unknown_fields order by path")).toEqual([
        { path: "a", first_seen_at: fetchedAt },
        { path: "b", first_seen_at: fetchedAt },
      ]);
    });

    it("tells what the tool has changed: new fields, and what could not be read", async () => {
      const later = "2026-11-02T00:00:00.000Z";
      const dated = { path: "placedAt", message: "expected a date" };
      await at.store.apply(page([order("1")], { unknownFields: ["a"] }));
      await at.store.apply(
        page([reject({ n: 1 }), reject({ n: 2 }, "2", [dated])], {
          unknownFields: ["b", "c"],
          drift: new Map([
            ["b", 2],
            ["c", 1],
          ]),
        }),
      );
      await at.store.apply(page([reject({ n: 3 })], { drift: new Map([["b", 5]]), fetchedAt: later }));
      expect(await at.store.known(orders)).toEqual({
        unread: new Set(["a", "b", "c"]),
        drifting: new Set(["b", "c"]),
        unreadable: new Set(["total", "placedAt"]),
      });
      expect(await at.store.known({ ...orders, resource: "invoices" })).toEqual({
        unread: new Set(),
        drifting: new Set(),
        unreadable: new Set(),
      });
      const [status] = await at.store.status();
      expect(status?.drift).toEqual([
        { path: "b", since: fetchedAt, rows: 7 },
        { path: "c", since: fetchedAt, rows: 1 },
        { path: "total", message: "expected a number", since: fetchedAt, rows: 2 },
        { ...dated, since: fetchedAt, rows: 1 },
      ]);
    });

    it("keeps how a run ended of which nothing was stored", async () => {
      await at.store.finish(orders, outcome({ outcome: "failed" }));
      expect(await at.store.status()).toMatchObject([{ state: undefined, last: { outcome: "failed" }, records: 0 }]);
      expect(await at.store.state(orders)).toBeUndefined();
    });

    it("says whether a stream holds anything", async () => {
      expect(await at.store.holds(orders)).toBe(false);
      await at.store.apply(page([reject({}, "1")]));
      expect(await at.store.holds(orders)).toBe(true);
      await at.store.apply(page([order("1")]));
      expect(await at.store.holds(orders)).toBe(true);
      expect(await at.store.holds({ ...orders, resource: "invoices" })).toBe(false);
      await at.store.apply(page([gone("1")]));
      expect(await at.store.holds(orders)).toBe(false);
    });
  });

  it("refuses to work when closed, and may be closed twice", async () => {
    await at.store.close();
    await at.store.close();
    await expect(at.store.apply(page([order("1")]))).rejects.toThrow("closed");
    await expect(at.store.status()).rejects.toThrow("closed");
  });
};
