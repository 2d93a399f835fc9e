import { remedyOf } from "@opensme/core";
import type { StreamStatus } from "@opensme/sync";
import { openProject } from "../config/connections.ts";
import { openDatabase } from "../database.ts";
import { exit } from "../exit.ts";
import { localRemedy } from "../failure.ts";
import { table } from "../output/table.ts";
import type { Context } from "./context.ts";

/** Shows what the database holds of each stream, how fresh it is, and what went wrong last. */
export const status = async ({ json = false }: { json?: boolean }, context: Context): Promise<number> => {
  const { output } = context;
  const project = await openProject(context);
  const reader = await openDatabase(project);
  const streams = await reader.status();
  await reader.close();
  if (json) {
    const told = streams.map((stream) => {
      const error = stream.last?.error;
      return error ? { ...stream, last: { ...stream.last, error: { ...error, remedy: remedyOf(error) } } } : stream;
    });
    output.print(JSON.stringify(told, undefined, 2));
    return exit.success;
  }

  const now = Date.now();
  const headings = ["connection", "stream", "records", "rejected", "last complete", "last run"];
  const rows = streams.map((stream) => [
    stream.connection,
    stream.resource,
    stream.records,
    stream.rejects,
    stream.completeAt === undefined ? "never" : ago(stream.completeAt, now),
    lastRun(stream, now),
  ]);
  for (const line of table(headings, rows)) output.print(line);

  for (const { connection, resource, last } of streams) {
    if (!last?.error) continue;
    const [first, ...hints] = last.error.message.split("\n");
    output.print(`${connection} ${resource}: ${first}`);
    for (const hint of hints) output.print(`  ${hint}`);
    const remedy = localRemedy(last.error);
    if (remedy) output.print(`  ${remedy}`);
  }
  for (const { connection, resource, drift } of streams) {
    for (const { path, message, since, rows } of drift.slice(0, mostDrift)) {
      const what = message === undefined ? "a new field" : message.split("\n")[0];
      const extent = `${rows} ${rows === 1 ? "row" : "rows"}`;
      output.print(`${connection} ${resource}: ${path || "row"}: ${what}, since ${ago(since, now)}, in ${extent}`);
    }
    if (drift.length > mostDrift) output.print(`${connection} ${resource}: and ${drift.length - mostDrift} more`);
  }
  const rejects = streams.reduce((sum, stream) => sum + stream.rejects, 0);
  if (rejects > 0) output.remark('Rejected rows, and what is wrong with them: opensme query "select * from _rejects"');
  const known = new Set(streams.map(({ connection }) => connection));
  const unread = Object.keys(project.connections).filter((name) => !known.has(name));
  if (unread.length > 0) output.remark(`Not read yet: ${unread.join(", ")}. Read it: opensme sync ${unread.join(" ")}`);
  return exit.success;
};

/** How much of what a vendor has changed is told for each stream. */
const mostDrift = 5;

const lastRun = ({ last, state }: StreamStatus, now: number): string => {
  const run = last ? `${last.error?.state ?? last.outcome} ${ago(last.finishedAt, now)}` : "has not ended";
  return state?.pass ? `${run}, the next goes on` : run;
};

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

const words = new Intl.RelativeTimeFormat("en");

/** How long ago a moment was, as people say it. */
const ago = (instant: string, now: number): string => {
  const seconds = (now - Date.parse(instant)) / 1000;
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? ["second", 1];
  return words.format(-Math.max(0, Math.floor(seconds / length)), unit);
};
