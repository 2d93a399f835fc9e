import { randomUUID } from "node:crypto";
import type { DurableStore } from "@opensme/sync";
import { entityTables } from "@opensme/sync/sql";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { order, orders, page } from "../../sync/test/store/pages.ts";
import { Database } from "../src/database.ts";
import { openReader, postgresStore, postgresStores } from "../src/index.ts";
import { migrate } from "../src/schema.ts";
import { type TestDatabase, testDatabase } from "./postgres.ts";

let database: TestDatabase;
let fresh: TestDatabase;
let tenant: string;
let store: DurableStore;

beforeAll(async () => {
  database = await testDatabase();
}, 120_000);

beforeEach(async () => {
  tenant = randomUUID();
  store = await postgresStore(database.address, { tenant });
  await store.lease("shop");
});

afterEach(async () => {
  vi.useRealTimers();
  await store.close();
});

const ask = (sql: string): Promise<Record<string, unknown>[]> => database.sql(sql, tenant);

const cutConnections = (): Promise<unknown> =>
  ask(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );

const addressWith = (change: (url: URL) => void): string => {
  const url = new URL(database.address);
  change(url);
  return url.href;
};

describe("a store that cannot be opened says why, without its password", () => {
  const cases: [string, () => string, string, RegExp][] = [
    ["no address", () => "company.db", "config", /must be like postgres:/],
    ["another program's address", () => "mysql://u:secret-word@h/d", "config", /must be like postgres:/],
    [
      "nobody listens",
      () =>
        addressWith((url) => {
          url.port = "1";
        }),
      "unavailable",
      /cannot be reached.*Check that it runs/,
    ],
    [
      "no such host",
      () =>
        addressWith((url) => {
          url.hostname = "nowhere.invalid";
        }),
      "config",
      /no such host/,
    ],
    [
      "no such database",
      () =>
        addressWith((url) => {
          url.pathname = "/nothing";
        }),
      "config",
      /no such database. Create it/,
    ],
    [
      "no such user",
      () =>
        addressWith((url) => {
          url.username = "nobody";
        }),
      "config",
      /refuses the user or password/,
    ],
    [
      "no such schema",
      () =>
        addressWith((url) => {
          url.searchParams.set("options", "-csearch_path=gone");
        }),
      "config",
      /no schema to create tables in/,
    ],
  ];
  it.each(cases)("%s", async (_, address, code, message) => {
    const error = await postgresStore(address()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(String(error)).not.toContain("secret-word");
    await expect(openReader(address())).rejects.toMatchObject({ code });
  });
});

describe("a database that is not ours", () => {
  beforeEach(async () => {
    fresh = await testDatabase();
  });

  it("is left alone where another program has a table of a name of ours; a schema of its own helps", async () => {
    await fresh.sql("create table orders (id int)");
    await expect(postgresStore(fresh.address)).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("has a table orders of another program, and is left alone"),
    });
    expect(await fresh.sql("select tablename from pg_tables where schemaname = 'public'")).toEqual([
      { tablename: "orders" },
    ]);
    await fresh.sql("create schema opensme");
    const own = await postgresStore(`${fresh.address}?options=-csearch_path%3Dopensme`);
    await own.lease("shop");
    await own.apply(page([order("1")]));
    await own.close();
    expect(await fresh.sql("select id from opensme.orders")).toEqual([{ id: "1" }]);
  });

  it("is left alone where a newer version wrote it", async () => {
    const newer = await postgresStore(fresh.address);
    await newer.close();
    await fresh.sql("update _layout set version = 99");
    const refusal = {
      code: "config",
      message: expect.stringMatching(/newer OpenSME.*Upgrade @opensme\/store-postgres/),
    };
    await expect(postgresStore(fresh.address)).rejects.toMatchObject(refusal);
    await expect(openReader(fresh.address)).rejects.toMatchObject(refusal);
  });

  it("is not asked through a user who sees all tenants", async () => {
    const opened = await postgresStore(fresh.address, { tenant: "acme" });
    await opened.close();
    await expect(openReader(fresh.asSuperuser, { tenant: "acme" })).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/sees the rows of all tenants/),
    });
  });
});

