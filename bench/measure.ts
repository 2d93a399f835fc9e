import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AnyConnector, type Connection, connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { sqliteStore } from "@opensme/store-sqlite";
import { sync } from "@opensme/sync";
import { xero } from "@opensme/xero";
import { kiotvietByHand, xeroByHand } from "./baseline.ts";

/** Reads all records of one vendor into a new SQLite file and prints `{ records, seconds, cpuSeconds, peakMegabytes }`. Runs in a process of its own, for its memory. */
const [tool, way, gateway = ""] = process.argv.slice(2);

/** The page size that the Xero connector asks for; the hand-written script gets the same. */
const xeroPageSize = 1000;

/** Pacing to the vendor's limits would be all that is measured. */
const unpaced = <Definition extends AnyConnector>(connector: Definition): Definition => ({
  ...connector,
  http: { ...connector.http, limits: [] },
});

const opened: Record<string, { open: () => Connection; stream: string; byHand: (path: string) => Promise<number> }> = {
  kiotviet: {
    open: () =>
      connect(unpaced(kiotviet), { config: { retailer: "bench", clientId: "bench", clientSecret: "bench" }, gateway }),
    stream: "invoices",
    byHand: (path) => kiotvietByHand(gateway, path),
  },
  xero: {
    open: () =>
      connect(unpaced(xero), { config: { clientId: "bench", clientSecret: "bench", refreshToken: "bench" }, gateway }),
    stream: "invoices",
    byHand: (path) => xeroByHand(gateway, path, xeroPageSize),
  },
};

const bench = opened[tool ?? ""];
if (!bench) throw new Error(`There is no benchmark of ${tool}`);

const folder = await mkdtemp(join(tmpdir(), "opensme-bench-"));
const path = join(folder, "bench.db");
const started = performance.now();
let records: number;
if (way === "by-hand") {
  records = await bench.byHand(path);
} else {
  const store = sqliteStore(path);
  const report = await sync({ connections: { bench: bench.open() }, store, streams: { bench: [bench.stream] } });
  const [stream] = report.streams;
  if (!report.isComplete || !stream) throw new Error(stream?.error?.message ?? "nothing was read");
  records = stream.counts.created;
  await store.close();
}
const seconds = (performance.now() - started) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ records, seconds, cpuSeconds, peakMegabytes: maxRSS / 1024 }));
await rm(folder, { recursive: true });
