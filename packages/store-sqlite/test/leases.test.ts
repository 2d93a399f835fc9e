import { hostname } from "node:os";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../sync/test/store/pages.ts";
import { openForWriting } from "../src/database.ts";
import { sqliteStore } from "../src/index.ts";
import { SqliteStore } from "../src/sqlite-store.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = folder.path("company.db");
});

afterEach(() => {
  vi.useRealTimers();
  folder.remove();
});

describe("a lease", () => {
  it("is kept alive while its holder waits for a vendor", async () => {
    vi.useFakeTimers();
    const store = sqliteStore(path);
    const other = sqliteStore(path);
    const lease = await store.lease("shop");
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    await expect(other.lease("shop")).rejects.toMatchObject({ code: "conflict" });
    await lease.release();
    expect(vi.getTimerCount()).toBe(0);
    await other.lease("shop");
    await other.close();
    await store.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["of a process that has died here", { host: hostname(), pid: 2 ** 22 + 1, age: 0 }, true],
    ["of another machine", { host: "elsewhere", pid: 2 ** 22 + 1, age: 59_000 }, false],
    ["of another machine, silent for a minute", { host: "elsewhere", pid: 1, age: 61_000 }, true],
    ["of a process that runs here", { host: hostname(), pid: 1, age: 0 }, false],
    ["of a process that hangs here", { host: hostname(), pid: 1, age: 61_000 }, true],
  ])("%s is free: %o", async (_, { host, pid, age }, isFree) => {
    const database = openForWriting(path);
    const store = new SqliteStore(path, database);
    database
      .prepare("insert into _leases (connection, holder, pid, host, renewed_at) values ('shop', 'x', ?, ?, ?)")
      .run(pid, host, new Date(Date.now() - age).toISOString());
    if (isFree) await store.lease("shop");
    else {
      await expect(store.lease("shop")).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(`process ${pid} on ${host}`),
      });
    }
    await store.close();
  });
});