describe("a model that has grown", () => {
  it("adds its columns and tables, keeps what was there, and writes nothing where nothing is missing", async () => {
    fresh = await testDatabase();
    const earlier = entityTables
      .filter(({ entity }) => entity !== "leaveRequest")
      .map((table) => ({
        ...table,
        columns: table.columns.filter(({ name }) => name !== "note"),
        children: table.children.filter(({ field }) => field !== "charges"),
      }));
    const older = new Database(fresh.address, {}, { pipeline: true });
    await migrate(older, earlier);
    await older.close();
    const reader = await openReader(fresh.address);
    const names = (await reader.tables()).map(({ name }) => name);
    expect(names).toContain("orders");
    expect(names).not.toContain("order_charges");
    await fresh.sql("alter table orders add column mood text");

    const grown = await postgresStore(fresh.address);
    await grown.lease("shop");
    await grown.apply(page([order("1", { note: "mới", charges: [{ amount: "5" }] })]));
    await grown.close();
    expect((await reader.tables()).map(({ name }) => name)).toContain("order_charges");
    await reader.close();
    expect(await fresh.sql("select note, mood, amount from orders join order_charges on order_id = orders.id")).toEqual(
      [{ note: "mới", mood: null, amount: "5" }],
    );
    const catalog = "select max(xmin::text::bigint) as last from pg_class";
    const before = await fresh.sql(catalog);
    await (await postgresStore(fresh.address)).close();
    expect(await fresh.sql(catalog)).toEqual(before);
  });
});

describe("a connection that breaks", () => {
  it("between two pages is replaced", async () => {
    await store.apply(page([order("1")]));
    await cutConnections();
    await store.apply(page([order("2")])).catch(() => undefined);
    await store.apply(page([order("2")]));
    expect(await ask("select count(*) as n from orders")).toEqual([{ n: 2 }]);
  });

  it("within a page takes the page with it: all of it or nothing is there, and the error may be tried again", async () => {
    const blocker = new Database(database.address, { tenant }, { pipeline: false });
    let waiting: Promise<unknown> = Promise.resolve();
    await blocker.transaction(async ({ client }) => {
      await client.query("lock table order_lines in access exclusive mode");
      waiting = store.apply(page([order("1", { lines: [{ code: "A" }] })])).catch((error: unknown) => error);
      await vi.waitFor(async () => {
        expect(await ask("select 1 from pg_locks where not granted")).toHaveLength(1);
      });
      await ask("select pg_terminate_backend(pid) from pg_locks where not granted");
    });
    await blocker.close();
    expect(await waiting).toMatchObject({ code: "unavailable", retryable: true });
    expect(await ask("select * from orders")).toEqual([]);
    await store.apply(page([order("1", { lines: [{ code: "A" }] })]));
    expect(await ask("select code from order_lines")).toEqual([{ code: "A" }]);
  });
});

describe("a statement that fails", () => {
  it("is the one that the error tells of, and not those that were refused behind it", async () => {
    const own = new Database(database.address, { tenant }, { pipeline: true });
    const failing = own.transaction(async ({ run, send }) => {
      send("INSERT INTO _sweep VALUES ($1, 'shop', 'orders', '1')");
      send("SELECT 1 / 0 WHERE $1 <> ''");
      await run("SELECT count(*) FROM _sweep WHERE tenant = $1");
    });
    await expect(failing).rejects.toThrow("division by zero");
    await own.close();
    expect(await ask("select * from _sweep")).toEqual([]);
  });
});

