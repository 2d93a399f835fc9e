import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "../packages/store-postgres/test/server.ts";
import { type Figure, type Measured, measure, median, run, say, scale, wantsJson, withVendors } from "./lab.ts";
import { peers } from "./peers/peers.ts";

/**
 * Measures OpenSME against what a good engineer would write by hand for the same vendor, in the same run, so that the ratios hold on any machine.
 * `-- --json` prints one line a figure; `-- --quick` takes a tenth of the records; `-- --peers` measures it against other software instead.
 */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/**
 * Records per second of both ways, taken in turn so that a noisy neighbour meets both; and how much faster a second run is, in which nothing has changed. Beside that stands how fast
 * the pages come that are fetched and parsed alone, which nothing that reads them can outrun.
 */
const speed = async (tool: string, records: number, server?: string): Promise<Figure[]> =>
  withVendors(records, async (gateway) => {
    const ways = ["pages", "by-hand", "opensme-twice"] as const;
    const rounds: Record<(typeof ways)[number], Measured[]> = { pages: [], "by-hand": [], "opensme-twice": [] };
    for (let round = 0; round < 3; round += 1) {
      for (const way of ways) {
        const measured = await measure(tool, way, gateway, server);
        if (measured.records !== records) throw new Error(`${tool} ${way}: ${measured.records} of ${records} records`);
        rounds[way].push(measured);
      }
    }
    const rate = (way: (typeof ways)[number]): number => median(rounds[way].map(({ seconds }) => records / seconds));
    const [ours, byHand] = [rate("opensme-twice"), rate("by-hand")];
    const again = median(rounds["opensme-twice"].map(({ seconds, againSeconds = seconds }) => seconds / againSeconds));
    const store = server === undefined ? "sqlite" : "postgres";
    const perSecond = { ours, "by hand": byHand, "a second run": ours * again, "pages alone": rate("pages") };
    say(
      `  ${tool} to ${store}, records/s: ${Object.entries(perSecond)
        .map(([name, rate]) => `${name} ${Math.round(rate)}`)
        .join(", ")}`,
    );
    return [
      { bench: `${tool}-to-${store}`, ratio: ours / byHand, target: 0.8, better: "higher" },
      { bench: `${tool}-to-${store}-again`, ratio: again, target: 3, better: "higher" },
    ];
  });

/** The same into PostgreSQL, which takes longer, so that fewer records will do. */
const speedOnServer = async (tool: string, records: number): Promise<Figure[]> => {
  const { address, stop } = await startServer();
  try {
    return await speed(tool, records * 0.3, address);
  } finally {
    await stop();
  }
};

const memory = async (): Promise<Figure> => {
  const [small, large] = [100_000 * scale, 1_000_000 * scale];
  const peak = async (records: number): Promise<number> => {
    const { peakMegabytes } = await withVendors(records, (gateway) => measure("kiotviet", "opensme", gateway));
    say(`  ${records} records: peak of ${Math.round(peakMegabytes)} MB`);
    return peakMegabytes;
  };
  const peakOfSmall = await peak(small);
  return { bench: "memory-1000000-to-100000", ratio: (await peak(large)) / peakOfSmall, target: 1.2, better: "lower" };
};

/** From text in memory to a checked record, against a mapping by hand that checks nothing; and what exact numbers cost the parser of JSON. */
const mapping = async (tool: string): Promise<Figure[]> => {
  const { stdout } = await run(process.execPath, [
    "--conditions=@opensme/source",
    "--disable-warning=ExperimentalWarning",
    here("mapping.ts"),
    tool,
  ]);
  const { ratio, perSecond, byHand, bytes, exactJson } = JSON.parse(stdout);
  const rates = `${Math.round(perSecond)} records of ${bytes} bytes in a second of CPU, by hand ${Math.round(byHand)}`;
  say(`  ${tool}: ${rates}`);
  const figure: Figure = { bench: `${tool}-mapping`, ratio, target: 0.5, better: "higher" };
  if (exactJson === undefined) return [figure];
  return [figure, { bench: `${tool}-exact-json-to-json-parse`, ratio: exactJson, target: 1.15, better: "lower" }];
};

/** The tools whose main record is mapped by hand as well. */
const mapped = readdirSync(here("by-hand/")).map((file) => basename(file, ".ts"));

/** From the arrival of a webhook to the record in a store that holds many. */
const webhook = async (): Promise<Figure> =>
  withVendors(records, async (gateway) => {
    const { stdout } = await run(process.execPath, [
      "--conditions=@opensme/source",
      "--disable-warning=ExperimentalWarning",
      here("webhook.ts"),
      gateway,
    ]);
    const { answered, stored, slowest } = JSON.parse(stdout);
    say(
      `  webhook: answered after ${answered.toFixed(1)} ms, stored after ${stored.toFixed(1)} ms, one of a hundred after ${slowest.toFixed(1)} ms`,
    );
    return { bench: "webhook-stored-within-20-ms", ratio: stored / 20, target: 1, better: "lower" };
  });

const startUp = async (): Promise<Figure> => {
  const program = here("../packages/cli/bin/opensme.js");
  const took: { help: number[]; node: number[] } = { help: [], node: [] };
  for (let round = 0; round < 7; round += 1) {
    took.node.push(await seconds(() => run(process.execPath, ["-e", "0"])));
    took.help.push(await seconds(() => run(process.execPath, [program, "--help"])));
  }
  const extra = (median(took.help) - median(took.node)) * 1000;
  say(`  opensme --help: ${Math.round(extra)} ms more than node -e 0`);
  return { bench: "help-within-300-ms-of-node", ratio: extra / 300, target: 1, better: "lower" };
};

const typecheck = async (): Promise<Figure> => {
  const took = await seconds(() => run("npm", ["run", "typecheck"], { cwd: here("..") }));
  say(`  type-check of the repository: ${took.toFixed(1)} s`);
  return { bench: "typecheck-within-60-s", ratio: took / 60, target: 1, better: "lower" };
};

const records = 100_000 * scale;
const figures: Figure[] = [];
const benches = [
  () => speed("kiotviet", records),
  () => speed("xero", records),
  () => speedOnServer("kiotviet", records),
  () => speedOnServer("xero", records),
  ...mapped.sort().map((tool) => () => mapping(tool)),
  memory,
  webhook,
  startUp,
  typecheck,
];
for (const bench of process.argv.includes("--peers") ? peers(records) : benches) {
  for (const figure of [await bench()].flat()) {
    figures.push(figure);
    const { ratio, ...rest } = figure;
    if (wantsJson) console.log(JSON.stringify({ ...rest, ratio: Number(ratio.toFixed(3)) }));
  }
}

const isMet = ({ ratio, target, better }: Figure): boolean => (better === "higher" ? ratio >= target : ratio <= target);
if (!wantsJson) {
  console.table(
    Object.fromEntries(
      figures.map((figure) => [
        figure.bench,
        {
          ratio: Number(figure.ratio.toFixed(2)),
          target: `${figure.better === "higher" ? ">=" : "<="} ${figure.target}`,
          met: isMet(figure) ? "yes" : "no",
        },
      ]),
    ),
  );
}
