import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import type { Connection } from "@opensme/core";
import { sqliteStore } from "@opensme/store-sqlite";
import { memoryStore, type Store, sync } from "@opensme/sync";
import { workers } from "@opensme/workers";
import { startServer } from "../packages/store-postgres/test/server.ts";
import { openMill } from "../packages/workers/test/vendor.ts";

/**
 * Measures what many connections cost: a hundred in one process at a slow vendor, and rounds of ten thousand over PostgreSQL. Run it by
 * `node --conditions=@opensme/source bench/workers.ts`; `--one-process` or `--fleet` is one of both, `--quick` a tenth of the round.
 */

const latency = 100;
const rowsOfPage = 5;

if (isMainThread) await main();
else await serveVendor();

/** A vendor that answers the accounts of `open`: a slow one after a tenth of a second. */
async function serveVendor(): Promise<void> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const [speed, pages] = String(request.headers["x-account"]).split("/");
    const page = Number(searchParams.get("after") ?? 0);
    const rows = Array.from({ length: rowsOfPage }, (_, row) => ({
      id: `${page}-${row}`,
      name: `Sack ${page}-${row}`,
      note: "x".repeat(500),
    }));
    const wait = speed === "slow" ? latency : 0;
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ rows, next: page + 1 < Number(pages) ? String(page + 1) : null }));
    }, wait);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  parentPort?.postMessage((server.address() as AddressInfo).port);
}

/** A connection to an account of the test's vendor, whose name says how fast it answers and how many pages it has. */
function open(gateway: string, speed: "slow" | "fast", pages: number): Connection {
  return openMill(gateway, `${speed}/${pages}`, "bench");
}

async function main(): Promise<void> {
  const scale = process.argv.includes("--quick") ? 0.1 : 1;
  console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
  const vendor = new Worker(new URL(import.meta.url), { execArgv: ["--conditions=@opensme/source"] });
  const [port] = await once(vendor, "message");
  const gateway = `http://127.0.0.1:${port}`;
  try {
    if (!process.argv.includes("--fleet")) await oneProcess(gateway);
    if (!process.argv.includes("--one-process")) await fleet(gateway, Math.round(10_000 * scale));
  } finally {
    await vendor.terminate();
  }
}

/** A hundred connections beside each other in one process, each of which waits for its vendor most of the time. */
async function oneProcess(gateway: string): Promise<void> {
  console.log(`\n100 connections in one process, ${latency} ms for each page of ${rowsOfPage} rows`);
  const folder = await mkdtemp(join(tmpdir(), "opensme-bench-"));
  const warm = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}`, open(gateway, "slow", 10)]));
  await sync({ connections: warm, store: memoryStore() });
  const stores: [string, () => Store][] = [
    ["in memory", memoryStore],
    ["in SQLite", () => sqliteStore(join(folder, `${Math.random()}.db`))],
  ];
  for (const [name, openStore] of stores) {
    for (const pages of [20, 40]) {
      const store = openStore();
      const connections = Object.fromEntries(
        Array.from({ length: 100 }, (_, index) => [`c${index}`, open(gateway, "slow", pages)]),
      );
      globalThis.gc?.();
      const before = process.memoryUsage().rss;
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss);
      }, 50);
      const cpu = process.cpuUsage();
      const started = performance.now();
      const { isComplete } = await sync({ connections, store });
      const seconds = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      clearInterval(watch);
      await store.close();
      if (!isComplete) throw new Error("a stream was not complete");
      const ideal = (pages * latency) / 1000;
      const grown = Math.round((most - before) / 2 ** 20);
      console.log(
        `  ${name}, ${pages} pages each: ${seconds.toFixed(2)} s, ${(seconds / ideal).toFixed(2)} times the ideal ${ideal} s; ${((user + system) / 1000 / 100 / pages).toFixed(2)} ms of processor time a page, the vendor's included; memory grew by ${grown} MiB`,
      );
    }
  }
  await rm(folder, { recursive: true });
}

