import { createHash } from "node:crypto";
import { OpenSMEError } from "@opensme/core";
import { type Db, type JobWithMetadata, PgBoss, type SendOptions } from "pg-boss";
import { type Ask, allowanceTable, sharedPace } from "./allowance.ts";
import { type Job, keyOf, type Problem, priorityOf, tenantOf } from "./job.ts";
import type { Claim, DeadLetter, Queue, Retries, Schedule } from "./queue.ts";

/** Where everything of the queue is, beside the tables of the stores. */
const schema = "opensme_workers";

const work = "work";
const deadLetters = "dead-letters";

const day = 86_400;

export interface PostgresQueueOptions {
  readonly retries: Retries;
  /** Seconds without a sign of life, 10 or more, after which others take over a job. */
  readonly heartbeat: number;
  readonly onProblem: (error: Error) => void;
  /** What else pg-boss is told, for tests. */
  readonly boss?: Partial<ConstructorParameters<typeof PgBoss>[0] & object> | undefined;
}

/** What a job that was parked by us is kept as, beside what it was. */
interface Parked {
  readonly problem: Problem;
}

/** The queue of a fleet: pg-boss, in a schema of its own. */
export const postgresQueue = async (
  database: string,
  { retries, heartbeat, onProblem, boss: further }: PostgresQueueOptions,
): Promise<Queue> => {
  const watch = Math.max(1, Math.floor(heartbeat / 4));
  const boss = new PgBoss({
    connectionString: database,
    schema,
    application_name: "opensme workers",
    superviseIntervalSeconds: watch,
    monitorIntervalSeconds: watch,
    maintenanceIntervalSeconds: 3600,
    ...further,
  });
  boss.on("error", onProblem);
  await boss.start().catch((cause: unknown) => {
    throw new OpenSMEError(
      `The queue could not be opened: ${cause instanceof Error ? cause.message : cause}. Check the address of the database, and that its user may create the schema ${schema}.`,
      { code: "config", cause },
    );
  });
  const db = boss.getDb();
  const ask: Ask = (sql, parameters) => db.executeSql(sql, parameters);
  // The word of the first machine decides where several create the table at once.
  await ask(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('${schema}')); ${allowanceTable(schema)}; COMMIT`);
  const options = {
    deadLetter: deadLetters,
    retryLimit: retries.limit,
    retryDelay: retries.delay,
    retryBackoff: true,
    retryDelayMax: 3600,
    heartbeatSeconds: heartbeat,
    expireInSeconds: day,
    retentionSeconds: 30 * day,
    deleteAfterSeconds: day,
  };
  await boss.createQueue(deadLetters, { retentionSeconds: 30 * day });
  // At most one job of a key waits, is to be tried again or is at work.
  await boss.createQueue(work, { policy: "exclusive", ...options });
  await boss.updateQueue(work, options);

  const sending = (job: Job, rank = 0): SendOptions => {
    const tenant = tenantOf(job);
    return {
      priority: priorityOf(job, rank),
      singletonKey: keyOf(job),
      ...(tenant === undefined ? {} : { group: { id: tenant } }),
    };
  };
  const attempt = ({ id, attempt: retryCount }: Claim) => ({ id, retryCount });
  const together = async (statements: (db: Db) => Promise<unknown>): Promise<void> => {
    const transaction = await db.beginTransaction?.();
    if (!transaction) throw new OpenSMEError("The queue's database has no transactions.", { code: "unsupported" });
    try {
      await statements(transaction.db);
      await transaction.commit();
    } finally {
      await transaction.rollback();
    }
  };
  const lettersOf = (key?: string) =>
    boss.findJobs<Job & Partial<Parked>>(deadLetters, { queued: true, limit: 100_000, ...(key ? { key } : {}) });
  const forgive = async (job: Job): Promise<void> => {
    const letters = await lettersOf(keyOf(job));
    if (letters.length > 0) await boss.deleteJob(deadLetters, idsOf(letters));
  };

  const add: Queue["add"] = async (jobs) => {
    const rows = jobs.map(({ job, rank }) => ({ data: job, ...sending(job, rank) }));
    return (await boss.insert(work, rows, { returnId: true }))?.length ?? 0;
  };

  return {
    add,
    async hurry(job) {
      const { priority, singletonKey } = sending(job);
      await boss.update(work, undefined, { singletonKey, priority, startAfter: new Date() } as SendOptions);
    },
    async take(limit, busy) {
      const take = (batchSize: number, ignoreGroups: readonly string[]) =>
        boss.fetch<Job>(work, { batchSize, ignoreGroups: [...ignoreGroups] });
      const jobs = await take(limit, busy);
      if (jobs.length < limit && busy.length > 0) jobs.push(...(await take(limit - jobs.length, [])));
      return jobs.map(({ id, retryCount, data }) => ({ id, attempt: retryCount, job: data }));
    },
    async touch(claims) {
      await boss.touch(work, claims.map(attempt));
    },
    async done(claim) {
      await boss.deleteJob(work, attempt(claim));
    },
    async again(claim, job, after) {
      await together(async (transaction) => {
        await boss.deleteJob(work, attempt(claim), { db: transaction });
        await boss.send(work, job, { ...sending(job), startAfter: after, db: transaction });
      });
    },
    async fail(claim, problem) {
      // The last try becomes a letter, in place of that of an earlier round.
      if (claim.attempt >= retries.limit) await forgive(claim.job);
      await boss.fail(work, attempt(claim), problem);
    },
    async park(claim, problem) {
      await together(async (transaction) => {
        await boss.deleteJob(work, attempt(claim), { db: transaction });
        await boss.send(deadLetters, { ...claim.job, problem }, { ...sending(claim.job), db: transaction });
      });
    },
    async dead() {
      const letters = (await lettersOf()).flatMap(letterOf);
      return [...new Map(letters.map((letter) => [keyOf(letter.job), letter])).values()];
    },
    async revive() {
      const letters = await lettersOf();
      if (letters.length === 0) return 0;
      const jobs = letters.map(({ data: { problem: _, ...job } }) => ({ job: job as Job, rank: 0 }));
      const added = await add([...new Map(jobs.map((one) => [keyOf(one.job), one])).values()]);
      await boss.deleteJob(deadLetters, idsOf(letters));
      return added;
    },
    forgive,
    async schedule(schedules) {
      const keys = new Map(schedules.map((schedule) => [scheduleKey(schedule), schedule]));
      for (const { key } of await boss.getSchedules(work)) if (!keys.has(key)) await boss.unschedule(work, key);
      for (const [key, { cron, timezone = "UTC", full = false }] of keys) {
        const job: Job = { kind: "round", full };
        await boss.schedule(work, cron, job, { ...sending(job), tz: timezone, key, missed: "once" });
      }
    },
    pace: (app, limits) => sharedPace(ask, schema, app, limits),
    async close() {
      await boss.stop({ graceful: false });
    },
  };
};

const idsOf = (jobs: readonly { id: string }[]): string[] => jobs.map(({ id }) => id);

const scheduleKey = (schedule: Schedule): string =>
  createHash("sha256").update(JSON.stringify(schedule)).digest("hex").slice(0, 16);

/** What pg-boss says of a job whose last attempt was not heard of again. */
const lost: Problem = {
  code: "unavailable",
  message: "The machines that worked on it were lost, each time. Look at their memory and their logs.",
};

const letterOf = ({ data, createdOn, sourceOutput }: JobWithMetadata<Job & Partial<Parked>>): DeadLetter[] => {
  const { problem, ...job } = data;
  if (job.kind === "round") return [];
  const { tenant, connection } = job;
  const told = problem ?? (sourceOutput && "code" in sourceOutput ? (sourceOutput as Problem) : lost);
  const { code, message } = told;
  return [{ tenant, connection, job: job as Job, code, message, at: createdOn.toISOString() }];
};
