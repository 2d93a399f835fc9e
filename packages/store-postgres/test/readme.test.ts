import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { beforeAll, expect, it } from "vitest";
import { order, orders, page, reject, upsert } from "../../sync/test/store/pages.ts";
import { openReader, postgresStore } from "../src/index.ts";
import { runSql, type TestDatabase, testDatabase } from "./postgres.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const [setUp = "", transaction = "", restricted = "", ...examples] = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map(
  ([, sql = ""]) => sql,
);

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const store = await postgresStore(database.address, { tenant: "acme" });
  await store.lease("shop");
  const put = (entity: "invoice" | "order" | "contact", changes: ReturnType<typeof upsert>[]) =>
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
      location: { id: "l", name: "Quận 1" },
      lines: [{ item: { id: "i", name: "Cà phê" }, quantity }],
    });
  await put("order", [
    sale("11", "2", "2026-11-01T16:59:59.000Z"),
    sale("12", "1.5", "2026-11-01T17:00:00.000Z"),
    upsert("order", { id: "13", number: "HD13" }, { usingCod: true, SaleChannel: { Name: "Facebook" } }),
    reject({ id: 14 }, "14"),
    reject({ id: 15 }, "15"),
  ]);
  await put("contact", [upsert("contact", { ...lan, emails: ["lan@example.com", "ke.toan@example.com"] })]);
  await store.close();
  const other = await postgresStore(database.address, { tenant: "other" });
  await other.lease("shop");
  await other.apply(page([order("1", { number: "not yours" })]));
  await other.close();
}, 120_000);

it("the examples of the README answer what they say", async () => {
  const reader = await openReader(database.address, { tenant: "acme" });
  const answers: unknown[] = [];
  for (const sql of examples) answers.push(await Array.fromAsync((await reader.query(sql)).rows));
  await reader.close();
  expect(answers).toEqual([
    [
      { contact_name: "Minh", overdue: 900, since: "2026-03-01" },
      { contact_name: "Lan", overdue: 150.5, since: "2026-01-31" },
    ],
    [
      { day: "2026-11-01", shop: "Quận 1", item: "Cà phê", sold: 2 },
      { day: "2026-11-02", shop: "Quận 1", item: "Cà phê", sold: 1.5 },
    ],
    [
      { name: "Lan", email: "lan@example.com" },
      { name: "Lan", email: "ke.toan@example.com" },
    ],
    [{ number: "HD13", channel: "Facebook" }],
    [{ connection: "shop", resource: "orders", field: "total", problem: "expected a number", count: 2 }],
  ]);
});

it("the user and the database can be made as it says", async () => {
  const { named, run } = onTheServer();
  for (const statement of setUp.split(";\n").filter(Boolean)) await run(statement);
  const address = new URL(database.address);
  address.username = named("opensme");
  address.password = "a-long-password";
  address.pathname = `/${named("company")}`;
  const store = await postgresStore(address.href);
  await store.lease("shop");
  await store.apply(page([order("1")]));
  await store.close();
  await run("drop database company with (force)");
  await run("drop role opensme");
});

it("a transaction sees the tenant that it names", async () => {
  const client = new Client(database.address);
  await client.connect();
  const [, , answer] = (await client.query(transaction)) as unknown as { rows: unknown[] }[];
  await client.end();
  expect(answer?.rows).toEqual([{ count: "3" }]);
});

it("the restricted user cannot leave its tenant", async () => {
  const { named, run } = onTheServer();
  await run(restricted);
  const address = new URL(database.address);
  address.username = named("acme_reader");
  address.password = "another-long-password";
  const reader = await openReader(address.href, { tenant: "acme" });
  const numbers = async (sql: string): Promise<unknown[]> =>
    (await Array.fromAsync((await reader.query(sql)).rows)).map((row) => row["number"]);
  expect(await numbers("select number from orders")).toContain("HD13");
  const leave = "set_config('opensme.tenant', 'other', true)";
  expect(await numbers(`select number, ${leave} from orders`)).not.toContain("not yours");
  expect(
    await numbers(`with e as materialized (select ${leave} as tenant) select number from e, orders`),
  ).not.toContain("not yours");
  await reader.close();
  expect(await runSql(address.href, "select * from orders", "other")).toEqual([]);
  await expect(runSql(address.href, "delete from orders", "acme")).rejects.toThrow("permission denied");
  await run("drop owned by acme_reader");
  await run("drop role acme_reader");
});

/** Runs statements of the README as the server's superuser. Roles and databases belong to the whole server, so these get names of their own. */
const onTheServer = () => {
  const suffix = database.asSuperuser.slice(-12);
  const named = (sql: string): string => sql.replace(/\b(opensme|company|acme_reader)\b(?!\.tenant)/g, `$1_${suffix}`);
  return { named, run: (sql: string) => runSql(database.asSuperuser, named(sql)) };
};
