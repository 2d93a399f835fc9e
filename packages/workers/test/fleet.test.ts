import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { TestClock } from "pg-boss";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runSql, type TestDatabase, testDatabase } from "../../store-postgres/test/postgres.ts";
import { type Workers, workers } from "../src/index.ts";
import { postgresQueue } from "../src/postgres-queue.ts";
import type { Queue } from "../src/queue.ts";
import { openMill, secret, startVendor, told, type Vendor } from "./vendor.ts";

let vendor: Vendor;
let database: TestDatabase;
const children: ChildProcess[] = [];
const running: Workers[] = [];

beforeEach(async () => {
  vendor = await startVendor();
  database = await testDatabase();
}, 60_000);

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await Promise.all(running.splice(0).map((one) => one.stop()));
  await vendor[Symbol.asyncDispose]();
});

const key = { tenant: "acme", connection: "c1" };

/** Starts a machine in a process of its own, and collects what it says. */
const startMachine = async (name: string): Promise<{ child: ChildProcess; says: string[] }> => {
  const script = fileURLToPath(new URL("processes/work.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--conditions=@opensme/source", script, name, database.address, vendor.gateway],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.push(child);
  const says: string[] = [];
  if (child.stdout) createInterface(child.stdout).on("line", (line) => says.push(line));
  await vi.waitFor(() => expect(says).toContain("ready"), { timeout: 20_000 });
  return { child, says };
};

const startHere = async (options: Partial<Parameters<typeof workers>[0]> = {}): Promise<Workers> => {
  const started = await workers({
    database: database.address,
    connections: () => [key],
    connect: () => ({ connection: openMill(vendor.gateway, "acme/c1", "here"), secret }),
    concurrency: 0,
    retries: { limit: 3, delay: 0 },
    ...options,
  });
  running.push(started);
  return started;
};

const held = (): Promise<Record<string, unknown>[]> =>
  database.sql("select id, name from items where connection = 'c1' order by id::int", "acme");

const truth = (): Record<string, unknown>[] =>
  [...(vendor.accounts.get("acme/c1") ?? [])].map(([id, name]) => ({ id, name }));

describe("a fleet", { timeout: 60_000 }, () => {
  it("takes over the work of a machine that was killed, and two are never at one connection", async () => {
    vendor.fill("acme/c1", 600);
    vendor.latency = 150;
    const asking = await startHere({ heartbeat: 10 });
    const first = await startMachine("first");
    await asking.sync(key);
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(3), { timeout: 10_000 });
    await startHere({ concurrency: 5, heartbeat: 10 });
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const stored = (await held()).length;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(600);
    vendor.latency = 0;
    // A minute passes: nothing was heard of the job and of the lease.
    await database.sql("update _leases set renewed_at = renewed_at - interval '1 minute'", "acme");
    await database.sql("update opensme_workers.job set heartbeat_on = heartbeat_on - interval '1 minute'");
    await vi.waitFor(async () => expect(await held()).toEqual(truth()), { timeout: 40_000, interval: 200 });
    expect(await asking.dead()).toEqual([]);
    const askers = vendor.asked.map(({ worker }) => worker);
    expect(askers.lastIndexOf("first")).toBeLessThan(askers.indexOf("here"));
    // It went on behind the last page that was stored.
    expect(vendor.asked.find(({ worker }) => worker === "here")?.after).toBe(String(stored));
  });

  it("hands over what a machine leaves that is told to stop", async () => {
    vendor.fill("acme/c1", 300);
    vendor.latency = 150;
    const asking = await startHere();
    const first = await startMachine("first");
    await asking.sync(key);
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(3), { timeout: 10_000 });
    first.child.kill("SIGTERM");
    const [code] = await once(first.child, "exit");
    expect(code).toBe(0);
    expect(first.says).toEqual(["ready", "again"]);
    vendor.latency = 0;
    await startHere({ concurrency: 5 });
    await vi.waitFor(async () => expect(await held()).toEqual(truth()), { timeout: 10_000, interval: 200 });
    const pages = vendor.asked.map(({ after }) => after);
    expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(1);
  });

  it("leaves a connection alone that something else is syncing, and comes back", async () => {
    vendor.fill("acme/c1", 10);
    const ended: string[] = [];
    const here = await startHere({
      concurrency: 1,
      onEvent: (event) => event.type === "job-ended" && ended.push(JSON.stringify(event.ending)),
    });
    const { postgresStore } = await import("@opensme/store-postgres");
    const other = await postgresStore(database.address, { tenant: "acme" });
    const lease = await other.lease("c1");
    await here.sync(key);
    await vi.waitFor(() => expect(ended).toHaveLength(1), { timeout: 10_000 });
    expect(JSON.parse(ended[0] ?? "")).toMatchObject({ type: "again", after: 10, reason: "busy" });
    expect(vendor.asked).toEqual([]);
    await lease.release();
    await other.close();
    // Asked for again, it need not wait for its time.
    expect(await here.sync(key)).toBe(false);
    await vi.waitFor(() => expect(ended).toContain('{"type":"done"}'), { timeout: 10_000 });
    expect(await held()).toEqual(truth());
  });

  it("goes on when the database has cut all its connections", async () => {
    vendor.fill("acme/c1", 100);
    vendor.latency = 100;
    const here = await startHere({ concurrency: 2, heartbeat: 10 });
    await here.sync(key);
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(2), { timeout: 10_000 });
    await runSql(
      database.asSuperuser,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await vi.waitFor(async () => expect(await held()).toEqual(truth()), { timeout: 30_000, interval: 200 });
    expect(await here.dead()).toEqual([]);
  });

  it("says what is wrong with its settings", async () => {
    await expect(startHere({ schedules: [{ cron: "every day" }] })).rejects.toMatchObject({
      code: "config",
      message: 'The schedule "every day" in UTC is not valid: it needs five fields. Write it as "*/15 * * * *".',
    });
    await expect(startHere({ schedules: [{ cron: "0 3 * * *", timezone: "Saigon" }] })).rejects.toMatchObject({
      code: "config",
    });
    await expect(startHere({ heartbeat: 5 })).rejects.toMatchObject({ code: "config" });
    const address = database.address.replace("secret-word", "another-word").replace("127.0.0.1:", "127.0.0.1:1");
    const refused = startHere({ database: address });
    await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/config|unavailable/) });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("another-word") });

    await runSql(
      database.asSuperuser,
      "create role reader login password 'word'; grant all on schema public to reader",
    );
    const asReader = new URL(database.address);
    asReader.username = "reader";
    await expect(startHere({ database: asReader.href })).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/its user may create the schema opensme_workers\.$/),
    });
    await runSql(database.asSuperuser, "drop owned by reader; drop role reader");
  });

  it("may be started all at once", async () => {
    vendor.fill("acme/c1", 5);
    const [one] = await Promise.all(
      [1, 2, 3].map(() => startHere({ concurrency: 1, schedules: [{ cron: "0 3 * * *" }] })),
    );
    await one?.round();
    await vi.waitFor(async () => expect(await held()).toEqual(truth()), { timeout: 10_000 });
    expect(await database.sql("select cron from opensme_workers.schedule")).toEqual([{ cron: "0 3 * * *" }]);
  });

  it("takes webhooks on a machine that does not work", async () => {
    vendor.fill("acme/c1", 5);
    const receiving = await startHere();
    const address = "https://hooks.example.com/acme/c1";
    expect((await receiving.receive(told(address, "3"), key)).status).toBe(200);
    expect(await database.sql("select connection from _deliveries", "acme")).toEqual([{ connection: "c1" }]);
    expect(vendor.asked).toEqual([]);
    await startHere({ concurrency: 1 });
    await vi.waitFor(async () => expect(await held()).toEqual([{ id: "3", name: "Sack 3" }]), { timeout: 10_000 });
  });

  it("keeps no credentials in its jobs and dead letters", async () => {
    vendor.fill("acme/c1", 5);
    vendor.refusals.set("acme/c1", 401);
    const word = "a-password-of-acme";
    const here = await startHere({
      concurrency: 1,
      retries: { limit: 0, delay: 0 },
      connect: ({ connection }) => {
        if (connection === "c2") throw new Error(`Login failed with ${word}`);
        return { connection: openMill(vendor.gateway, "acme/c1", word), secret: word };
      },
    });
    await here.sync(key);
    await here.sync({ tenant: "acme", connection: "c2" });
    await vi.waitFor(async () => expect(await here.dead()).toHaveLength(2), { timeout: 10_000 });
    const rows = await database.sql("select j::text as row from opensme_workers.job j");
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toContain(word);
  });

  it("makes rounds by a schedule, one for all machines, and one for those that were missed", async () => {
    const open = async (now: string): Promise<[Queue, TestClock]> => {
      const clock = new TestClock(now);
      const queue = await postgresQueue(database.asSuperuser, {
        retries: { limit: 0, delay: 0 },
        heartbeat: 60,
        onProblem: (error) => expect.fail(error.message),
        boss: { clock },
      });
      return [queue, clock];
    };
    const rounds = async (queue: Queue, clock: TestClock): Promise<number> => {
      for (let half = 0; half < 4; half += 1) await clock.tick(30_000);
      const claims = await queue.take(10, []);
      for (const claim of claims) {
        expect(claim.job).toEqual({ kind: "round", full: true });
        await queue.done(claim);
      }
      return claims.length;
    };
    // Eleven in the morning in Vietnam is four in Greenwich.
    const schedules = [{ cron: "0 11 * * *", timezone: "Asia/Ho_Chi_Minh", full: true }];
    const [queue, clock] = await open("2026-11-27T03:55:00Z");
    await queue.schedule(schedules);
    expect(await rounds(queue, clock)).toBe(0);
    await clock.setTime("2026-11-27T03:59:30Z");
    expect(await rounds(queue, clock)).toBe(1);
    expect(await rounds(queue, clock)).toBe(0);
    await queue.close();

    // Nothing has run for three days.
    const [later, laterClock] = await open("2026-11-30T09:00:00Z");
    await later.schedule(schedules);
    expect(await rounds(later, laterClock)).toBe(1);
    await later.schedule([]);
    expect(await runSql(database.asSuperuser, "select * from opensme_workers.schedule")).toEqual([]);
    await later.close();
  });
});
