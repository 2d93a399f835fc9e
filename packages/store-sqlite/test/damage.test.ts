import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { order, orders, page, temporaryFolder } from "../../sync/test/store/pages.ts";
import { openForWriting } from "../src/database.ts";
import { openReader, sqliteStore } from "../src/index.ts";
import { SqliteStore } from "../src/sqlite-store.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path("company.db");
});

afterEach(() => folder.remove());

const orderPage = (from: number, count = 100) =>
  page(
    Array.from({ length: count }, (_, index) =>
      order(String(from + index), { note: "x".repeat(500), lines: [{ code: "A" }] }),
    ),
    { state: { mapping: "1.0.0", pass: { cursor: from, sweeps: false } } },
  );

const fill = async (): Promise<void> => {
  const store = sqliteStore(path);
  await store.lease("shop");
  await store.apply(orderPage(0, 300));
  await store.close();
};

const opened = { write: () => sqliteStore(path), read: () => openReader(path) };
const modes = ["write", "read"] as const;

describe.each(modes)("what cannot be opened to %s says why", (mode) => {
  const refusal = (message: RegExp) =>
    expect(() => opened[mode]()).toThrow(
      expect.objectContaining({ code: "config", message: expect.stringMatching(message) }),
    );

  it("text", () => {
    writeFileSync(path, "id,name\n1,Cà phê\n".repeat(100));
    refusal(/company\.db is no SQLite database, or a damaged one\. Restore it from a backup, or delete it/);
    expect(readFileSync(path, "utf8")).toMatch(/^id,name/);
  });

  it("the database of another program, which is left alone", () => {
    const other = new DatabaseSync(path);
    other.exec("create table orders (id)");
    other.close();
    const before = readFileSync(path);
    refusal(/company\.db is a database of another program/);
    expect(readFileSync(path)).toEqual(before);
  });

  it("a database of a newer layout", async () => {
    await fill();
    const database = new DatabaseSync(path);
    database.exec("pragma user_version = 99");
    database.close();
    refusal(/company\.db was written by a newer OpenSME \(layout 99, and this one knows \d+\)\. Upgrade/);
  });

  it("a folder", () => {
    mkdirSync(path);
    refusal(/company\.db cannot be opened: it is a folder/);
  });

  it("a damaged table of contents", async () => {
    await fill();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(path, bytes);
    refusal(/company\.db is no SQLite database, or a damaged one/);
  });
});

it("a missing folder is named", () => {
  path = folder.path("missing/company.db");
  expect(() => sqliteStore(path)).toThrow(
    expect.objectContaining({
      code: "config",
      message: expect.stringMatching(/there is no folder .*missing; create it, or choose another path/),
    }),
  );
});

it("damage found later names the file and loses nothing more", async () => {
  await fill();
  const size = readFileSync(path).length;
  truncateSync(path, Math.floor(size / 2));
  const damaged = expect.objectContaining({ code: "config", message: expect.stringContaining("damaged") });
  const attempt = async (): Promise<void> => {
    const store = sqliteStore(path);
    try {
      await store.lease("shop");
      await store.apply(orderPage(0, 300));
    } finally {
      await store.close();
    }
  };
  await expect(attempt()).rejects.toEqual(damaged);
});

describe("a full disk", () => {
  it("stores nothing of the page, keeps those before, and goes on once there is room", async () => {
    const database = openForWriting(path);
    const store = new SqliteStore(path, database);
    await store.lease("shop");
    await store.apply(orderPage(0));
    const { page_count: pages } = database.prepare("pragma page_count").get() as { page_count: number };
    database.exec(`pragma max_page_count = ${pages + 5}`);
    await expect(store.apply(orderPage(100))).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/^The disk is full: .*company\.db could not grow/),
    });
    const counted = () =>
      database.prepare("select count(*) as orders, (select count(*) from order_lines) as lines from orders").get();
    expect({ ...counted() }).toEqual({ orders: 100, lines: 100 });
    expect(await store.state(orders)).toMatchObject({ pass: { cursor: 0 } });
    database.exec("pragma max_page_count = 1000000");
    expect(await store.apply(orderPage(100))).toMatchObject({ created: 100 });
    expect({ ...counted() }).toEqual({ orders: 200, lines: 200 });
    await store.close();
  });
});

describe("a database that another program has locked", () => {
  it("is waited for, and then said to be locked; the same call works afterwards", async () => {
    const database = openForWriting(path);
    database.exec("pragma busy_timeout = 50");
    const store = new SqliteStore(path, database);
    await store.lease("shop");
    const browser = new DatabaseSync(path);
    browser.exec("begin immediate");
    await expect(store.apply(orderPage(0))).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringMatching(
        /company\.db is locked: another program .* such as another sync or a database browser/,
      ),
    });
    expect(await store.status()).toEqual([]);
    browser.exec("rollback");
    expect(await store.apply(orderPage(0))).toMatchObject({ created: 100 });
    browser.close();
    await store.close();
  });

  it("can be read meanwhile", async () => {
    await fill();
    const browser = new DatabaseSync(path);
    browser.exec("begin immediate");
    const reader = openReader(path);
    expect([...reader.query("select count(*) as n from orders").rows]).toEqual([{ n: 300 }]);
    reader.close();
    browser.close();
  });
});
