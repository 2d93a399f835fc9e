import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AnyConnector, type Connection, connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { postgresStore } from "@opensme/store-postgres";
import { sqliteStore } from "@opensme/store-sqlite";
import { type Counts, type Store, sync } from "@opensme/sync";
import { xero } from "@opensme/xero";
import { Client } from "pg";
import { ownDatabase } from "../packages/store-postgres/test/server.ts";
import {
  type CreateTables,
  kiotvietByHand,
  kiotvietPages,
  type Pages,
  type StoreRows,
  xeroByHand,
  xeroPages,
} from "./baseline.ts";
import { postgresByHand } from "./baseline-postgres.ts";
import { sqliteByHand } from "./baseline-sqlite.ts";

/**
 * Reads all records of one vendor into a new SQLite file, or into a new database of the PostgreSQL server whose address is given, and prints
 * `{ records, seconds, againSeconds, cpuSeconds, peakMegabytes }`. Runs in a process of its own, for its memory.
 */
const [tool, way, gateway = "", server] = process.argv.slice(2);

/** The page size that the Xero connector asks for; the hand-written script gets the same. */
const xeroPageSize = 1000;

/** Pacing to the vendor's limits would be all that is measured. */
const unpaced = <Definition extends AnyConnector>(connector: Definition): Definition => ({
  ...connector,
  http: { ...connector.http, limits: [] },
});

const opened: Record<
  string,
  { open: () => Connection; stream: string; pages: () => Pages; byHand: (create: CreateTables) => StoreRows }
> = {
  kiotviet: {
    open: () =>
      connect(unpaced(kiotviet), { config: { retailer: "bench", clientId: "bench", clientSecret: "bench" }, gateway }),
    stream: "invoices",
    pages: () => kiotvietPages(gateway),
    byHand: kiotvietByHand,
  },
  xero: {
    open: () =>
      connect(unpaced(xero), { config: { clientId: "bench", clientSecret: "bench", refreshToken: "bench" }, gateway }),
    stream: "invoices",
    pages: () => xeroPages(gateway, xeroPageSize),
    byHand: xeroByHand,
  },
};

const bench = opened[tool ?? ""];
if (!bench) throw new Error(`There is no benchmark of ${tool}`);

/** A new place to read into, of either kind. */
interface Target {
  openStore(): Store | Promise<Store>;
  readonly byHand: CreateTables;
  remove(): Promise<void>;
}

const inFile = async (): Promise<Target> => {
  const folder = await mkdtemp(join(tmpdir(), "opensme-bench-"));
  const path = join(folder, "bench.db");
  return {
    openStore: () => sqliteStore(path),
    byHand: (...tables) => sqliteByHand(path)(...tables),
    remove: () => rm(folder, { recursive: true }),
  };
};

/** Through a user who is no superuser, so that row-level security is paid for. */
const onServer = async (server: string): Promise<Target> => {
  const { address, drop } = await ownDatabase(server);
  const client = new Client(address);
  await client.connect();
  return {
    openStore: () => postgresStore(address),
    byHand: postgresByHand(client),
    remove: async () => {
      await client.end();
      await drop();
    },
  };
};

const target = server === undefined ? await inFile() : await onServer(server);

const synced = async (): Promise<Counts> => {
  const store = await target.openStore();
  const report = await sync({ connections: { bench: bench.open() }, store, streams: { bench: [bench.stream] } });
  const [stream] = report.streams;
  if (!report.isComplete || !stream) throw new Error(stream?.error?.message ?? "nothing was read");
  await store.close();
  return stream.counts;
};

/** Reads the pages by hand, and does with them what is to be done, or nothing. */
const readByHand = async (store?: StoreRows): Promise<number> => {
  let seen = 0;
  for await (const rows of bench.pages()) {
    await store?.(rows);
    seen += rows.length;
  }
  return seen;
};

const read = async (): Promise<number> => {
  if (way === "pages") return readByHand();
  return way === "by-hand" ? readByHand(bench.byHand(target.byHand)) : (await synced()).created;
};

const timed = async <Result>(work: () => Promise<Result>): Promise<[Result, seconds: number]> => {
  const started = performance.now();
  const result = await work();
  return [result, (performance.now() - started) / 1000];
};

const [records, seconds] = await timed(read);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
let againSeconds: number | undefined;
if (way === "opensme-twice") {
  const [counts, taken] = await timed(synced);
  if (counts.created + counts.updated > 0 || counts.unchanged < records)
    throw new Error("the second run found changes");
  againSeconds = taken;
}
console.log(JSON.stringify({ records, seconds, againSeconds, cpuSeconds, peakMegabytes: maxRSS / 1024 }));
await target.remove();
