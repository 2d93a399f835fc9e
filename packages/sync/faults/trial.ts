import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@opensme/testing";
import type { SyncReport } from "../src/index.ts";
import { differences, falseDeletions, readHoldings } from "./compare.ts";
import type { Defect } from "./defects.ts";
import type { Job } from "./engine.ts";
import type { Engines, Run } from "./engines.ts";
import { type Collection, collections, planOf, type Round } from "./plan.ts";
import { type FaultyProxy, startProxy } from "./proxy.ts";
import { type Market, openMarket } from "./vendor.ts";

export interface TrialResult {
  readonly seed: number;
  /** What went wrong; empty where the engine kept its word. */
  readonly problems: readonly string[];
  readonly runs: number;
  readonly kills: number;
  /** Requests that met a fault. */
  readonly faults: number;
}

export interface TrialOptions {
  /** Breaks the engine on purpose. */
  readonly defect?: Defect | undefined;
  /** The address of a PostgreSQL database, in which the trial is a tenant; a SQLite file of its own unless given. */
  readonly server?: string | undefined;
}

/** Goes through the plan of a seed, then reads in peace, and holds the database against the vendor. */
export const trial = async (
  seed: number,
  engines: Engines,
  { defect, server }: TrialOptions = {},
): Promise<TrialResult> => {
  const plan = planOf(seed);
  const market = openMarket(plan);
  const gateway = await serve([market.sandbox]);
  const proxy = await startProxy(gateway.url);
  const folder = await mkdtemp(join(tmpdir(), "opensme-faults-"));
  const count = { runs: 0, kills: 0, faults: 0 };
  const job: Job = {
    gateway: proxy.url,
    database: server === undefined ? { place: join(folder, "company.db") } : { place: server, tenant: folder },
    isFull: false,
    confirmDeletes: false,
    defect,
  };
  const seen: Record<Collection, Set<string>> = { orders: new Set(), items: new Set(), contacts: new Set() };
  const problems: string[] = [];
  /** Looks at the database between two runs: whatever happened, it must be sound. */
  const look = async (when: string, isPeace = false): Promise<void> => {
    if (server === undefined && !existsSync(job.database.place)) return;
    const held = await readHoldings(job.database);
    for (const collection of collections) for (const id of held[collection].records.keys()) seen[collection].add(id);
    const found = [...falseDeletions(market, held), ...(isPeace ? differences(market, held, seen) : [])];
    problems.push(...found.map((problem) => `${when}: ${problem}`));
  };

  try {
    for (const [index, round] of plan.rounds.entries()) {
      for (const mutation of round.before) market.mutate(mutation);
      const reports = await runRound(round, { engines, job, market, proxy, count });
      problems.push(...reports.flatMap((report) => unexpected(report)).map((text) => `round ${index + 1}: ${text}`));
      await look(`after round ${index + 1}`);
    }
    market.calm();
    proxy.follow({ fault: () => undefined, onRequest: () => undefined, onAnswered: () => undefined });
    // Ends a full read that was cut off. What changed behind its back, and deletions that are only reported, come with the next run.
    await peace(engines, { ...job, confirmDeletes: true });
    for (const isFull of [false, true]) {
      const when = isFull ? "after a full run in peace" : "after a run in peace";
      const report = await peace(engines, { ...job, isFull, confirmDeletes: true });
      if (!report?.isComplete) problems.push(`${when}: ${errorsIn(report).join("; ")}`);
      await look(when, true);
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    await Promise.all([proxy.close(), gateway.close()]);
    await rm(folder, { recursive: true, force: true });
  }
  return { seed, problems, ...count };
};

interface Stage {
  readonly engines: Engines;
  readonly job: Job;
  readonly market: Market;
  readonly proxy: FaultyProxy;
  readonly count: { runs: number; kills: number; faults: number };
}

/** One run of the engine, or two at once, with all that is to happen to it. */
const runRound = async (round: Round, { engines, job, market, proxy, count }: Stage): Promise<SyncReport[]> => {
  const { kill } = round;
  const runs: Run[] = [];
  const strike = (request: number, isAnswered: boolean): void => {
    if (!kill || kill.request !== request || kill.isAnswered !== isAnswered) return;
    setTimeout(() => runs[0]?.kill(), kill.milliseconds);
  };
  proxy.follow({
    fault(request) {
      const fault = round.faults.get(request);
      if (fault) count.faults += 1;
      return fault;
    },
    onRequest(request) {
      const mutation = round.during.get(request);
      if (mutation) market.mutate(mutation);
      strike(request, false);
    },
    onAnswered: (request) => strike(request, true),
  });
  const isFull = round.isFull;
  runs.push(engines.start({ ...job, isFull }));
  if (round.hasTwin) runs.push(engines.start({ ...job, isFull }));
  const reports = await Promise.all(runs.map(({ report }) => report));
  count.runs += runs.length;
  count.kills += reports.filter((report) => report === undefined).length;
  return reports.filter((report) => report !== undefined);
};

/** Runs until all is complete. A pass whose place the vendor has forgotten may need a second run. */
const peace = async (engines: Engines, job: Job): Promise<SyncReport | undefined> => {
  let report: SyncReport | undefined;
  for (let run = 1; run <= 3 && !report?.isComplete; run += 1) report = await engines.start(job).report;
  return report;
};

const errorsIn = (report: SyncReport | undefined): string[] =>
  report?.streams.flatMap(({ stream, error }) =>
    error ? [`${stream.resource} ended with ${error.code}: ${error.message}`] : [],
  ) ?? ["the engine gave no report"];

/** An error without a code of ours is one that nobody has thought of. */
const unexpected = (report: SyncReport): string[] =>
  errorsIn({ ...report, streams: report.streams.filter(({ error }) => error?.code === "unexpected") });
