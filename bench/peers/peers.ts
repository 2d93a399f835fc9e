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
  readonly ours?: Way;
  /** Whether it does less than ours, so that its rate is told and no ratio is made of it. */
  readonly isOtherWork?: true;
  /** Installs what it needs; throws where that cannot be had. */
  install?(): Promise<unknown>;
  /** Reads all invoices into something in the folder, and counts them there. */
  read(gateway: string, folder: string): Promise<Omit<Measured, "peakMegabytes">>;
}

const intoSqlite: Way = { name: "opensme, into SQLite", read: (gateway) => measure("xero", "opensme", gateway) };

type Took = Omit<Measured, "records" | "peakMegabytes">;

/**
 * Runs a line of the shell, whose programs each tell at the end of stderr what they took: the time on the clock is that of the longest, that of the processor is of
 * all. `$1` and so on are the words.
 */
const shell = async (line: string, words: readonly string[], env: object = {}): Promise<Took> => {
  const options = { cwd: home, env: { ...process.env, ...env } };
  const { stderr } = await run("sh", ["-c", line, process.execPath, ...words], options);
  const told = stderr.split("\n").filter((each) => each.startsWith('{"seconds"'));
  const all: Took[] = told.map((each) => JSON.parse(each));
  return {
    seconds: Math.max(...all.map(({ seconds }) => seconds)),
    cpuSeconds: all.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
  };
};

const lines = async (file: string, text: string): Promise<number> => {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) if (line.includes(text)) count += 1;
  return count;
};

const catalog = {
  streams: [
    {
      stream: { name: "invoices", json_schema: {}, supported_sync_modes: ["full_refresh"] },
      sync_mode: "full_refresh",
      destination_sync_mode: "append",
    },
  ],
};

/** Writes the files that Airbyte's programs are given: what the source and the destination are told, and which streams are wanted. */
const airbyteFiles = async (gateway: string, folder: string) => {
  const file = async (name: string, content: object): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(content));
    return path;
  };
  return {
    source: await file("source.json", { gateway }),
    destination: await file("destination.json", { path: databaseIn(folder) }),
    chosen: await file("catalog.json", catalog),
  };
};

/** An Airbyte source by itself, which writes its messages into a file. */
const airbyteSource = (name: string, line: string): Way => ({
  name,
  async read(gateway, folder) {
    const { source, chosen } = await airbyteFiles(gateway, folder);
    const output = join(folder, "messages.ndjson");
    const took = await shell(`"$0" ${line} --config "$1" --catalog "$2" > "$3"`, [source, chosen, output], {
      BENCH_GATEWAY: gateway,
    });
    return { ...took, records: await lines(output, '"RECORD"') };
  },
});

const databaseIn = (folder: string): string => join(folder, "peer.db");

const storedIn = (folder: string): number => {
  const database = new DatabaseSync(databaseIn(folder));
  const count = database.prepare("SELECT count(*) AS count FROM invoices").get()?.["count"];
  database.close();
  return Number(count);
};

/** What ours does as a source. */
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
    const took = await shell('"$0" xero-node.mjs "$@"', [gateway, databaseIn(folder), ...mode]);
    return { ...took, records: storedIn(folder) };
  },
});

const python = (environment: string, program: string): string => join(home, ".venv", environment, "bin", program);

const others: readonly Way[] = [
  {
    name: "faros-airbyte-cdk, a source and a destination, into SQLite",
    install: npmPackages,
    async read(gateway, folder) {
      const { source, destination, chosen } = await airbyteFiles(gateway, folder);
      const read = '"$0" faros-source.mjs read --config "$1" --catalog "$3"';
      const write = '"$0" faros-destination.mjs write --config "$2" --catalog "$3" > /dev/null';
      const took = await shell(`${read} | ${write}`, [source, destination, chosen]);
      return { ...took, records: storedIn(folder) };
    },
  },
  {
    ...airbyteSource("faros-airbyte-cdk, a source alone, into a file", "faros-source.mjs read"),
    install: npmPackages,
    ours: asSource,
    isOtherWork: true,
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
  const { ours = intoSqlite } = peer;
  const measured = new Map<Way, { rate: number; cpuRate: number }[]>([peer, ours].map((way) => [way, []]));
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
  if (peer.isOtherWork) return [];
  const ratio = rateOf(ours) / rateOf(peer);
  return [{ bench: `${ours.name} / ${peer.name}`, ratio, target: 3, better: "higher" }];
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
