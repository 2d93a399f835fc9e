import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { entityTables } from "@opensme/sync/sql";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { order, orders, page } from "../../sync/test/store/pages.ts";
import { Database } from "../src/database.ts";
import { openReader, postgresStore } from "../src/index.ts";
import { migrate } from "../src/schema.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
}, 120_000);

const scripts = {
  migrate: new URL("./processes/migrate.ts", import.meta.url),
  write: new URL("./processes/write.ts", import.meta.url),
};

const start = (script: keyof typeof scripts, ...args: readonly (string | number)[]): ChildProcess =>
  spawn(
    process.execPath,
    ["--conditions=@opensme/source", fileURLToPath(scripts[script]), database.address, ...args.map(String)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );

const run = async (...args: Parameters<typeof start>): Promise<string> => {
  const { stdout } = start(...args);
  return stdout ? text(stdout) : "";
};

describe("several processes", { timeout: 60_000 }, () => {
  it("create the tables at the same moment", async () => {
    expect(await Promise.all([1, 2, 3].map(() => run("migrate")))).toEqual(["opened", "opened", "opened"]);
  });

  it("write different connections and tenants beside each other, and readers see whole pages only", async () => {
    await run("migrate");
    const reader = await openReader(database.address, { tenant: "acme" });
    let isDone = false;
    const wrong: unknown[] = [];
    const reading = (async () => {
      while (!isDone) {
        const { rows } = await reader.query(
          `select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines,
            (select sum((state -> 'pass' ->> 'cursor')::int) from _streams) as pages`,
        );
        for await (const { orders, lines, pages } of rows) {
          if (lines !== Number(orders) * 3 || Number(pages) * 50 !== orders) wrong.push({ orders, lines, pages });
        }
      }
    })();
    const writers = [
      ["acme", "shop"],
      ["acme", "stall"],
      ["other", "shop"],
    ] as const;
    const answers = await Promise.all(writers.map(([tenant, name]) => run("write", tenant, name, 20, 50)));
    isDone = true;
    await reading;
    await reader.close();
    expect(answers.map((answer) => answer.split("\n").at(-2))).toEqual(["done", "done", "done"]);
    expect(wrong).toEqual([]);
    const sql = "select connection, count(*) as orders from orders group by connection order by connection";
    expect(await database.sql(sql, "acme")).toEqual([
      { connection: "shop", orders: 1000 },
      { connection: "stall", orders: 1000 },
    ]);
    expect(await database.sql(sql, "other")).toEqual([{ connection: "shop", orders: 1000 }]);
  });

  it("do not write one connection of a tenant at the same time", async () => {
    const store = await postgresStore(database.address, { tenant: "acme" });
    const lease = await store.lease("shop");
    expect(await run("write", "acme", "shop", 1, 1)).toMatch(
      new RegExp(`^conflict: Connection "shop" is being synced by process ${process.pid} on .*Wait until it is done`),
    );
    expect(await run("write", "other", "shop", 1, 1)).toMatch(/done\n$/);
    await lease.release();
    expect(await run("write", "acme", "shop", 1, 1)).toMatch(/done\n$/);
    await store.close();
  });

  it("one of which is killed: whole pages are there, and its lease is free at once", async () => {
    const writer = start("write", "acme", "shop", 1000, 40);
    let told = "";
    for await (const chunk of writer.stdout ?? []) {
      told += chunk;
      if (told.includes("page 5\n") || told.includes(": ")) break;
    }
    expect(told).not.toContain(": ");
    writer.kill("SIGKILL");
    await once(writer, "close");
    const store = await postgresStore(database.address, { tenant: "acme" });
    expect(await database.sql("select 1 as held from _leases", "acme")).toEqual([{ held: 1 }]);
    await vi.waitFor(() => store.lease("shop"), { timeout: 5000, interval: 50 });
    const pages = Number((await store.state(orders))?.pass?.cursor);
    expect(pages).toBeGreaterThanOrEqual(5);
    expect(await database.sql("select count(*) as n from orders", "acme")).toEqual([{ n: pages * 40 }]);
    expect(await database.sql("select count(*) as n from order_lines", "acme")).toEqual([{ n: pages * 120 }]);
    await store.close();
  });
});

describe("a migration that is killed", { timeout: 60_000 }, () => {
  const columns = (): Promise<Record<string, unknown>[]> =>
    database.sql(
      "select table_name, column_name from information_schema.columns where table_schema = 'public' order by 1, 2",
    );

  it("leaves a new database empty, and the next process creates everything", async () => {
    expect(await run("migrate", 7)).toBe("");
    expect(await columns()).toEqual([]);
    expect(await run("migrate")).toBe("opened");
    const store = await postgresStore(database.address);
    await store.lease("shop");
    await store.apply(page([order("1", { lines: [{ code: "A" }] })]));
    await store.close();
  });

  it("leaves tables and records as they were, and the next process adds what is missing", async () => {
    const earlier = entityTables
      .filter(({ entity }) => entity !== "leaveRequest")
      .map((table) => ({ ...table, columns: table.columns.filter(({ name }) => name !== "note") }));
    const writer = new Database(database.address, {}, { pipeline: true });
    await migrate(writer, earlier);
    await writer.close();
    await database.sql(
      "insert into orders (tenant, connection, id, _resource, _fetched_at, _hash, _raw) values ('default', 'shop', '1', 'orders', now(), 'h', '{}')",
    );
    const before = await columns();
    expect(await run("migrate", 2)).toBe("");
    expect(await columns()).toEqual(before);
    expect(await run("migrate")).toBe("opened");
    expect(
      await database.sql("select id, note, (select count(*) from leave_requests) as requests from orders"),
    ).toEqual([{ id: "1", note: null, requests: 0 }]);
  });
});
