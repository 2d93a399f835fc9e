import { versionAt } from "@opensme/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { gone, order, orders, page, sweeping } from "./pages.ts";
import type { Subject } from "./subject.ts";

const day = (date: string): string => `${date}T00:00:00.000Z`;
const key = { connection: "shop", entity: "order", id: "1" } as const;

/** The earlier states of records, kept where the store is told to. */
export const historySuite = (at: Subject): void => {
  describe("the history", () => {
    const put = async (number: string, fetched: string, updatedAt?: string): Promise<void> => {
      const change = order("1", { number, lines: [{ description: number }], ...(updatedAt ? { updatedAt } : {}) });
      await at.store.apply(page([change], { fetchedAt: fetched }));
    };
    const told = async (): Promise<unknown[]> =>
      (await at.store.history(key)).map(({ record, from, to }) => [
        "number" in record ? record.number : undefined,
        from.slice(0, 10),
        to?.slice(0, 10),
      ]);

    describe("where it is kept", () => {
      beforeEach(async () => {
        await at.store.close();
        at.store = await at.place.open({ history: true });
        at.lease = await at.store.lease("shop");
      });

      it("has each state of a record with its lists, by the tool's own times", async () => {
        await put("A", day("2026-03-10"), day("2026-01-05"));
        await put("A", day("2026-03-11"), day("2026-01-05"));
        await put("B", day("2026-05-01"), day("2026-04-20"));
        await put("C", day("2026-07-01"), day("2026-06-15"));
        expect(await told()).toEqual([
          ["A", "2026-01-05", "2026-04-20"],
          ["B", "2026-04-20", "2026-06-15"],
          ["C", "2026-06-15", undefined],
        ]);
        const versions = await at.store.history(key);
        expect(versions[0]?.record).toMatchObject({ id: "1", number: "A", lines: [{ description: "A" }] });
        expect(versionAt(versions, day("2026-03-31"))?.record).toMatchObject({ number: "A" });
        expect(versionAt(versions, day("2026-04-20"))?.record).toMatchObject({ number: "B" });
        expect(versionAt(versions, day("2026-12-31"))?.record).toMatchObject({ number: "C" });
        expect(versionAt(versions, day("2025-12-31"))).toBeUndefined();
      });

      it("goes by when a change was noticed where the tool does not tell", async () => {
        await put("A", day("2026-03-10"));
        await put("B", day("2026-05-01"));
        await put("C", day("2026-06-01"), day("2026-05-20"));
        await put("D", day("2026-07-01"), day("2026-05-20"));
        expect(await told()).toEqual([
          ["A", "2026-03-10", "2026-05-01"],
          ["B", "2026-05-01", "2026-05-20"],
          ["C", "2026-05-20", "2026-07-01"],
          ["D", "2026-05-20", undefined],
        ]);
      });

      it("ends where a record is deleted, and goes on where it comes back", async () => {
        await put("A", day("2026-03-10"));
        await at.store.apply(page([gone("1")], { fetchedAt: day("2026-04-01") }));
        expect(await told()).toEqual([["A", "2026-03-10", "2026-04-01"]]);
        expect(versionAt(await at.store.history(key), day("2026-04-02"))).toBeUndefined();
        await put("B", day("2026-05-01"));
        await at.store.beginSweep(orders);
        await at.store.apply(page([order("2")], { state: sweeping }));
        await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at: day("2026-06-01") });
        expect(await told()).toEqual([
          ["A", "2026-03-10", "2026-04-01"],
          ["B", "2026-05-01", "2026-06-01"],
        ]);
      });

      it("keeps nothing of a record that stays as it is", async () => {
        await put("A", day("2026-03-10"));
        await put("A", day("2026-03-11"));
        await at.store.apply(page([gone("2")]));
        expect(await told()).toEqual([["A", "2026-03-10", undefined]]);
        expect(await at.place.query("select id from _history")).toEqual([]);
      });
    });

    it("is the present state where it is not kept", async () => {
      await put("A", day("2026-03-10"));
      await put("B", day("2026-05-01"));
      expect(await told()).toEqual([["B", "2026-05-01", undefined]]);
      expect(await at.store.history({ ...key, id: "9" })).toEqual([]);
    });
  });
};
