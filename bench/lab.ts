import { execFile } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";

export const wantsJson: boolean = process.argv.includes("--json");
export const scale: number = process.argv.includes("--quick") ? 0.1 : 1;

/** One ratio, and what it should be. */
export interface Figure {
  bench: string;
  ratio: number;
  target: number;
  better: "higher" | "lower";
}

/** One run of one way to read a vendor. */
export interface Measured {
  records: number;
  seconds: number;
  /** How long a second run took, in which nothing had changed; of `opensme-twice`. */
  againSeconds?: number;
  cpuSeconds: number;
  peakMegabytes: number;
}

/** By hand, or ours, once or twice; `pages` fetches and parses them, and does nothing else. */
export type Way = "pages" | "by-hand" | "opensme" | "opensme-twice";

export const run: typeof execFile.__promisify__ = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Serves that many records of each vendor while work goes on. */
export const withVendors = async <Result>(
  records: number,
  work: (gateway: string) => Promise<Result>,
): Promise<Result> => {
  const worker = new Worker(here("vendor-server.ts"), { workerData: { records } });
  try {
    const [port] = await once(worker, "message");
    return await work(`http://127.0.0.1:${port}`);
  } finally {
    await worker.terminate();
  }
};

export const measure = async (tool: string, way: Way, gateway: string, server?: string): Promise<Measured> => {
  const { stdout } = await run(process.execPath, [
    "--conditions=@opensme/source",
    "--disable-warning=ExperimentalWarning",
    here("measure.ts"),
    tool,
    way,
    gateway,
    ...(server === undefined ? [] : [server]),
  ]);
  return JSON.parse(stdout);
};

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

export const say = (line: string): void => {
  if (!wantsJson) console.log(line);
};
