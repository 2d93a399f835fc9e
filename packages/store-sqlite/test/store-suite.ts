import type { Lease, Store, StreamKey } from "@opensme/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchedAt, gone, order, orders, outcome, page, reject, sweeping, upsert } from "./support.ts";

/** Where a suite's stores keep their records: one place, opened as often as wanted. */
export interface Place {
  open(): Store;
  /** Rows of a query, in SQL that every store understands. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Changes something behind the store's back. */
  execute(sql: string): Promise<void>;
  dispose(): Promise<void>;
}

/** What any store must do, whatever it keeps records in. */
export const storeSuite = (name: string, makePlace: () => Promise<Place>): void => {
  describe(name, () => {
    let place: Place;
    let store: Store;
    let lease: Lease;

    beforeEach(async () => {
      place = await makePlace();
      store = place.open();
      lease = await store.lease("shop");
    });

    afterEach(async () => {
      await store.close();
      await place.dispose();
    });

    const numbers = (): Promise<unknown> => place.query("select id, number from orders order by id");

    describe("records", () => {
      it("are created, changed, and left alone when nothing changed", async () => {
        const counts = { received: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };
        expect(await store.apply(page([order("1"), order("2")]))).toEqual({ ...counts, received: 2, created: 2 });
        expect(await store.apply(page([order("1"), order("2", { number: "new" }), order("3")]))).toEqual({
          ...counts,
          received: 3,
          created: 1,
          updated: 1,
          unchanged: 1,
        });
        expect(await numbers()).toEqual([
          { id: "1", number: "HD1" },
          { id: "2", number: "new" },
          { id: "3", number: "HD3" },
        ]);
      });

      it("know where they come from, and the row as it was sent", async () => {
        await store.apply(page([upsert("order", { id: "1" }, { id: 1, deep: { x: [1.5, null, "Đà Nẵng"] } })]));
        expect(await place.query("select connection, _resource, _fetched_at, _raw from orders")).toEqual([
          {
            connection: "shop",
            _resource: "orders",
            _fetched_at: fetchedAt,
            _raw: '{"id":1,"deep":{"x":[1.5,null,"Đà Nẵng"]}}',
          },
        ]);
      });

      it("count as changed when only the raw row did", async () => {
        await store.apply(page([upsert("order", { id: "1" }, { a: 1 })]));
        expect(await store.apply(page([upsert("order", { id: "1" }, { a: 2 })]))).toMatchObject({ updated: 1 });
      });

      it("count as changed when only the reading of the row did", async () => {
        await store.apply(page([upsert("order", { id: "1" }, { a: 1 })]));
        const changed = upsert("order", { id: "1", lines: [{ note: "đá" }] }, { a: 1 });
        expect(await store.apply(page([changed]))).toMatchObject({ updated: 1 });
        expect(await place.query("select order_id, note from order_lines")).toEqual([{ order_id: "1", note: "đá" }]);
      });

      it("lose what they no longer have", async () => {
        const lines = [{ code: "A" }, { code: "B" }, { code: "C" }];
        await store.apply(page([order("1", { note: "gấp", lines }), order("2", { lines })]));
        await store.apply(page([order("1", { lines: [{ code: "C" }] })]));
        expect(await place.query("select note from orders where id = '1'")).toEqual([{ note: null }]);
        expect(
          await place.query("select order_id, position, code from order_lines order by order_id, position"),
        ).toEqual([
          { order_id: "1", position: 0, code: "C" },
          { order_id: "2", position: 0, code: "A" },
          { order_id: "2", position: 1, code: "B" },
          { order_id: "2", position: 2, code: "C" },
        ]);
      });

      it("twice in one page end as the last one says", async () => {
        const counts = await store.apply(
          page([
            order("1", { lines: [{ code: "A" }] }),
            order("1", { number: "last" }),
            order("1", { number: "last" }),
          ]),
        );
        expect(counts).toMatchObject({ received: 3, created: 1, updated: 1, unchanged: 1 });
        expect(await numbers()).toEqual([{ id: "1", number: "last" }]);
        expect(await place.query("select * from order_lines")).toEqual([]);
      });

      it("of two connections with the same ids are kept apart", async () => {
        await store.lease("stall");
        await store.apply(page([order("1")]));
        await store.apply(page([order("1", { number: "other" })], { stream: { ...orders, connection: "stall" } }));
        await store.apply(page([gone("1")]));
        expect(await place.query("select connection, number from orders")).toEqual([
          { connection: "stall", number: "other" },
        ]);
      });

      it.each(["'; drop table orders; --", "a\nb", "𝔘\u0000", "\ud800", " ", "__proto__", "ậ"])(
        "may have the id %j",
        async (id) => {
          await store.apply(page([order(id, { lines: [{ code: "A" }] })]));
          expect(await store.apply(page([order(id, { lines: [{ code: "A" }] })]))).toMatchObject({ unchanged: 1 });
          expect(await store.apply(page([order(id, { lines: [{ code: "B" }] })]))).toMatchObject({ updated: 1 });
          expect(await place.query("select code from order_lines")).toEqual([{ code: "B" }]);
          expect(await store.apply(page([gone(id)]))).toMatchObject({ deleted: 1 });
        },
      );
    });

    describe("a page", () => {
      it("is stored whole or not at all, its place in the listing included", async () => {
        await store.apply(page([order("1")], { state: { mapping: "1.0.0", watermark: "2026-10-01T00:00:00Z" } }));
        const broken = upsert("order", { id: "3" }, { size: 1n });
        await expect(
          store.apply(
            page([order("2"), gone("1"), reject({}, "9"), broken], {
              unknownFields: ["x"],
              state: { mapping: "2.0.0" },
            }),
          ),
        ).rejects.toThrow();
        expect(await numbers()).toEqual([{ id: "1", number: "HD1" }]);
        expect(await store.state(orders)).toEqual({ mapping: "1.0.0", watermark: "2026-10-01T00:00:00Z" });
        expect(await store.status()).toMatchObject([{ rejects: 0, unknownFields: [] }]);
        expect(await place.query("select * from _deletions")).toEqual([]);
      });

      it("may be empty, and brings its place all the same", async () => {
        expect(await store.state(orders)).toBeUndefined();
        const state = { mapping: "1.0.0", pass: { since: "2026-10-01T00:00:00Z", cursor: { n: [1] }, sweeps: false } };
        await store.apply(page([], { state }));
        expect(await store.state(orders)).toEqual(state);
      });
    });

    describe("deleted records", () => {
      it("leave the tables and are kept aside with their raw rows", async () => {
        await store.apply(page([order("1", { lines: [{ code: "A" }] }), order("2", { lines: [{ code: "A" }] })]));
        const counts = await store.apply(page([gone("1"), gone("never-seen")], { fetchedAt: "2026-11-02T00:00:00Z" }));
        expect(counts).toMatchObject({ received: 0, deleted: 1 });
        expect(await numbers()).toEqual([{ id: "2", number: "HD2" }]);
        expect(await place.query("select order_id from order_lines")).toEqual([{ order_id: "2" }]);
        expect(await place.query("select id, entity, resource, cause, deleted_at, raw from _deletions")).toEqual([
          {
            id: "1",
            entity: "order",
            resource: "orders",
            cause: "reported",
            deleted_at: "2026-11-02T00:00:00Z",
            raw: '{"vendor":{"id":"1","number":"HD1","currency":"VND","lines":[{"code":"A"}]}}',
          },
        ]);
      });

      it("come back when the tool brings them back, unchanged ones too", async () => {
        await store.apply(page([order("1"), gone("1")]));
        expect(await store.apply(page([order("1")]))).toMatchObject({ created: 1 });
        expect(await numbers()).toEqual([{ id: "1", number: "HD1" }]);
        expect(await place.query("select * from _deletions")).toEqual([]);
      });

      it("may be deleted and sent again within a page", async () => {
        await store.apply(page([order("1")]));
        expect(await store.apply(page([gone("1"), order("1"), gone("1")]))).toMatchObject({ created: 1, deleted: 2 });
        expect(await numbers()).toEqual([]);
        expect(await place.query("select id from _deletions")).toEqual([{ id: "1" }]);
      });
    });

    describe("rejected rows", () => {
      const kept = (): Promise<unknown> => place.query("select id, raw from _rejects order by raw");

      it("are kept whole, with what is wrong with them", async () => {
        expect(await store.apply(page([reject({ id: 4, total: "x" }, "4"), order("5")]))).toMatchObject({
          received: 2,
          rejected: 1,
          created: 1,
        });
        expect(await place.query("select connection, resource, id, raw, issues, rejected_at from _rejects")).toEqual([
          {
            connection: "shop",
            resource: "orders",
            id: "4",
            raw: '{"id":4,"total":"x"}',
            issues: '[{"path":"total","message":"expected a number"}]',
            rejected_at: fetchedAt,
          },
        ]);
      });

      it("are kept once, with or without an id, and whatever they are", async () => {
        const rows = [
          reject({ id: 4 }, "4"),
          reject({ a: 1 }),
          reject({ a: 2 }),
          reject(null),
          reject(undefined),
          reject("x"),
        ];
        await store.apply(page(rows));
        await store.apply(page([...rows, reject({ id: 4, now: true }, "4")]));
        expect(await kept()).toEqual(
          [
            { id: null, raw: '"x"' },
            { id: null, raw: "null" },
            { id: null, raw: '{"a":1}' },
            { id: null, raw: '{"a":2}' },
            { id: "4", raw: '{"id":4,"now":true}' },
          ].sort((one, other) => (one.raw < other.raw ? -1 : 1)),
        );
      });

      it("leave the record as it was", async () => {
        await store.apply(page([order("1")]));
        await store.apply(page([reject({ id: 1 }, "1")]));
        expect(await numbers()).toEqual([{ id: "1", number: "HD1" }]);
      });

      it.each([
        ["a good row with its id", order("1", { number: "new" })],
        ["the good row from before", order("1")],
        ["the deletion of the record", gone("1")],
      ])("are forgotten after %s", async (_, change) => {
        await store.apply(page([order("1")]));
        await store.apply(page([reject({ id: 1 }, "1"), reject({ id: 2 }, "2")]));
        await store.apply(page([change]));
        expect(await place.query("select id from _rejects")).toEqual([{ id: "2" }]);
      });
    });

    describe("a sweep", () => {
      const customers: StreamKey = { connection: "shop", resource: "customers", entity: "contact" };
      const suppliers: StreamKey = { connection: "shop", resource: "suppliers", entity: "contact" };
      const at = "2026-11-03T00:00:00Z";

      it("finds what a complete listing does not have, and deletes it when told to", async () => {
        await store.apply(page([order("1", { lines: [{ code: "A" }] }), order("2"), order("3")]));
        await store.beginSweep(orders);
        await store.apply(page([order("2")], { state: sweeping }));
        await store.apply(page([order("3", { number: "new" }), order("4")], { state: sweeping }));
        expect(await store.absent(orders)).toEqual({ absent: 1, records: 4 });
        expect(await store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at })).toEqual({ deleted: 1 });
        expect(await place.query("select id from orders order by id")).toEqual([{ id: "2" }, { id: "3" }, { id: "4" }]);
        expect(await place.query("select * from order_lines")).toEqual([]);
        expect(await place.query("select id, cause, deleted_at from _deletions")).toEqual([
          { id: "1", cause: "absent", deleted_at: at },
        ]);
        expect(await store.state(orders)).toEqual({ mapping: "1.0.0" });
      });

      it("deletes nothing when not told to", async () => {
        await store.apply(page([order("1")]));
        await store.beginSweep(orders);
        expect(await store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at })).toEqual({ deleted: 0 });
        expect(await numbers()).toEqual([{ id: "1", number: "HD1" }]);
      });

      it("does not take a rejected row for absent", async () => {
        await store.apply(page([order("1"), order("2")]));
        await store.beginSweep(orders);
        await store.apply(page([reject({ id: 1 }, "1")], { state: sweeping }));
        expect(await store.absent(orders)).toEqual({ absent: 1, records: 2 });
      });

      it("forgets rejected rows that the tool no longer has, unless it proved nothing", async () => {
        await store.apply(page([order("1"), reject({ id: 2 }, "2"), reject({ id: "?" }), reject({ id: 3 }, "3")]));
        await store.beginSweep(orders);
        await store.apply(page([reject({ id: 3 }, "3")], { state: sweeping }));
        await store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at });
        expect(await store.status()).toMatchObject([{ rejects: 3 }]);
        await store.beginSweep(orders);
        await store.apply(page([order("1"), reject({ id: 3 }, "3")], { state: sweeping }));
        await store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at });
        expect(await place.query("select id from _rejects")).toEqual([{ id: "3" }]);
      });

      it("begins anew, and is remembered across a restart", async () => {
        await store.apply(page([order("1"), order("2")]));
        await store.beginSweep(orders);
        await store.apply(page([order("1")], { state: sweeping }));
        await store.beginSweep(orders);
        await store.apply(page([order("2")], { state: sweeping }));
        await store.close();
        store = place.open();
        expect(await store.absent(orders)).toEqual({ absent: 1, records: 2 });
      });

      it("leaves other streams alone, of the same entity and the same ids too", async () => {
        await store.lease("stall");
        const contact = (id: string) => upsert("contact", { id, name: id });
        await store.apply(page([contact("customer:1")], { stream: customers }));
        await store.apply(page([contact("supplier:1")], { stream: suppliers }));
        await store.apply(page([contact("customer:1")], { stream: { ...customers, connection: "stall" } }));
        await store.beginSweep(customers);
        await store.endPass(customers, { mapping: "1.0.0" }, { deleteAbsent: true, at });
        expect(await place.query("select connection, id from contacts order by id")).toEqual([
          { connection: "stall", id: "customer:1" },
          { connection: "shop", id: "supplier:1" },
        ]);
      });
    });

    describe("the stored rows", () => {
      const read = async (stream: StreamKey = orders): Promise<unknown[]> => {
        const all: unknown[] = [];
        for await (const rows of store.rows(stream)) all.push(...rows);
        return all;
      };

      it("are handed out to be read again: rejects first, and no row older than a reject", async () => {
        await store.apply(page([order("1"), order("2")]));
        await store.apply(page([reject({ id: 1 }, "1"), reject("?")], { fetchedAt: "2026-11-02T00:00:00Z" }));
        const rows = await read();
        expect(rows).toHaveLength(3);
        expect(rows.slice(0, 2)).toEqual(
          expect.arrayContaining([
            { raw: { id: 1 }, fetchedAt: "2026-11-02T00:00:00Z" },
            { raw: "?", fetchedAt: "2026-11-02T00:00:00Z" },
          ]),
        );
        expect(rows[2]).toEqual({ raw: { vendor: { id: "2", number: "HD2", currency: "VND" } }, fetchedAt });
        expect(await read({ ...orders, resource: "other" })).toEqual([]);
      });

      it("come once each while they are being rewritten", async () => {
        const many = Array.from({ length: 1203 }, (_, index) => order(String(index)));
        await store.apply(page(many));
        await store.apply(page([reject({ id: "r1" }, "r1"), reject({ id: "r2" }, "r2")]));
        const seen: string[] = [];
        for await (const rows of store.rows(orders)) {
          const ids = rows.map(({ raw }) => {
            const { id, vendor } = raw as { id?: string; vendor?: { id: string } };
            return vendor?.id ?? id ?? "";
          });
          seen.push(...ids);
          await store.apply(page(ids.map((id) => (id === "r1" ? reject({ id }, id) : order(id, { number: "again" })))));
        }
        // What a rejected row has become is read with the records, too.
        expect(seen).toHaveLength(1203 + 2 + 1);
        expect(new Set(seen).size).toBe(1205);
        expect(await place.query("select count(*) as n from orders where number = 'again'")).toEqual([{ n: 1204 }]);
      });
    });

    describe("the lease", () => {
      it("is held by one at a time, in this process too", async () => {
        const other = place.open();
        await expect(other.lease("shop")).rejects.toMatchObject({
          code: "conflict",
          message: expect.stringMatching(/"shop" is being synced by another run in this process/),
        });
        await expect(store.lease("shop")).rejects.toMatchObject({ code: "conflict" });
        await other.lease("stall");
        await lease.release();
        await other.lease("shop");
        await other.close();
      });

      it("is needed to write, not to read", async () => {
        await lease.release();
        const conflict = { code: "conflict", message: expect.stringContaining("Take the lease first") };
        await expect(store.apply(page([order("1")]))).rejects.toMatchObject(conflict);
        await expect(store.beginSweep(orders)).rejects.toMatchObject(conflict);
        await expect(store.finish(orders, outcome())).rejects.toMatchObject(conflict);
        await expect(
          store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at: fetchedAt }),
        ).rejects.toMatchObject(conflict);
        expect(await numbers()).toEqual([]);
        expect(await store.status()).toEqual([]);
      });

      it("is lost to another when it was not renewed, and nothing is written after that", async () => {
        await store.apply(page([order("1")]));
        await place.execute("update _leases set renewed_at = '2026-01-01T00:00:00.000Z'");
        const other = place.open();
        await other.lease("shop");
        await expect(store.apply(page([order("2"), gone("1")]))).rejects.toMatchObject({ code: "conflict" });
        await other.apply(page([order("3")]));
        await lease.release();
        await other.apply(page([order("4")]));
        expect(await place.query("select id from orders order by id")).toEqual([{ id: "1" }, { id: "3" }, { id: "4" }]);
        await other.close();
      });

      it("is renewed with every page", async () => {
        await place.execute("update _leases set renewed_at = '2026-01-01T00:00:00.000Z'");
        await store.apply(page([order("1")]));
        const other = place.open();
        await expect(other.lease("shop")).rejects.toMatchObject({ code: "conflict" });
        await other.close();
      });

      it("ends when its store is closed", async () => {
        await store.close();
        store = place.open();
        lease = await store.lease("shop");
        await store.apply(page([order("1")]));
      });
    });

    describe("the status", () => {
      it("tells how each stream stands", async () => {
        await store.apply(page([order("1"), order("2"), reject({}, "3")], { unknownFields: ["b", "a"] }));
        await store.apply(page([], { unknownFields: ["a"], fetchedAt: "2026-11-02T00:00:00Z" }));
        await store.apply(
          page([upsert("order", { id: "invoice:1" })], { stream: { ...orders, resource: "invoices" } }),
        );
        const error = { code: "mismatch", message: "1 of 3 rows could not be read." };
        const partial = outcome({ outcome: "partial", error, finishedAt: "2026-11-04T00:00:00.000Z" });
        await store.finish(orders, outcome());
        await store.finish(orders, partial);
        expect(await store.status()).toEqual([
          {
            ...orders,
            resource: "invoices",
            state: { mapping: "1.0.0" },
            last: undefined,
            completeAt: undefined,
            records: 1,
            rejects: 0,
            unknownFields: [],
          },
          {
            ...orders,
            state: { mapping: "1.0.0" },
            last: partial,
            completeAt: "2026-11-01T08:01:00.000Z",
            records: 2,
            rejects: 1,
            unknownFields: ["a", "b"],
          },
        ]);
        expect(await place.query("select path, first_seen_at from _unknown_fields order by path")).toEqual([
          { path: "a", first_seen_at: fetchedAt },
          { path: "b", first_seen_at: fetchedAt },
        ]);
      });

      it("keeps how a run ended of which nothing was stored", async () => {
        await store.finish(orders, outcome({ outcome: "failed" }));
        expect(await store.status()).toMatchObject([{ state: undefined, last: { outcome: "failed" }, records: 0 }]);
        expect(await store.state(orders)).toBeUndefined();
      });

      it("says whether a stream holds anything", async () => {
        expect(await store.holds(orders)).toBe(false);
        await store.apply(page([reject({}, "1")]));
        expect(await store.holds(orders)).toBe(true);
        await store.apply(page([order("1")]));
        expect(await store.holds(orders)).toBe(true);
        expect(await store.holds({ ...orders, resource: "invoices" })).toBe(false);
        await store.apply(page([gone("1")]));
        expect(await store.holds(orders)).toBe(false);
      });
    });

    it("refuses to work when closed, and may be closed twice", async () => {
      await store.close();
      await store.close();
      await expect(store.apply(page([order("1")]))).rejects.toThrow("closed");
      await expect(store.status()).rejects.toThrow("closed");
    });
  });
};
