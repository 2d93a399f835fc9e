import { pacer } from "@opensme/core";
import { CronExpressionParser } from "cron-parser";
import { type Job, keyOf, type Problem, priorityOf, tenantOf } from "./job.ts";
import type { AppLimit, Claim, DeadLetter, Queue, Retries, Schedule } from "./queue.ts";

interface Entry {
  readonly id: string;
  readonly job: Job;
  readonly priority: number;
  readonly startAfter: number;
  readonly attempt: number;
}

/** Seconds between two tries, at most. */
const longestDelay = 3600;

/** The longest time that a timer of Node takes, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * The queue of a single process, which ends with it: what matters is in the stores, each of which goes on where it was, and rounds come again. `onAdded` is
 * called whenever there is something to take.
 */
export const memoryQueue = (retries: Retries, onAdded: () => void): Queue => {
  const waiting = new Map<string, Entry>();
  const active = new Map<string, Entry>();
  const given = new Map<string, DeadLetter>();
  const timers = new Map<unknown, NodeJS.Timeout>();
  const paces = new Map<string, ReturnType<typeof pacer>>();
  let lastId = 0;

  const later = (owner: unknown, milliseconds: number, work: () => void): void => {
    clearTimeout(timers.get(owner));
    timers.set(owner, setTimeout(work, Math.max(0, Math.min(milliseconds, longestTimer))));
  };
  const wait = (entry: Entry): void => {
    const key = keyOf(entry.job);
    waiting.set(key, entry);
    later(key, entry.startAfter - Date.now(), () => {
      timers.delete(key);
      onAdded();
    });
  };
  const put = (job: Job, rank: number, after = 0): void => {
    lastId += 1;
    const id = String(lastId);
    wait({ id, job, priority: priorityOf(job, rank), startAfter: Date.now() + after * 1000, attempt: 0 });
  };
  const add: Queue["add"] = async (jobs) => {
    const fresh = jobs.filter(({ job }) => !waiting.has(keyOf(job)) && !active.has(keyOf(job)));
    for (const { job, rank } of fresh) put(job, rank);
    return fresh.length;
  };
  const end = (claim: Claim): Entry | undefined => {
    const key = keyOf(claim.job);
    const entry = active.get(key);
    active.delete(key);
    return entry;
  };
  const bury = ({ job }: Claim, problem: Problem): void => {
    if (job.kind === "round") return;
    const { tenant, connection } = job;
    given.set(keyOf(job), { tenant, connection, job, ...problem, at: new Date().toISOString() });
  };
  const ring = (schedule: Schedule): void => {
    const { cron, timezone = "UTC", full = false } = schedule;
    const next = CronExpressionParser.parse(cron, { tz: timezone }).next().getTime();
    const wake = (): void => {
      // A month is longer than a timer takes.
      if (Date.now() < next) later(schedule, next - Date.now(), wake);
      else {
        void add([{ job: { kind: "round", full }, rank: 0 }]);
        ring(schedule);
      }
    };
    later(schedule, next - Date.now(), wake);
  };

  return {
    add,
    async hurry(job) {
      const entry = waiting.get(keyOf(job));
      if (entry) wait({ ...entry, priority: priorityOf(job, 0), startAfter: Date.now() });
    },
    async take(limit, busy) {
      const isBusy = ({ job }: Entry): boolean => busy.includes(tenantOf(job) ?? "");
      const taken = [...waiting.values()]
        .filter(({ startAfter }) => startAfter <= Date.now())
        .sort((one, other) => Number(isBusy(one)) - Number(isBusy(other)) || other.priority - one.priority)
        .slice(0, limit);
      for (const entry of taken) {
        waiting.delete(keyOf(entry.job));
        active.set(keyOf(entry.job), entry);
      }
      return taken;
    },
    async touch() {},
    async done(claim) {
      end(claim);
    },
    async again(claim, job, after) {
      end(claim);
      put(job, 0, after);
    },
    async fail(claim, problem) {
      const entry = end(claim);
      if (!entry || entry.attempt >= retries.limit) return bury(claim, problem);
      const delay = Math.min(retries.delay * 2 ** entry.attempt, longestDelay);
      wait({ ...entry, attempt: entry.attempt + 1, startAfter: Date.now() + delay * 1000 });
    },
    async park(claim, problem) {
      end(claim);
      bury(claim, problem);
    },
    async dead() {
      return [...given.values()];
    },
    async revive() {
      const letters = [...given.values()];
      given.clear();
      return add(letters.map(({ job }) => ({ job, rank: 0 })));
    },
    async forgive(job) {
      given.delete(keyOf(job));
    },
    async schedule(schedules) {
      for (const schedule of schedules) ring(schedule);
    },
    pace(app, limits: readonly AppLimit[]) {
      const enter = paces.get(app) ?? pacer(limits);
      paces.set(app, enter);
      return async (signal) => {
        const leave = await enter(signal);
        leave();
      };
    },
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
};
