import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { entityTables } from "@opensme/sync/sql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orders, temporaryFolder } from "../../sync/test/store/pages.ts";
import { openForWriting } from "../src/database.ts";
import { openReader, sqliteStore } from "../src/index.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path("company.db");
});

afterEach(() => folder.remove());

const scripts = {
  open: new URL("./processes/open.ts", import.meta.url),
  migrate: new URL("./processes/migrate.ts", import.meta.url),
  read: new URL("./processes/read.ts", import.meta.url),
  write: new URL("./processes/write.ts", import.meta.url),
};

const start = (
  script: keyof typeof scripts,
  args: readonly (string | number)[],
  options: SpawnOptions = {},
): ChildProcess =>
  spawn(process.execPath, ["--conditions=@opensme/source", fileURLToPath(scripts[script]), ...args.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });

const output = async ({ stdout }: ChildProcess): Promise<string> => (stdout ? text(stdout) : "");

const run = (...[script, args, options]: Parameters<typeof start>): Promise<string> =>
  output(start(script, args, options));

const look = (sql: string): Record<string, unknown> => {
  const reader = openReader(path);
  const [row] = reader.query(sql).rows;
  reader.close();
  return { ...row };
};

describe("several processes", () => {
  it("read whole pages only, while another writes", async () => {
    await sqliteStore(path).close();
    const readers = [1, 2, 3].map(() => run("read", [path, 6000, 100]));
    expect(await run("write", [path, "shop", 60, 100])).toMatch(/page 60\ndone\n$/);
    for (const answer of await Promise.all(readers)) {
      const { reads, wrong } = JSON.parse(answer);
      expect(wrong).toEqual([]);
      expect(reads).toBeGreaterThan(2);
    }
  });

  it("create a database at the same moment", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => run("open", [path, "write"])));
    expect(answers).toEqual(Array(4).fill("opened"));
  });

  it("write different connections beside each other", async () => {
    const answers = await Promise.all(["shop", "stall"].map((name) => run("write", [path, name, 30, 50])));
    expect(answers.map((answer) => answer.split("\n").at(-2))).toEqual(["done", "done"]);
    expect(look("select count(*) as orders, count(distinct connection) as connections from orders")).toEqual({
      orders: 3000,
      connections: 2,
    });
  });

  it("do not write one connection at the same time", async () => {
    const store = sqliteStore(path);
    const lease = await store.lease("shop");
    expect(await run("write", [path, "shop", 1, 1])).toMatch(
      new RegExp(`^conflict: Connection "shop" is being synced by process ${process.pid} on .*Wait until it is done`),
    );
    await lease.release();
    expect(await run("write", [path, "shop", 1, 1])).toMatch(/done\n$/);
    await store.close();
  });
});

describe("a writer that is killed", () => {
  it("leaves whole pages behind, and its lease to the next at once", async () => {
    let stored = 0;
    for (const pages of [1, 6, 9]) {
      const writer = start("write", [path, "shop", 1000, 40]);
      let told = "";
      for await (const chunk of writer.stdout ?? []) {
        told += chunk;
        if (told.includes(`page ${pages}\n`) || told.includes(": ")) break;
      }
      expect(told).not.toContain(": ");
      writer.kill("SIGKILL");
      await new Promise((resolve) => writer.once("close", resolve));
      const row = look(
        `select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines, json_extract(state, '$.pass.cursor') as pages from _streams`,
      );
      expect(row).toEqual({
        orders: Number(row["pages"]) * 40,
        lines: Number(row["pages"]) * 120,
        pages: row["pages"],
      });
      expect(row["pages"]).toBeGreaterThanOrEqual(Math.max(pages, stored));
      stored = Number(row["pages"]);
    }
    expect(look("select * from pragma_integrity_check")).toEqual({ integrity_check: "ok" });
    const store = sqliteStore(path);
    await store.lease("shop");
    expect(await store.state(orders)).toMatchObject({ pass: { cursor: stored } });
    await store.close();
  });
});

describe("a migration that is killed", { timeout: 60_000 }, () => {
  it("leaves a new database empty, and the next process creates it", async () => {
    expect(await run("migrate", [path, 3])).toBe("");
    expect(await run("open", [path, "write"])).toBe("opened");
    expect(look("select count(*) as orders from orders")).toEqual({ orders: 0 });
  });

  it("leaves the tables and records as they were, and the next process adds what is missing", async () => {
    const earlier = entityTables
      .filter(({ entity }) => entity !== "leaveRequest")
      .map((table) => ({ ...table, columns: table.columns.filter(({ name }) => name !== "note") }));
    const database = openForWriting(path, earlier);
    database.exec(
      "insert into orders (connection, id, _resource, _fetched_at, _hash, _raw) values ('shop', '1', 'orders', '2026', 'h', '{}')",
    );
    database.close();
    expect(await run("migrate", [path, 2])).toBe("");
    const reader = openReader(path);
    expect(() => reader.query("select note from orders")).toThrow("no such column");
    expect(() => reader.query("select note from contacts")).toThrow("no such column");
    reader.close();

    expect(await run("open", [path, "write"])).toBe("opened");
    expect(look("select id, note, (select count(*) from leave_requests) as requests from orders")).toEqual({
      id: "1",
      note: null,
      requests: 0,
    });
    expect(look("select * from pragma_integrity_check")).toEqual({ integrity_check: "ok" });
  });
});

// Root may write anywhere, so the tests of permissions run as nobody where they are started by root.
const asNobody: SpawnOptions = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

describe.skipIf(process.platform === "win32")("a folder that cannot be written to", () => {
  beforeEach(async () => {
    chmodSync(folder.path("."), 0o755);
    mkdirSync(folder.path("closed"));
    path = folder.path("closed/company.db");
  });
  afterEach(() => chmodSync(folder.path("closed"), 0o755));

  it("cannot take a new database", async () => {
    chmodSync(folder.path("closed"), 0o555);
    expect(await run("open", [path, "write"], asNobody)).toMatch(
      /^config: The database .*company\.db cannot be opened: its folder .*closed cannot be written to/,
    );
  });

  it("has a database that can neither be written nor read beside a writer", async () => {
    await run("write", [path, "shop", 1, 1]);
    chmodSync(path, 0o444);
    chmodSync(folder.path("closed"), 0o555);
    expect(await run("open", [path, "write"], asNobody)).toMatch(
      /^config: The database .*company\.db cannot be written to\. Check that you may write both the file and its folder/,
    );
    expect(await run("open", [path, "read"], asNobody)).toMatch(/its folder, .*closed: SQLite keeps two small files/);
  });
});