describe("a lock of another session", () => {
  it("is waited for five seconds, and then the page can be tried again", async () => {
    const blocker = new Database(database.address, { tenant }, { pipeline: false });
    await blocker.transaction(async ({ client }) => {
      await client.query("lock table orders in access exclusive mode");
      await expect(store.apply(page([order("1")]))).rejects.toMatchObject({
        code: "unavailable",
        retryable: true,
        message: expect.stringContaining("is locked"),
      });
    });
    await blocker.close();
    expect(await store.apply(page([order("1")]))).toMatchObject({ created: 1 });
  });
});

describe("a lease", () => {
  it("is kept alive while its holder waits for a vendor, and only as long as it is held", async () => {
    await store.close();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    store = await postgresStore(database.address, { tenant });
    const lease = await store.lease("shop");
    await ask("update _leases set renewed_at = '2026-01-01'");
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(async () => {
      expect(await ask("select 1 from _leases where renewed_at > now() - interval '1 minute'")).toHaveLength(1);
    });
    await lease.release();
    expect(vi.getTimerCount()).toBe(0);
    expect(await ask("select * from _leases")).toEqual([]);
    await store.lease("shop");
    await store.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that was lost stops its holder's next page, though both stores live in one process", async () => {
    await ask("update _leases set renewed_at = '2026-01-01'");
    const other = await postgresStore(database.address, { tenant });
    await other.lease("shop");
    await expect(store.apply(page([order("1")]))).rejects.toMatchObject({ code: "conflict" });
    await expect(store.settle("shop", ["d"])).rejects.toMatchObject({ code: "conflict" });
    expect(await other.state(orders)).toBeUndefined();
    await other.close();
  });

  const sessions = () =>
    database.sql(
      "select pid, state, backend_xid, backend_xmin from pg_stat_activity where datname = current_database() and application_name = 'opensme leases'",
    );
  const gone = (): Promise<void> => vi.waitFor(async () => expect(await sessions()).toEqual([]));

  it("is known to be nobody's by a transaction that holds up no vacuum, and is opened again when it breaks off", async () => {
    const [first, ...others] = await sessions();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ state: "idle in transaction", backend_xid: null, backend_xmin: null });

    await database.sql(`select pg_terminate_backend(${first?.["pid"]})`);
    await vi.waitFor(
      async () => {
        const [again] = await sessions();
        expect(again).toMatchObject({ state: "idle in transaction" });
        expect(again?.["pid"]).not.toBe(first?.["pid"]);
      },
      { timeout: 10_000 },
    );
    const other = await postgresStore(database.address, { tenant });
    await expect(other.lease("shop")).rejects.toMatchObject({ code: "conflict" });
    await store.close();
    await other.lease("shop");
    await other.close();
    await gone();
  });

  it("is free at once where it was left by a process that is no more", async () => {
    await ask("update _leases set holder = 'gone/gone', renewed_at = now()");
    const other = await postgresStore(database.address, { tenant });
    await other.lease("shop");
    await expect(store.apply(page([order("1")]))).rejects.toMatchObject({ code: "conflict" });
    await other.close();
  });

  it("is shared by the stores of many tenants as one session", async () => {
    await store.close();
    await gone();
    const stores = await postgresStores(database.address);
    for (const name of ["a", "b", "c"]) await stores.of(name).lease("shop");
    expect(await sessions()).toHaveLength(1);
    await stores.close();
  });

  it("cannot be taken while a person is being forgotten, however long that takes", async () => {
    await store.apply(page([order("1")]));
    const blocker = new Database(database.address, { tenant }, { pipeline: false });
    await blocker.transaction(async ({ client }) => {
      await client.query("lock table contacts in access exclusive mode");
      const forgetting = store.forget({ connection: "shop", entity: "contact", id: "1" });
      forgetting.catch(() => undefined);
      await vi.waitFor(() =>
        expect(ask("select 1 from _leases for update nowait")).rejects.toThrow("could not obtain lock"),
      );
      await client.query("rollback; begin");
      await expect(forgetting).rejects.toMatchObject({ code: "not_found" });
    });
    await blocker.close();
  });
});
