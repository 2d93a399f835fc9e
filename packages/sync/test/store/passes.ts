import type { StreamKey } from "@opensme/sync";
import { describe, expect, it } from "vitest";
import { fetchedAt, order, orders, page, reject, sweeping, upsert } from "./pages.ts";
import { numbers, type Subject } from "./subject.ts";

/** What a full read finds absent, and what is read again. */
export const passesSuite = (at: Subject): void => {
  describe("a sweep", () => {
    const customers: StreamKey = { connection: "shop", resource: "customers", entity: "contact" };
    const suppliers: StreamKey = { connection: "shop", resource: "suppliers", entity: "contact" };
    const ended = "2026-11-03T00:00:00.000Z";

    it("finds what a complete listing does not have, and deletes it when told to", async () => {
      await at.store.apply(page([order("1", { lines: [{ code: "A" }] }), order("2"), order("3")]));
      await at.store.beginSweep(orders);
      await at.store.apply(page([order("2")], { state: sweeping }));
      await at.store.apply(page([order("3", { number: "new" }), order("4")], { state: sweeping }));
      expect(await at.store.absent(orders)).toEqual({ absent: 1, records: 4 });
      expect(await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at: ended })).toEqual({
        deleted: 1,
      });
      expect(await at.place.query("select id from orders order by id")).toEqual([
        { id: "2" },
        { id: "3" },
        { id: "4" },
      ]);
      expect(await at.place.query("select * from order_lines")).toEqual([]);
      expect(await at.place.query("select id, cause, deleted_at from _deletions")).toEqual([
        { id: "1", cause: "absent", deleted_at: ended },
      ]);
      expect(await at.store.state(orders)).toEqual({ mapping: "1.0.0" });
    });

    it("deletes nothing when not told to", async () => {
      await at.store.apply(page([order("1")]));
      await at.store.beginSweep(orders);
      expect(await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at: ended })).toEqual({
        deleted: 0,
      });
      expect(await numbers(at)).toEqual([{ id: "1", number: "HD1" }]);
    });

    it("does not take a rejected row for absent", async () => {
      await at.store.apply(page([order("1"), order("2")]));
      await at.store.beginSweep(orders);
      await at.store.apply(page([reject({ id: 1 }, "1")], { state: sweeping }));
      expect(await at.store.absent(orders)).toEqual({ absent: 1, records: 2 });
    });

    it("forgets rejected rows that the tool no longer has, unless it proved nothing", async () => {
      await at.store.apply(page([order("1"), reject({ id: 2 }, "2"), reject({ id: "?" }), reject({ id: 3 }, "3")]));
      await at.store.beginSweep(orders);
      await at.store.apply(page([reject({ id: 3 }, "3")], { state: sweeping }));
      await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at: ended });
      expect(await at.store.status()).toMatchObject([{ rejects: 3 }]);
      await at.store.beginSweep(orders);
      await at.store.apply(page([order("1"), reject({ id: 3 }, "3")], { state: sweeping }));
      await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at: ended });
      expect(await at.place.query("select id from _rejects")).toEqual([{ id: "3" }]);
    });

    it("begins anew, and is remembered across a restart", async () => {
      await at.store.apply(page([order("1"), order("2")]));
      await at.store.beginSweep(orders);
      await at.store.apply(page([order("1")], { state: sweeping }));
      await at.store.beginSweep(orders);
      await at.store.apply(page([order("2")], { state: sweeping }));
      await at.store.close();
      at.store = await at.place.open();
      expect(await at.store.absent(orders)).toEqual({ absent: 1, records: 2 });
    });

    it("leaves other streams alone, of the same entity and the same ids too", async () => {
      await at.store.lease("stall");
      const contact = (id: string) => upsert("contact", { id, name: id });
      await at.store.apply(page([contact("customer:1")], { stream: customers }));
      await at.store.apply(page([contact("supplier:1")], { stream: suppliers }));
      await at.store.apply(page([contact("customer:1")], { stream: { ...customers, connection: "stall" } }));
      await at.store.beginSweep(customers);
      await at.store.endPass(customers, { mapping: "1.0.0" }, { deleteAbsent: true, at: ended });
      expect(await at.place.query("select connection, id from contacts order by id")).toEqual([
        { connection: "stall", id: "customer:1" },
        { connection: "shop", id: "supplier:1" },
      ]);
    });
  });

  it("the end of a pass keeps where fields are read from, in place of what was known", async () => {
    const end = (lineage: Record<string, string[]>) =>
      at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at: fetchedAt, lineage });
    await end({ number: ["code"], "lines[].total": ["rows[].price", "rows[].count"] });
    await end({ number: ["no"], "lines[].total": ["rows[].sum"] });
    await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: false, at: fetchedAt });
    const rows = await at.place.query("select field, origins from _lineage order by field");
    const parsed = rows.map(({ field, origins }) => [
      field,
      typeof origins === "string" ? JSON.parse(origins) : origins,
    ]);
    expect(parsed).toEqual([
      ["lines[].total", ["rows[].sum"]],
      ["number", ["no"]],
    ]);
  });

  describe("the stored rows", () => {
    const read = async (stream: StreamKey = orders): Promise<unknown[]> => {
      const all: unknown[] = [];
      for await (const rows of at.store.rows(stream)) all.push(...rows);
      return all;
    };

    it("are handed out to be read again: rejects first, and no row older than a reject", async () => {
      await at.store.apply(page([order("1"), order("2")]));
      await at.store.apply(page([reject({ id: 1 }, "1"), reject("?")], { fetchedAt: "2026-11-02T00:00:00.000Z" }));
      const rows = await read();
      expect(rows).toHaveLength(3);
      expect(rows.slice(0, 2)).toEqual(
        expect.arrayContaining([
          { raw: { id: 1 }, fetchedAt: "2026-11-02T00:00:00.000Z" },
          { raw: "?", fetchedAt: "2026-11-02T00:00:00.000Z" },
        ]),
      );
      expect(rows[2]).toEqual({ raw: { vendor: { id: "2", number: "HD2", currency: "VND" } }, fetchedAt });
      expect(await read({ ...orders, resource: "other" })).toEqual([]);
    });

    it("come once each while they are being rewritten", async () => {
      const many = Array.from({ length: 1203 }, (_, index) => order(String(index)));
      await at.store.apply(page(many));
      await at.store.apply(page([reject({ id: "r1" }, "r1"), reject({ id: "r2" }, "r2")]));
      const seen: string[] = [];
      for await (const rows of at.store.rows(orders)) {
        const ids = rows.map(({ raw }) => {
          const { id, vendor } = raw as { id?: string; vendor?: { id: string } };
          return vendor?.id ?? id ?? "";
        });
        seen.push(...ids);
        await at.store.apply(
          page(ids.map((id) => (id === "r1" ? reject({ id }, id) : order(id, { number: "again" })))),
        );
      }
      // What a rejected row has become is read with the records, too.
      expect(seen).toHaveLength(1203 + 2 + 1);
      expect(new Set(seen).size).toBe(1205);
      expect(await at.place.query("select count(*) as n from orders where number = 'again'")).toEqual([{ n: 1204 }]);
    });
  });
};
