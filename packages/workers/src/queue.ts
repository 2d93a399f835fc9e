import type { Limit, Pace } from "@opensme/core";
import type { ConnectionKey, Job, Problem } from "./job.ts";

/** When rounds are made. */
export interface Schedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** Where the clock hangs, as `Asia/Ho_Chi_Minh`; UTC unless given. */
  readonly timezone?: string | undefined;
  /** Reads everything again instead of what changed, which shows what is gone where the tool does not report it. */
  readonly full?: boolean | undefined;
}

/** What an app may ask of its vendor, for all its accounts together: so many requests in any span of so many seconds. */
export type AppLimit = Extract<Limit, { requests: number }>;

/** A job that is at work, in one of its attempts. */
export interface Claim {
  readonly id: string;
  readonly attempt: number;
  readonly job: Job;
}

/** A job that was given up. */
export interface DeadLetter extends ConnectionKey, Problem {
  readonly job: Job;
  /** When it was given up. */
  readonly at: string;
}

/** How often and how late a job that failed is tried again: after `delay` seconds, then after twice as many, up to an hour. */
export interface Retries {
  readonly limit: number;
  readonly delay: number;
}

/** Where jobs wait, and who has which: in PostgreSQL, or in this process. */
export interface Queue {
  /** Adds jobs, later those of a higher rank, but for those that wait or are at work already. Gives how many it has added. */
  add(jobs: readonly { job: Job; rank: number }[]): Promise<number>;
  /** Brings a job that waits, for its next try too, to the front. */
  hurry(job: Job): Promise<void>;
  /** Takes up to so many jobs, first those of tenants that are not named. */
  take(limit: number, busy: readonly string[]): Promise<Claim[]>;
  /** Says that they are still at work. Others take over a job of which nothing was heard for `heartbeat` seconds. */
  touch(claims: readonly Claim[]): Promise<void>;
  done(claim: Claim): Promise<void>;
  again(claim: Claim, job: Job, after: number): Promise<void>;
  fail(claim: Claim, problem: Problem): Promise<void>;
  park(claim: Claim, problem: Problem): Promise<void>;
  /** What was given up, the latest of each job. */
  dead(): Promise<DeadLetter[]>;
  /** Adds again what was given up, and gives how many. */
  revive(): Promise<number>;
  /** Forgets that a job was given up. */
  forgive(job: Job): Promise<void>;
  /** Makes rounds by these schedules, and by none that were set before. */
  schedule(schedules: readonly Schedule[]): Promise<void>;
  /** Paces the requests of all connections that go through an app. */
  pace(app: string, limits: readonly AppLimit[]): Pace;
  close(): Promise<void>;
}
