import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresStore } from "@opensme/store-postgres";
import { sqliteStore } from "@opensme/store-sqlite";
import type { DurableStore } from "@opensme/sync";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testDatabase } from "../../store-postgres/test/postgres.ts";
import { type ConnectionKey, type Workers, type WorkersEvent, type WorkersOptions, workers } from "../src/index.ts";
import { openMill, secret, startVendor, told, type Vendor } from "./vendor.ts";

const places = {
  "in PostgreSQL": {
    database: async () => (await testDatabase()).address,
    store: (database: string, tenant: string) => postgresStore(database, { tenant }),
    remove: async () => undefined,
  },
  "in one process": {
    database: () => mkdtemp(join(tmpdir(), "opensme-workers-")),
    store: async (database: string, tenant: string): Promise<DurableStore> =>
      sqliteStore(join(database, `${tenant}.db`)),
    remove: (database: string) => rm(database, { recursive: true, force: true }),
  },
};

const soon = { timeout: 15_000, interval: 25 };

describe.each(Object.entries(places))("%s", (_, place) => {
  let vendor: Vendor;
  let database: string;
  let keys: ConnectionKey[];
  let events: WorkersEvent[];
  const running: Workers[] = [];

  beforeEach(async () => {
    vendor = await startVendor();
    database = await place.database();
    keys = [];
    events = [];
  }, 60_000);

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
    await vendor[Symbol.asyncDispose]();
    await place.remove(database);
  });

  const account = ({ tenant, connection }: ConnectionKey): string => `${tenant}/${connection}`;

  /** Adds connections of a tenant, each to an account with that many sacks. */
  const fill = (tenant: string, connections: number, sacks: number): void => {
    for (let index = 1; index <= connections; index += 1) {
      const key = { tenant, connection: `c${index}` };
      keys.push(key);
      vendor.fill(account(key), sacks);
    }
  };

  const start = async (options: Partial<WorkersOptions> = {}, worker = "one"): Promise<Workers> => {
    const started = await workers({
      database,
      connections: () => keys,
      connect: (key) => ({ connection: openMill(vendor.gateway, account(key), worker), secret }),
      onEvent: (event) => events.push(event),
      ...options,
    });
    running.push(started);
    return started;
  };

  const stop = async (one: Workers): Promise<void> => {
    running.splice(running.indexOf(one), 1);
    await one.stop();
  };

  /** Names of the items that a tenant's store holds of a connection, by id. */
  const held = async ({ tenant, connection }: ConnectionKey): Promise<Map<string, string>> => {
    const store = await place.store(database, tenant);
    const names = new Map<string, string>();
    for await (const change of store.changes()) {
      if (change.type === "upsert" && change.stream.connection === connection)
        names.set(change.id, String((change.record as { name?: string }).name));
    }
    await store.close();
    return names;
  };

  const ended = (kind: string): Extract<WorkersEvent, { type: "job-ended" }>[] =>
    events.flatMap((event) => (event.type === "job-ended" && event.job.kind === kind ? [event] : []));

  it("every connection of a round is read into the store of its tenant", async () => {
    fill("acme", 3, 25);
    fill("bistro", 1, 12);
    const crew = await start();
    expect(await crew.round()).toBe(true);
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(4), soon);
    for (const key of keys) expect(await held(key)).toEqual(vendor.accounts.get(account(key)));
    expect(await crew.dead()).toEqual([]);
  });

  it("a tenant with many connections does not hold up one with a single one", async () => {
    fill("large", 40, 20);
    fill("small", 1, 20);
    const crew = await start({ concurrency: 1 });
    await crew.round();
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(10), soon);
    const order = [...new Set(vendor.asked.map(({ account }) => account))];
    expect(order.slice(0, 3)).toEqual(["large/c1", "small/c1", "large/c2"]);
  });

  it("a tenant that asks for many at once does not hold up one that asks for one after it", async () => {
    fill("large", 30, 20);
    fill("late", 1, 20);
    vendor.latency = 20;
    const crew = await start({ concurrency: 2 });
    const late = keys.pop();
    await Promise.all(keys.map((key) => crew.sync(key)));
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(0), soon);
    const before = new Set(vendor.asked.map(({ account }) => account)).size;
    if (late) await crew.sync(late);
    await vi.waitFor(() => expect(vendor.asked.map(({ account }) => account)).toContain("late/c1"), soon);
    const place = [...new Set(vendor.asked.map(({ account }) => account))].indexOf("late/c1");
    expect(place - before).toBeLessThan(10);
  });

  it("what fails is tried again, and given up after the last try; what needs a person is given up at once", async () => {
    fill("acme", 2, 5);
    vendor.refusals.set("acme/c1", 503).set("acme/c2", 401);
    const crew = await start({ retries: { limit: 1, delay: 0 } });
    await crew.round();
    await vi.waitFor(async () => expect(await crew.dead()).toHaveLength(2), soon);
    expect(vendor.asked.filter(({ account }) => account === "acme/c1")).toHaveLength(2);
    expect(vendor.asked.filter(({ account }) => account === "acme/c2")).toHaveLength(1);
    const letters = Object.fromEntries((await crew.dead()).map((letter) => [letter.connection, letter]));
    expect(letters["c1"]).toMatchObject({
      tenant: "acme",
      code: "unavailable",
      message: expect.stringContaining("Mill"),
    });
    expect(letters["c2"]).toMatchObject({ tenant: "acme", code: "auth" });

    // A schedule tries again what may pass by itself, and leaves alone what does not.
    vendor.refusals.delete("acme/c1");
    await crew.round();
    await vi.waitFor(async () => expect((await crew.dead()).map(({ connection }) => connection)).toEqual(["c2"]), soon);
    expect(vendor.asked.filter(({ account }) => account === "acme/c2")).toHaveLength(1);

    vendor.refusals.delete("acme/c2");
    expect(await crew.retry()).toBe(1);
    await vi.waitFor(async () => expect((await held({ tenant: "acme", connection: "c2" })).size).toBe(5), soon);
    expect(await crew.dead()).toEqual([]);
  });

  it("a stop hands back what is under way, and nothing is read twice", async () => {
    fill("acme", 1, 200);
    vendor.latency = 40;
    const key = { tenant: "acme", connection: "c1" };
    const one = await start();
    await one.sync(key);
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(4), soon);
    await stop(one);
    expect(ended("sync")).toMatchObject([{ ending: { type: "again", reason: "stopping" } }]);
    const stored = (await held(key)).size;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(200);

    const two = await start({}, "two");
    // In one process the queue has ended with it, and the next round asks for what is left.
    await two.round();
    await vi.waitFor(() => expect(ended("sync").at(-1)?.ending).toEqual({ type: "done" }), soon);
    expect(await held(key)).toEqual(vendor.accounts.get("acme/c1"));
    const [first] = vendor.asked.filter(({ worker }) => worker === "two");
    expect(first?.after).toBe(String(stored));
  });

  it("a long sync makes room when its turn is over, each time for one connection more of the others", async () => {
    fill("acme", 1, 100);
    fill("bistro", 2, 10);
    vendor.latency = 100;
    // So that no turn goes by while tables are created.
    await (await place.store(database, "acme")).close();
    const crew = await start({ concurrency: 1, turn: 0.6 });
    await crew.round();
    await vi.waitFor(() => expect(ended("sync").filter(({ ending }) => ending.type === "done")).toHaveLength(3), soon);
    const order = ended("sync").map(({ job }) => job.kind === "sync" && `${job.tenant}/${job.connection}`);
    expect(order.slice(0, 4)).toEqual(["acme/c1", "bistro/c1", "bistro/c2", "acme/c1"]);
    const [first] = ended("sync");
    expect(first?.ending).toMatchObject({ type: "again", reason: "turn", job: { streams: ["sacks"], turns: 1 } });
    expect(await held({ tenant: "acme", connection: "c1" })).toEqual(vendor.accounts.get("acme/c1"));
    const pages = vendor.asked.filter(({ account }) => account === "acme/c1").map(({ after }) => after);
    // A request that was on its way when a turn ended is sent again.
    expect(pages.length - new Set(pages).size).toBeLessThan(ended("sync").length - 2);
  });

  it("a second request for a connection is the first while that waits", async () => {
    fill("acme", 1, 30);
    vendor.latency = 50;
    const crew = await start();
    const key = { tenant: "acme", connection: "c1" };
    const asked = await Promise.all([crew.sync(key), crew.sync(key), crew.sync(key)]);
    expect(asked.filter(Boolean)).toHaveLength(1);
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(1), soon);
    expect(vendor.asked).toHaveLength(3);
  });

  it("what a vendor tells is kept, answered, and applied by a worker", async () => {
    fill("acme", 1, 5);
    const crew = await start();
    const key = { tenant: "acme", connection: "c1" };
    await crew.sync(key);
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(1), soon);
    vendor.accounts.get("acme/c1")?.set("3", "Rye");
    expect((await crew.receive(told("https://hooks.example.com/acme/c1", "3"), key)).status).toBe(200);
    await vi.waitFor(async () => expect((await held(key)).get("3")).toBe("Rye"), soon);

    const forged = told("https://hooks.example.com/acme/c1", "3");
    forged.headers.set("x-mill-signature", "00");
    expect((await crew.receive(forged, key)).status).toBe(401);
  });

  it("each state of a record is kept where history is asked for", async () => {
    fill("acme", 1, 5);
    const key = { tenant: "acme", connection: "c1" };
    for (const [name, history] of [
      ["Rye", undefined],
      ["Spelt", true],
      ["Oats", true],
    ] as const) {
      vendor.accounts.get("acme/c1")?.set("3", name);
      const crew = await start({ history });
      await crew.sync(key);
      await vi.waitFor(() => expect(ended("sync").at(-1)?.ending).toEqual({ type: "done" }), soon);
      events = [];
      await stop(crew);
    }
    const store = await place.store(database, "acme");
    const versions = await store.history({ connection: "c1", entity: "item", id: "3" });
    await store.close();
    expect(versions.map(({ record }) => record)).toMatchObject([{ name: "Rye" }, { name: "Spelt" }, { name: "Oats" }]);
  });

  it("what a vendor sends anew is held to the contract of its connection, in syncs and by webhooks", async () => {
    fill("acme", 2, 5);
    const crew = await start({
      connect: (key) => ({
        connection: openMill(vendor.gateway, account(key), "one"),
        secret,
        ...(key.connection === "c1" ? { contract: "freeze" } : {}),
      }),
    });
    await crew.round();
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(2), soon);
    vendor.news = { origin: "Đắk Lắk" };
    for (const key of keys) {
      vendor.accounts.get(account(key))?.set("3", "Rye");
      await crew.receive(told(`https://hooks.example.com/acme/${key.connection}`, "3"), key);
    }
    await vi.waitFor(() => expect(ended("webhooks")).toHaveLength(2), soon);
    const standing = async () => {
      const store = await place.store(database, "acme");
      const streams = await store.status();
      await store.close();
      return streams.map(({ connection, last, drift }) => [connection, last?.outcome, drift.length]).sort();
    };
    expect(await standing()).toEqual([
      ["c1", "failed", 0],
      ["c2", "complete", 1],
    ]);
    expect(
      [await held({ tenant: "acme", connection: "c1" }), await held({ tenant: "acme", connection: "c2" })].map(
        (names) => names.get("3"),
      ),
    ).toEqual(["Sack 3", "Rye"]);

    await crew.round();
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(4), soon);
    expect((await held({ tenant: "acme", connection: "c1" })).get("3")).toBe("Sack 3");
    const reports = events.flatMap((event) =>
      event.type === "sync" && event.event.type === "stream-finished" ? [event.event.report] : [],
    );
    const last = Object.fromEntries(reports.map((report) => [report.stream.connection, report]));
    expect(last).toMatchObject({ c1: { outcome: "failed", error: { code: "mismatch" } }, c2: { outcome: "complete" } });
  });

  it("what a vendor tells during a sync is applied as soon as that is done", async () => {
    fill("acme", 1, 60);
    vendor.latency = 100;
    const crew = await start();
    const key = { tenant: "acme", connection: "c1" };
    await crew.sync(key);
    // The page with the first sack is through.
    await vi.waitFor(() => expect(vendor.asked.length).toBeGreaterThan(2), soon);
    vendor.accounts.get("acme/c1")?.set("1", "Rye");
    await crew.receive(told("https://hooks.example.com/acme/c1", "1"), key);
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(1), soon);
    expect((await held(key)).get("1")).toBe("Rye");
  });

  it("connections of several tenants that share an address get the events of their account", async () => {
    fill("acme", 1, 5);
    fill("bistro", 1, 5);
    const crew = await start({
      concurrency: 1,
      connect: (key) => ({ connection: openMill(vendor.gateway, account(key), "one"), secret, account: key.tenant }),
    });
    const answer = await crew.receive(told("https://hooks.example.com/mill", "3", "bistro"), keys);
    expect(answer.status).toBe(200);
    await vi.waitFor(() => expect(ended("webhooks")).toHaveLength(1), soon);
    expect(ended("webhooks")[0]?.job).toMatchObject({ tenant: "bistro" });
    expect(vendor.asked.map(({ account }) => account)).toEqual(["bistro/c1"]);
    expect((await crew.receive(told("https://hooks.example.com/mill", "3"), [])).status).toBe(404);
  });

  it("the limit of an app is kept by all its connections together", async () => {
    fill("acme", 3, 40);
    fill("bistro", 3, 40);
    const limit = { requests: 10, seconds: 1 };
    const connecting = (worker: string): Partial<WorkersOptions> => ({
      limits: { mill: [limit] },
      concurrency: 3,
      connect: (key, { pace }) => ({ connection: openMill(vendor.gateway, account(key), worker, pace("mill")) }),
    });
    const crews = [await start(connecting("one"), "one")];
    if (database.startsWith("postgres")) crews.push(await start(connecting("two"), "two"));
    await crews[0]?.round();
    await vi.waitFor(() => expect(vendor.asked).toHaveLength(24), soon);
    // Ten at once, and ten a second; two crews with a limit of their own would need half as long.
    const took = (vendor.asked.at(-1)?.at ?? 0) - (vendor.asked[0]?.at ?? 0);
    expect(took).toBeGreaterThan(1300);
    expect(took).toBeLessThan(6000);
    expect(new Set(vendor.asked.map(({ worker }) => worker)).size).toBe(crews.length);
    // Each connection was one crew's alone.
    expect(new Set(vendor.asked.map(({ worker, account }) => `${worker} ${account}`)).size).toBe(keys.length);
  });

  it("an app without limits is said so", async () => {
    fill("acme", 1, 1);
    const crew = await start({
      connect: (key, { pace }) => ({ connection: openMill(vendor.gateway, account(key), "one", pace("mill")) }),
    });
    await crew.sync({ tenant: "acme", connection: "c1" });
    await vi.waitFor(() => expect(ended("sync")).toHaveLength(1), soon);
    expect(await crew.dead()).toMatchObject([{ code: "config", message: expect.stringContaining("`limits`") }]);
  });
});
