import type { Store, StoredChange } from "@opensme/sync";
import { describe, expect, it } from "vitest";
import { fetchedAt, gone, order, orders, page, reject, sweeping, upsert } from "./pages.ts";

const customers = { connection: "shop", resource: "customers", entity: "contact" } as const;

const collect = async (store: Store, options?: Parameters<Store["changes"]>[0]): Promise<StoredChange[]> =>
  Array.fromAsync(store.changes(options));

const told = (changes: readonly StoredChange[]): string[] =>
  changes.map(({ type, stream, id }) => `${type === "upsert" ? "" : "-"}${stream.resource} ${id}`);

/** The changes of a store, as others follow them. */
export const changesSuite = (at: { store: Store }): void => {
  describe("the changes", () => {
    it("begin with the records that are there, and go on with what changes", async () => {
      await at.store.apply(page([order("1"), order("2"), reject({}, "3")]));
      await at.store.apply(page([upsert("contact", { id: "1", name: "Lan" })], { stream: customers }));
      const first = await collect(at.store);
      expect(told(first)).toEqual(["customers 1", "orders 1", "orders 2"]);
      expect(first[1]).toMatchObject({
        type: "upsert",
        stream: orders,
        record: { id: "1", number: "HD1", currency: "VND" },
        raw: { vendor: { id: "1" } },
        fetchedAt,
      });

      const since = first.at(-1)?.position;
      expect(await collect(at.store, { since })).toEqual([]);
      await at.store.apply(page([order("2"), order("4"), gone("1")]));
      await at.store.apply(page([order("4", { number: "HD4b" }), order("5"), gone("9")]));
      const next = await collect(at.store, { since });
      expect(told(next)).toEqual(["-orders 1", "orders 4", "orders 5"]);
      expect(next[1]).toMatchObject({ record: { number: "HD4b" } });
      expect(await collect(at.store, { since: next.at(-1)?.position })).toEqual([]);
    });

    it("tell what was found absent", async () => {
      await at.store.apply(page([order("1"), order("2"), order("3")]));
      const since = (await collect(at.store)).at(-1)?.position;
      await at.store.beginSweep(orders);
      await at.store.apply(page([order("2")], { state: sweeping }));
      await at.store.endPass(orders, { mapping: "1.0.0" }, { deleteAbsent: true, at: fetchedAt });
      expect(told(await collect(at.store, { since })).toSorted()).toEqual(["-orders 1", "-orders 3"]);
    });

    it("can be gone on with from any of them", async () => {
      await at.store.apply(page([order("1"), order("2"), order("3")]));
      const [one, two] = await collect(at.store);
      expect(told(await collect(at.store, { since: one?.position }))).toEqual(["orders 2", "orders 3"]);
      await at.store.apply(page([order("1", { number: "HD1b" }), order("4")]));
      const rest = await collect(at.store, { since: two?.position });
      expect(told(rest)).toEqual(["orders 3", "orders 4", "orders 1", "orders 4"]);
    });

    it("are those of one connection or entity where asked for", async () => {
      await at.store.apply(page([order("1")]));
      await at.store.apply(page([upsert("contact", { id: "1", name: "Lan" })], { stream: customers }));
      expect(told(await collect(at.store, { entity: "contact" }))).toEqual(["customers 1"]);
      expect(await collect(at.store, { connection: "stall" })).toEqual([]);
      const since = (await collect(at.store)).at(-1)?.position;
      await at.store.apply(page([order("2")]));
      await at.store.apply(page([upsert("contact", { id: "2", name: "Nga" })], { stream: customers }));
      expect(told(await collect(at.store, { since, entity: "contact" }))).toEqual(["customers 2"]);
    });

    it("of many pages come in order, each record where it changed last", async () => {
      await at.store.apply(page([order("0")]));
      const since = (await collect(at.store)).at(-1)?.position;
      for (let turn = 1; turn <= 70; turn += 1)
        await at.store.apply(page([order("0", { number: `turn ${turn}` }), order(String(turn))]));
      const changes = await collect(at.store, { since });
      const ids = changes.map(({ id }) => id);
      expect(ids.filter((id) => id !== "0")).toEqual(Array.from({ length: 70 }, (_, index) => String(index + 1)));
      expect(ids.filter((id) => id === "0")).toHaveLength(2);
      expect(changes.find(({ id }) => id === "0")).toMatchObject({ record: { number: "turn 70" } });
    });

    it("do not go on from the position of another store, nor from what is none", async () => {
      await at.store.apply(page([order("1")]));
      await expect(collect(at.store, { since: "1-abc" })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("Read everything again"),
      });
      await expect(collect(at.store, { since: "99-abc" })).rejects.toMatchObject({ code: "conflict" });
      for (const since of ["abc", "1|{}", 'abc|["a","b","c"]'])
        await expect(collect(at.store, { since })).rejects.toMatchObject({
          code: "invalid",
          message: expect.stringContaining("Give one that came with a change"),
        });
    });

    it("of an empty store are none", async () => {
      expect(await collect(at.store)).toEqual([]);
    });
  });
};
