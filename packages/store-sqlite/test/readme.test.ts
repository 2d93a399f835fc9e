import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { order, orders, page, reject, temporaryFolder, upsert } from "../../sync/test/store/pages.ts";
import { openReader, sqliteStore } from "../src/index.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const examples = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = ""]) => sql);

it("the examples of the README answer what they say", async () => {
  const folder = temporaryFolder();
  const store = sqliteStore(folder.path("company.db"));
  await store.lease("shop");
  const put = (entity: "invoice" | "order" | "timeEntry" | "contact", changes: ReturnType<typeof upsert>[]) =>
    store.apply(page(changes, { stream: { ...orders, resource: `${entity}s`, entity } }));

  const lan = { id: "c1", name: "Lan" };
  const invoice = (id: string, fields: object) => upsert("invoice", { id, contact: lan, status: "open", ...fields });
  await put("invoice", [
    invoice("1", { due: "100.5", dueDate: "2026-01-31" }),
    invoice("2", { due: "50", dueDate: "2026-02-28", status: "partially-paid" }),
    invoice("3", { due: "70", dueDate: "2999-01-01" }),
    invoice("4", { due: "0", dueDate: "2026-01-01", status: "paid" }),
    invoice("5", { due: "900", dueDate: "2026-03-01", contact: { id: "c2", name: "Minh" } }),
  ]);
  const sale = (id: string, quantity: string, placedAt: string) =>
    order(id, {
      kind: "sale",
      status: "completed",
      placedAt,
      total: "250000",
      location: { id: "l", name: "Quận 1" },
      lines: [{ item: { id: "i", name: "Cà phê" }, quantity }],
    });
  const withChannel = upsert(
    "order",
    { id: "13", number: "HD13", status: "cancelled" },
    { usingCod: true, SaleChannel: { Name: "Facebook" } },
  );
  await put("order", [
    sale("11", "2", "2026-11-01T16:59:59.000Z"),
    sale("12", "1.5", "2026-11-01T17:00:00.000Z"),
    withChannel,
    reject({ id: 14 }, "14"),
    reject({ id: 15 }, "15"),
  ]);
  await put("timeEntry", [upsert("timeEntry", { id: "t", employee: { id: "e" }, date: "2026-11-02", hours: "7.5" })]);
  await put("contact", [upsert("contact", { ...lan, emails: ["lan@example.com", "ke.toan@example.com"] })]);
  await store.close();

  const reader = openReader(folder.path("company.db"));
  const [overdue, best, perHour, emails, raw, rejects, ...others] = examples.map((sql) => [...reader.query(sql).rows]);
  reader.close();
  folder.remove();
  expect(overdue).toEqual([
    { contact_name: "Minh", overdue: 900, since: "2026-03-01" },
    { contact_name: "Lan", overdue: 150.5, since: "2026-01-31" },
  ]);
  expect(best).toEqual([
    { day: "2026-11-01", shop: "Quận 1", item: "Cà phê", sold: 2 },
    { day: "2026-11-02", shop: "Quận 1", item: "Cà phê", sold: 1.5 },
  ]);
  expect(perHour).toEqual([{ day: "2026-11-02", sales: 250_000, hours: 7.5, sales_per_hour: 33_333 }]);
  expect(emails).toEqual([
    { name: "Lan", email: "lan@example.com" },
    { name: "Lan", email: "ke.toan@example.com" },
  ]);
  expect(raw).toEqual([{ number: "HD13", channel: "Facebook" }]);
  expect(rejects).toEqual([
    { connection: "shop", resource: "orders", field: "total", problem: "expected a number", count: 2 },
  ]);
  expect(others).toEqual([]);
});
