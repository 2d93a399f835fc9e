import { describe, expect, it } from "vitest";
import { fetchedAt, gone, order, orders, page, reject, sweeping, upsert } from "./pages.ts";
import { numbers, type Subject } from "./subject.ts";

/** What becomes of the changes of a page. */
export const recordsSuite = (at: Subject): void => {
  describe("records", () => {
    it("are created, changed, and left alone when nothing changed", async () => {
      const counts = { received: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, rejected: 0 };
      expect(await at.store.apply(page([order("1"), order("2")]))).toEqual({ ...counts, received: 2, created: 2 });
      expect(await at.store.apply(page([order("1"), order("2", { number: "new" }), order("3")]))).toEqual({
        ...counts,
        received: 3,
        created: 1,
        updated: 1,
        unchanged: 1,
      });
      expect(await numbers(at)).toEqual([
        { id: "1", number: "HD1" },
        { id: "2", number: "new" },
        { id: "3", number: "HD3" },
      ]);
    });

    it("know where they come from, and the row as it was sent", async () => {
      await at.store.apply(page([upsert("order", { id: "1" }, { id: 1, deep: { x: [1.5, null, "Đà Nẵng"] } })]));
      expect(await at.place.query("select connection, _resource, _fetched_at, _raw from orders")).toEqual([
        {
          connection: "shop",
          _resource: "orders",
          _fetched_at: fetchedAt,
          _raw: '{"id":1,"deep":{"x":[1.5,null,"Đà Nẵng"]}}',
        },
      ]);
    });

    it("count as changed when only the raw row did", async () => {
      await at.store.apply(page([upsert("order", { id: "1" }, { a: 1 })]));
      expect(await at.store.apply(page([upsert("order", { id: "1" }, { a: 2 })]))).toMatchObject({ updated: 1 });
    });

    it("count as changed when only the reading of the row did", async () => {
      await at.store.apply(page([upsert("order", { id: "1" }, { a: 1 })]));
      const changed = upsert("order", { id: "1", lines: [{ note: "đá" }] }, { a: 1 });
      expect(await at.store.apply(page([changed]))).toMatchObject({ updated: 1 });
      expect(await at.place.query("select order_id, note from order_lines")).toEqual([{ order_id: "1", note: "đá" }]);
    });

    it("are told as unchanged by their rows alone, unless the same row now makes another record", async () => {
      const fields = { updatedAt: "2026-10-01T00:00:00.000Z" };
      await at.store.apply(page([order("1", fields), order("2", { note: "đá" })]));
      const rows = [order("1", fields), order("2", { note: "đổi" }), order("3")].map((change) => ({
        id: String(change.id),
        raw: "raw" in change ? change.raw : undefined,
      }));
      const read = (raw: unknown) => (raw as { vendor: unknown }).vendor;
      expect(await at.store.unchanged(orders, rows, read)).toEqual(new Map([["1", fields.updatedAt]]));
      expect(await at.store.unchanged(orders, rows, () => ({ id: "1", number: "another" }))).toEqual(new Map());
      expect(await at.store.unchanged(orders, rows, () => undefined)).toEqual(new Map());
      expect(await at.store.unchanged({ ...orders, connection: "other" }, rows, read)).toEqual(new Map());
    });

    it("that came unchanged are counted, seen by the sweep, and no rejects any longer", async () => {
      await at.store.apply(page([order("1"), order("2"), reject({ bad: 1 }, "1")]));
      await at.store.beginSweep(orders);
      expect(await at.store.apply(page([], { unchanged: ["1"], state: sweeping }))).toMatchObject({
        received: 1,
        unchanged: 1,
      });
      expect(await at.store.absent(orders)).toEqual({ absent: 1, records: 2 });
      expect(await at.store.status()).toMatchObject([{ records: 2, rejects: 0 }]);
    });

    it("lose what they no longer have", async () => {
      const lines = [{ code: "A" }, { code: "B" }, { code: "C" }];
      await at.store.apply(page([order("1", { note: "gấp", lines }), order("2", { lines })]));
      await at.store.apply(page([order("1", { lines: [{ code: "C" }] })]));
      expect(await at.place.query("select note from orders where id = '1'")).toEqual([{ note: null }]);
      expect(
        await at.place.query("select order_id, position, code from order_lines order by order_id, position"),
      ).toEqual([
        { order_id: "1", position: 0, code: "C" },
        { order_id: "2", position: 0, code: "A" },
        { order_id: "2", position: 1, code: "B" },
        { order_id: "2", position: 2, code: "C" },
      ]);
    });

    it("twice in one page end as the last one says", async () => {
      const counts = await at.store.apply(
        page([order("1", { lines: [{ code: "A" }] }), order("1", { number: "last" }), order("1", { number: "last" })]),
      );
      expect(counts).toMatchObject({ received: 3, created: 1, updated: 1, unchanged: 1 });
      expect(await numbers(at)).toEqual([{ id: "1", number: "last" }]);
      expect(await at.place.query("select * from order_lines")).toEqual([]);
    });

    it("of two connections with the same ids are kept apart", async () => {
      await at.store.lease("stall");
      await at.store.apply(page([order("1")]));
      await at.store.apply(page([order("1", { number: "other" })], { stream: { ...orders, connection: "stall" } }));
      await at.store.apply(page([gone("1")]));
      expect(await at.place.query("select connection, number from orders")).toEqual([
        { connection: "stall", number: "other" },
      ]);
    });

    it.each(["'; drop table orders; --", "a\nb", "𝔘\u0000", "\ud800", " ", "__proto__", "ậ"])(
      "may have the id %j",
      async (id) => {
        await at.store.apply(page([order(id, { lines: [{ code: "A" }] })]));
        expect(await at.store.apply(page([order(id, { lines: [{ code: "A" }] })]))).toMatchObject({ unchanged: 1 });
        expect(await at.store.apply(page([order(id, { lines: [{ code: "B" }] })]))).toMatchObject({ updated: 1 });
        expect(await at.place.query("select code from order_lines")).toEqual([{ code: "B" }]);
        expect(await at.store.apply(page([gone(id)]))).toMatchObject({ deleted: 1 });
      },
    );
  });

  describe("a page", () => {
    it("is stored whole or not at all, its place in the listing included", async () => {
      await at.store.apply(page([order("1")], { state: { mapping: "1.0.0", watermark: "2026-10-01T00:00:00Z" } }));
      const broken = upsert("order", { id: "3" }, { size: 1n });
      await expect(
        at.store.apply(
          page([order("2"), gone("1"), reject({}, "9"), broken], {
            unknownFields: ["x"],
            state: { mapping: "2.0.0" },
          }),
        ),
      ).rejects.toThrow();
      expect(await numbers(at)).toEqual([{ id: "1", number: "HD1" }]);
      expect(await at.store.state(orders)).toEqual({ mapping: "1.0.0", watermark: "2026-10-01T00:00:00Z" });
      expect(await at.store.status()).toMatchObject([{ rejects: 0, unknownFields: [] }]);
      expect(await at.place.query("select * from _deletions")).toEqual([]);
    });

    it("may be empty, and brings its place all the same", async () => {
      expect(await at.store.state(orders)).toBeUndefined();
      const state = { mapping: "1.0.0", pass: { since: "2026-10-01T00:00:00Z", cursor: { n: [1] }, sweeps: false } };
      await at.store.apply(page([], { state }));
      expect(await at.store.state(orders)).toEqual(state);
    });
  });

  describe("deleted records", () => {
    it("leave the tables and are kept aside with their raw rows", async () => {
      await at.store.apply(page([order("1", { lines: [{ code: "A" }] }), order("2", { lines: [{ code: "A" }] })]));
      const counts = await at.store.apply(
        page([gone("1"), gone("never-seen")], { fetchedAt: "2026-11-02T00:00:00.000Z" }),
      );
      expect(counts).toMatchObject({ received: 0, deleted: 1 });
      expect(await numbers(at)).toEqual([{ id: "2", number: "HD2" }]);
      expect(await at.place.query("select order_id from order_lines")).toEqual([{ order_id: "2" }]);
      expect(await at.place.query("select id, entity, resource, cause, deleted_at, raw from _deletions")).toEqual([
        {
          id: "1",
          entity: "order",
          resource: "orders",
          cause: "reported",
          deleted_at: "2026-11-02T00:00:00.000Z",
          raw: '{"vendor":{"id":"1","number":"HD1","currency":"VND","lines":[{"code":"A"}]}}',
        },
      ]);
    });

    it("come back when the tool brings them back, unchanged ones too", async () => {
      await at.store.apply(page([order("1"), gone("1")]));
      expect(await at.store.apply(page([order("1")]))).toMatchObject({ created: 1 });
      expect(await numbers(at)).toEqual([{ id: "1", number: "HD1" }]);
      expect(await at.place.query("select * from _deletions")).toEqual([]);
    });

    it("may be deleted and sent again within a page", async () => {
      await at.store.apply(page([order("1")]));
      expect(await at.store.apply(page([gone("1"), order("1"), gone("1")]))).toMatchObject({ created: 1, deleted: 2 });
      expect(await numbers(at)).toEqual([]);
      expect(await at.place.query("select id from _deletions")).toEqual([{ id: "1" }]);
    });
  });

  describe("rejected rows", () => {
    const kept = (): Promise<unknown> => at.place.query("select id, raw from _rejects order by cast(raw as text)");

    it("are kept whole, with what is wrong with them", async () => {
      expect(await at.store.apply(page([reject({ id: 4, total: "x" }, "4"), order("5")]))).toMatchObject({
        received: 2,
        rejected: 1,
        created: 1,
      });
      expect(await at.place.query("select connection, resource, id, raw, issues, rejected_at from _rejects")).toEqual([
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
      await at.store.apply(page(rows));
      await at.store.apply(page([...rows, reject({ id: 4, now: true }, "4")]));
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
      await at.store.apply(page([order("1")]));
      await at.store.apply(page([reject({ id: 1 }, "1")]));
      expect(await numbers(at)).toEqual([{ id: "1", number: "HD1" }]);
    });

    it.each([
      ["a good row with its id", order("1", { number: "new" })],
      ["the good row from before", order("1")],
      ["the deletion of the record", gone("1")],
    ])("are forgotten after %s", async (_, change) => {
      await at.store.apply(page([order("1")]));
      await at.store.apply(page([reject({ id: 1 }, "1"), reject({ id: 2 }, "2")]));
      await at.store.apply(page([change]));
      expect(await at.place.query("select id from _rejects")).toEqual([{ id: "2" }]);
    });
  });
};
