import type { StoredChange } from "@opensme/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { gone, order, orders, page, reject, upsert } from "./pages.ts";
import type { Subject } from "./subject.ts";

const customers = { connection: "shop", resource: "customers", entity: "contact" } as const;
const invoices = { connection: "books", resource: "invoices", entity: "invoice" } as const;
const lan = { connection: "shop", entity: "contact", id: "1" } as const;

const customer = (id: string, name: string, email: string, phone: string) =>
  upsert(
    "contact",
    { id, name, emails: [email], phones: [{ number: phone }], addresses: [{ line1: `${id} Hàng Bạc` }] },
    { id, ten: name, email, dienThoai: phone },
  );

const order1 = order("1", {
  total: "250000",
  contact: { id: "1", name: "Nguyễn Thị Lan" },
  note: "chị nguyễn thị lan gọi lại số khác",
  lines: [{ description: "Cà phê" }],
});
const order2 = upsert(
  "order",
  { id: "2", contact: { id: "2", name: "Nguyễn Thị Lan" } },
  { id: 2, khach: "Nguyễn Thị Lan" },
);
const bill = upsert(
  "invoice",
  { id: "9", number: "HD9", lines: [], note: "gửi LAN@example.com, +84 912 345 678" },
  { id: 9, sdt: 912345678, mail: "lan@example.com", so: "0912 345 678", tien: 250000 },
);
const othersBill = upsert("invoice", { id: "10", lines: [], contact: { id: "1", name: "Nguyễn Thị Lan" } }, { id: 10 });

/** One person's data is erased where it stands, and nobody else's. */
export const forgetSuite = (at: Subject): void => {
  describe("a person who is forgotten", () => {
    beforeEach(async () => {
      await at.store.close();
      at.store = await at.place.open({ history: true });
      at.lease = await at.store.lease("shop");
      const books = await at.store.lease("books");
      const people = [
        customer("1", "Nguyễn Thị Lan", "lan@example.com", "0912345678"),
        customer("2", "Nguyễn Thị Lan", "lan2@example.com", "0987654321"),
      ];
      await at.store.apply(page([customer("1", "Lan cũ", "old@example.com", "0912345678")], { stream: customers }));
      await at.store.apply(page(people, { stream: customers }));
      await at.store.apply(page([order1, order2, reject({ email: "Old@example.com" }), reject({ email: "x" }, "8")]));
      await at.store.apply(page([order("3", { note: "lan@example.com" })]));
      await at.store.apply(page([order("3", { note: "nothing" }), order("4", { note: "old@example.com" })]));
      await at.store.apply(page([gone("4")]));
      await at.store.apply(page([bill, othersBill], { stream: invoices }));
      await books.release();
    });

    const everything = async (): Promise<string> => {
      const changes = await Array.fromAsync(at.store.changes());
      const tables = ["_history", "_deletions", "_rejects"].map((table) => at.place.query(`select * from ${table}`));
      return JSON.stringify([changes, await Promise.all(tables)]);
    };
    const byId = async (): Promise<Map<string, StoredChange>> =>
      new Map(
        (await Array.fromAsync(at.store.changes())).map((change) => [`${change.stream.resource} ${change.id}`, change]),
      );

    it("is gone from records, raw rows, history, deletions and rejects, by whatever their number is written", async () => {
      const receipt = await at.store.forget(lan);
      const rest = await everything();
      for (const word of ["lan@example.com", "old@example.com", "0912345678", "912345678", "912 345 678", "Lan cũ"])
        expect(rest.toLowerCase()).not.toContain(word.toLowerCase());
      expect(receipt).toEqual({
        record: lan,
        erasedAt: expect.any(String),
        removed: 2,
        redacted: { order: 1, invoice: 1, _history: 2, _deletions: 1, _rejects: 1 },
      });
      expect(await at.store.history(lan)).toEqual([]);
    });

    it("leaves the business of the others, and what namesakes are called", async () => {
      await at.store.forget(lan);
      const records = await byId();
      expect(records.has("customers 1")).toBe(false);
      expect(records.get("customers 2")).toMatchObject({
        record: { name: "Nguyễn Thị Lan", emails: ["lan2@example.com"] },
      });
      expect(records.get("orders 2")).toMatchObject({ record: { contact: { id: "2", name: "Nguyễn Thị Lan" } } });
      expect(records.get("orders 1")).toMatchObject({
        record: {
          id: "1",
          number: "HD1",
          total: "250000",
          contact: { id: "1", name: "[erased]" },
          note: "chị [erased] gọi lại số khác",
          lines: [{ description: "Cà phê" }],
        },
      });
      expect(records.get("invoices 10")).toMatchObject({ record: { contact: { id: "1", name: "Nguyễn Thị Lan" } } });
      expect(records.get("invoices 9")).toMatchObject({
        raw: { id: 9, sdt: "[erased]", so: "[erased]", tien: 250000 },
      });
    });

    it("does not come back with what the tool sends again", async () => {
      await at.store.forget(lan);
      const before = await everything();
      const again = await at.store.apply(
        page([customer("1", "Nguyễn Thị Lan", "lan@example.com", "0912345678"), reject({ ten: "Lan" }, "1")], {
          stream: customers,
        }),
      );
      expect(again).toMatchObject({ received: 2, unchanged: 2, created: 0, rejected: 0 });
      expect(await at.store.apply(page([order1, order2]))).toMatchObject({ unchanged: 2, updated: 0 });
      expect(await everything()).toBe(before);
    });

    it("shows among the changes, for those who hold copies", async () => {
      const since = (await Array.fromAsync(at.store.changes())).at(-1)?.position;
      await at.store.forget(lan);
      const told = (await Array.fromAsync(at.store.changes({ since }))).map(({ type, stream, id }) => [
        type,
        stream.resource,
        id,
      ]);
      expect(told).toContainEqual(["delete", "customers", "1"]);
      expect(told).toContainEqual(["upsert", "orders", "1"]);
      expect(told).toContainEqual(["upsert", "invoices", "9"]);
      expect(told).toHaveLength(3);
    });

    it("must be one who is held, and a person, and nobody may be writing", async () => {
      await expect(at.store.forget({ ...lan, id: "77" })).rejects.toMatchObject({ code: "not_found" });
      await expect(at.store.forget({ ...orders, id: "1" })).rejects.toMatchObject({ code: "invalid" });
      const other = await at.place.open();
      const lease = await other.lease("books");
      await expect(at.store.forget(lan)).rejects.toMatchObject({ code: "conflict" });
      await lease.release();
      await other.close();
      await at.store.forget(lan);
      expect(await at.store.lease("books")).toBeDefined();
    });

    it("stays as long as a connection is another's, though this store had its lease", async () => {
      const other = await at.place.open();
      await at.place.execute("update _leases set renewed_at = '2026-01-01T00:00:00.000Z'");
      const lease = await other.lease("shop");
      await expect(at.store.forget(lan)).rejects.toMatchObject({ code: "conflict" });
      expect(await everything()).toContain("lan@example.com");
      await lease.release();
      await other.close();
    });
  });
};