/** Rounds of many connections in PostgreSQL: one tenant has a tenth of them, the others ten each. */
async function fleet(gateway: string, count: number): Promise<void> {
  const { address, stop } = await startServer();
  const { default: pg } = await import("pg");
  const client = new pg.Client(address);
  await client.connect();
  await client.query("CREATE ROLE fleet LOGIN PASSWORD 'bench'");
  await client.query("CREATE DATABASE fleet OWNER fleet");
  const database = address.replace("postgres@", "fleet:bench@").replace(/\/postgres$/, "/fleet");
  const { rows: pids } = await client.query("SELECT pg_backend_pid() AS pid");
  const load = async () => {
    const { rows } = await client.query(
      "SELECT xact_commit::int AS commits FROM pg_stat_database WHERE datname = 'fleet'",
    );
    return { commits: Number(rows[0].commits), cpu: serverSeconds(pids[0].pid), at: performance.now() };
  };

  const keys = Array.from({ length: count }, (_, index) => ({
    tenant: index < count / 10 ? "large" : `t${Math.floor(index / 10)}`,
    connection: `c${index}`,
  }));
  const connection = open(gateway, "fast", 1);
  for (const [what, connectTo] of [
    ["nothing to sync (the queue alone)", () => ({ connection: { ...connection, streams: [] } })],
    ["one page to sync", () => ({ connection })],
  ] as const) {
    const ended = { round: 0, sync: 0, webhooks: 0 };
    let roundMade = 0;
    let firstOfAll = 0;
    const tenants = new Set<string>();
    const all = new Set(keys.map(({ tenant }) => tenant)).size;
    const done = Promise.withResolvers<void>();
    const before = await load();
    const crew = await workers({
      database,
      connections: () => keys,
      connect: connectTo,
      concurrency: 20,
      onEvent(event) {
        if (event.type !== "job-ended") {
          if (event.type === "queue-problem") console.log(event.message);
          return;
        }
        ended[event.job.kind] += 1;
        if (event.job.kind === "round") roundMade = performance.now();
        if (event.job.kind === "sync" && !tenants.has(event.job.tenant)) {
          tenants.add(event.job.tenant);
          if (tenants.size === all) firstOfAll = performance.now();
        }
        if (ended.sync === count) done.resolve();
      },
    });
    const cpu = process.cpuUsage();
    const started = performance.now();
    await crew.round();
    await done.promise;
    const took = (performance.now() - started) / 1000;
    const after = await load();
    const own = process.cpuUsage(cpu);
    const seconds = (until: number): string => ((until - started) / 1000).toFixed(1);
    console.log(`\n${count} connections of ${all} tenants, one process with 20 places: ${what}`);
    console.log(`  the round was made in ${seconds(roundMade)} s`);
    console.log(`  all were done in ${took.toFixed(1)} s: ${Math.round(count / took)} a second`);
    console.log(`  every tenant had its first after ${seconds(firstOfAll)} s`);
    console.log(
      `  the server: ${((after.commits - before.commits) / count).toFixed(1)} transactions and ${(((after.cpu - before.cpu) * 1000) / count).toFixed(2)} ms of processor time a connection; the process, with the vendor: ${((own.user + own.system) / 1000 / count).toFixed(2)} ms`,
    );
    if (ended.round === 1) {
      // Tables that were just filled are looked through by the server itself for a while.
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      const from = await load();
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      const to = await load();
      const span = (to.at - from.at) / 1000;
      console.log(
        `  at rest: ${((to.commits - from.commits) / span).toFixed(1)} transactions a second, ${(((to.cpu - from.cpu) / span) * 100).toFixed(1)}% of a processor`,
      );
    }
    await crew.stop();
  }
  await client.end();
  await stop();
}

/** Processor seconds of the server and all its processes so far, where the system tells (Linux). */
function serverSeconds(pid: number): number {
  const fields = (of: string | number): string[] => {
    try {
      return readFileSync(`/proc/${of}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    } catch {
      return [];
    }
  };
  const server = fields(pid)[1] ?? "";
  const own = (stat: readonly string[]): number => Number(stat[11] ?? 0) + Number(stat[12] ?? 0);
  const [stat, children] = [
    fields(server),
    readdirSync("/proc")
      .map(fields)
      .filter((one) => one[1] === server),
  ];
  const ended = Number(stat[13] ?? 0) + Number(stat[14] ?? 0);
  return (own(stat) + ended + children.reduce((sum, one) => sum + own(one), 0)) / 100;
}
