import { createReadStream, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { type Figure, type Measured, measure, median, run, say, withVendors } from "../lab.ts";

const home = fileURLToPath(new URL(".", import.meta.url));

/** One way to read the vendor's invoices. */
interface Way {
  readonly name: string;
  /** The most records that it is given. */
  readonly most?: number;
  /** What of ours it is compared with; the sync into SQLite unless given. */
  readonly ours?: readonly Way[];
  /** Installs what it needs; throws where that cannot be had. */
  install?(): Promise<unknown>;
  /** Reads all invoices into something in the folder, and counts them there. */
  read(gateway: string, folder: string): Promise<Omit<Measured, "peakMegabytes">>;
}

const intoSqlite: Way = { name: "opensme, into SQLite", read: (gateway) => measure("xero", "opensme", gateway) };

/** Runs a line of the shell, in which the program tells what it took at the end of stderr; `$1` and so on are the words. */
const shell = async (
  line: string,
  words: readonly string[],
  env: object = {},
): Promise<Omit<Measured, "records" | "peakMegabytes">> => {
  const options = { cwd: home, env: { ...process.env, ...env } };
  const { stderr } = await run("sh", ["-c", line, process.execPath, ...words], options);
  return JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "");
};

const lines = async (file: string, text: string): Promise<number> => {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) if (line.includes(text)) count += 1;
  return count;
};

const catalog = JSON.stringify({
  streams: [
    {
      stream: { name: "invoices", json_schema: {}, supported_sync_modes: ["full_refresh"] },
      sync_mode: "full_refresh",
      destination_sync_mode: "append",
    },
  ],
});

/** An Airbyte source that writes its messages into a file. */
const airbyteSource = (name: string, line: string): Way => ({
  name,
  async read(gateway, folder) {
    const [config, chosen, output] = ["config.json", "catalog.json", "messages.ndjson"].map((file) =>
      join(folder, file),
    ) as [string, string, string];
    await writeFile(config, JSON.stringify({ gateway }));
    await writeFile(chosen, catalog);
    const took = await shell(`"$0" ${line} --config "$1" --catalog "$2" > "$3"`, [config, chosen, output], {
      BENCH_GATEWAY: gateway,
    });
    return { ...took, records: await lines(output, '"RECORD"') };
  },
});

const asSource = airbyteSource(
  "opensme as an Airbyte source, into a file",
  "--conditions=@opensme/source airbyte-source.ts airbyte bench read",
);

/** Versions are those of `package.json` and its lock file. The packages' own scripts are not run. */
const npmPackages = async (): Promise<void> => {
  if (!existsSync(join(home, "node_modules"))) await run("npm", ["ci", "--ignore-scripts"], { cwd: home });
};

const xeroNode = (name: string, ...mode: string[]): Way => ({
  name,
  install: npmPackages,
  async read(gateway, folder) {
    const path = join(folder, "peer.db");
    const took = await shell('"$0" xero-node.mjs "$@"', [gateway, path, ...mode]);
    const database = new DatabaseSync(path);
    const records = Number(database.prepare("SELECT count(*) AS count FROM invoices").get()?.["count"]);
    database.close();
    return { ...took, records };
  },
});

const python = (environment: string, program: string): string => join(home, ".venv", environment, "bin", program);

const others: readonly Way[] = [
  {
    ...airbyteSource("faros-airbyte-cdk, into a file", "faros-source.mjs read"),
    install: npmPackages,
    ours: [intoSqlite, asSource],
  },
  // A commit for each insert waits for the disk. One page is enough to see how long.
  { ...xeroNode("xero-node, single inserts into SQLite"), most: 1000 },
  xeroNode("xero-node, single inserts into SQLite, opened as ours", "wal"),
  {
    name: "Singer SDK and target-jsonl, into a file",
    async install() {
      const packages = { tap: "singer-sdk==0.54.9", target: "target-jsonl==0.1.4" };
      for (const [environment, name] of Object.entries(packages)) {
        if (existsSync(python(environment, "python"))) continue;
        await run("python3", ["-m", "venv", join(home, ".venv", environment)]);
        await run(python(environment, "pip"), ["install", "--quiet", name]).catch(async (error) => {
          await rm(join(home, ".venv", environment), { recursive: true });
          throw error;
        });
      }
    },
    async read(gateway, folder) {
      const [config, settings] = [join(folder, "config.json"), join(folder, "target.json")];
      await writeFile(config, JSON.stringify({ gateway }));
      await writeFile(settings, JSON.stringify({ destination_path: folder, do_timestamp_file: false }));
      const words = [python("tap", "python"), config, python("target", "target-jsonl"), settings];
      const started = performance.now();
      await run(
        "bash",
        ["-c", 'set -o pipefail; "$1" singer_tap.py --config "$2" | "$3" --config "$4" > /dev/null', "bash", ...words],
        { cwd: home },
      );
      const seconds = (performance.now() - started) / 1000;
      return { records: await lines(join(folder, "invoices.jsonl"), "{"), seconds, cpuSeconds: Number.NaN };
    },
  },
];

/** Ratios of our records per second to each peer's, from the same simulated vendor. A peer that cannot be installed here is passed over, and that is said. */
export const peers = (records: number): (() => Promise<readonly Figure[]>)[] =>
  others.map((peer) => async () => {
    try {
      await peer.install?.();
    } catch (error) {
      const reason = messageOf(error).trimEnd().split("\n").at(-1);
      say(`  ${peer.name}: skipped, since it cannot be installed here (${reason})`);
      return [];
    }
    const count = Math.min(records, peer.most ?? records);
    return withVendors(count, (few) => withVendors(records, (all) => compare(peer, [few, count], [all, records])));
  });

type Vendor = readonly [gateway: string, records: number];

/** The peer and ours in turn, so that a noisy neighbour meets all of them. */
const compare = async (peer: Way, theirs: Vendor, whole: Vendor): Promise<Figure[]> => {
  const { ours = [intoSqlite] } = peer;
  const measured = new Map<Way, { rate: number; cpuRate: number }[]>([peer, ...ours].map((way) => [way, []]));
  for (let round = 0; round < 3; round += 1) {
    for (const [way, results] of measured) {
      const [gateway, expected] = way === peer ? theirs : whole;
      const folder = await mkdtemp(join(tmpdir(), "opensme-peers-"));
      const { records, seconds, cpuSeconds } = await way
        .read(gateway, folder)
        .finally(() => rm(folder, { recursive: true }));
      if (records !== expected) throw new Error(`${way.name}: ${records} of ${expected} records`);
      results.push({ rate: records / seconds, cpuRate: records / cpuSeconds });
    }
  }
  const rateOf = (way: Way): number => median((measured.get(way) ?? []).map(({ rate }) => rate));
  for (const [way, results] of measured) {
    const cpuRate = median(results.map((result) => result.cpuRate));
    const perCpu = Number.isNaN(cpuRate) ? "" : `, ${Math.round(cpuRate)} a second of CPU`;
    say(`  ${way.name}: ${Math.round(rateOf(way))} records/s${perCpu}`);
  }
  return ours.map((way) => ({
    bench: `${way.name} / ${peer.name}`,
    ratio: rateOf(way) / rateOf(peer),
    target: 3,
    better: "higher",
  }));
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
