import { OpenSMEError, type Pace } from "@opensme/core";
import { webhookReceiver } from "@opensme/sync";
import { CronExpressionParser } from "cron-parser";
import { Crew } from "./crew.ts";
import type { ConnectionKey, Ending, Job } from "./job.ts";
import { memoryQueue } from "./memory-queue.ts";
import { type ConnectTools, type Host, type PerformEvent, perform } from "./perform.ts";
import type { AppLimit, DeadLetter, Queue, Retries, Schedule } from "./queue.ts";
import { isPostgres, Stores } from "./stores.ts";

export interface WorkersOptions extends Host {
  /**
   * Where records and jobs are: the address of a PostgreSQL database, for any number of machines; or a folder, for one process, with a SQLite file for each
   * tenant.
   */
  readonly database: string;
  /** Keeps each earlier state of a record, of every tenant, so that it can be asked how it was in March. */
  readonly history?: boolean | undefined;
  /** When all connections are synced; otherwise only those that are asked for. */
  readonly schedules?: readonly Schedule[] | undefined;
  /** What apps may ask of their vendors for all their accounts together, by the names that `pace` is asked with. */
  readonly limits?: Readonly<Record<string, readonly AppLimit[]>> | undefined;
  /** How many connections this process works on at the same time: 10 unless given; 0 for one that only takes webhooks and requests. */
  readonly concurrency?: number | undefined;
  /** Seconds that a sync may take before it goes to the back of the queue and others have their turn; 300 unless given. */
  readonly turn?: number | undefined;
  /** Seconds, 10 or more, after which the work of a machine that is not heard of is taken over; 60 unless given, as long as a lease. */
  readonly heartbeat?: number | undefined;
  /** How often what failed is tried again, and after how many seconds; 5 times, and 30 seconds, then twice as many, unless given. */
  readonly retries?: Retries | undefined;
  readonly onEvent?: ((event: WorkersEvent) => void) | undefined;
}

/** What happens, as it happens, in this process. */
export type WorkersEvent =
  | PerformEvent
  | {
      readonly type: "job-ended";
      readonly job: Job;
      readonly ending: Ending;
      /** What was thrown, where something was. It may hold more than a log should. */
      readonly thrown?: unknown;
    }
  /** The queue could not be asked. It is asked again. */
  | { readonly type: "queue-problem"; readonly message: string };

export interface Workers {
  /** Has a connection synced soon, also one that was given up. False where that waits or is at work already. */
  sync(key: ConnectionKey, options?: { full?: boolean }): Promise<boolean>;
  /** Has all connections synced, as the schedules do. */
  round(options?: { full?: boolean }): Promise<boolean>;
  /** Answers a vendor's call for a connection, or for those that share an address. What it tells is kept before the answer, and applied by any worker. */
  receive(request: Request, keys: ConnectionKey | readonly ConnectionKey[]): Promise<Response>;
  /** What was given up: after the last try, or since only a person can help. */
  dead(): Promise<DeadLetter[]>;
  /** Tries again what was given up; gives how many. */
  retry(): Promise<number>;
  /** Finishes the pages under way, hands the rest back, and closes everything. */
  stop(): Promise<void>;
}

/** Starts to work: syncs and webhooks of many tenants, on as many machines as run this over one PostgreSQL, or in this process alone. */
export const workers = async (options: WorkersOptions): Promise<Workers> => {
  const { database, schedules = [], limits = {}, concurrency = 10, turn = 300, heartbeat = 60, onEvent } = options;
  const { retries = { limit: 5, delay: 30 }, history = false } = options;
  schedules.forEach(requireSchedule);
  if (!Number.isInteger(heartbeat) || heartbeat < 10)
    throw wrong("The heartbeat must be 10 seconds or more, without fractions.");
  const tell = (event: WorkersEvent): void => {
    try {
      onEvent?.(event);
    } catch {
      // What a listener throws must not stop the work.
    }
  };
  const onProblem = (error: unknown): void =>
    tell({ type: "queue-problem", message: error instanceof Error ? error.message : String(error) });

  const stores = new Stores(database, history);
  await stores.open();
  let crew: Crew | undefined;
  const openQueue = async (): Promise<Queue> => {
    if (!isPostgres(database)) return memoryQueue(retries, () => crew?.wake());
    const { postgresQueue } = await import("./postgres-queue.ts");
    return postgresQueue(database, { retries, heartbeat, onProblem });
  };
  const queue = await openQueue().catch(async (error: unknown) => {
    await stores.close();
    throw error;
  });
  const paces = new Map(Object.entries(limits).map(([app, list]) => [app, queue.pace(app, list)]));
  const tools: ConnectTools = { pace: (app) => paces.get(app) ?? unknownApp(app, Object.keys(limits)) };

  const add = async (job: Job): Promise<boolean> => {
    const added = await queue.add([{ job, rank: 0 }]);
    crew?.wake();
    return added > 0;
  };

  crew = new Crew({
    queue,
    concurrency,
    turn,
    heartbeat,
    perform: (job, signal) => perform(job, { host: options, tools, queue, stores, signal, onEvent: tell }),
    async onEnded(job, ending, thrown) {
      tell({ type: "job-ended", job, ending, ...(thrown === undefined ? {} : { thrown }) });
      if (job.kind !== "webhooks" || ending.type !== "done") return;
      // What came after its last look, and found it still at work, has added no job.
      const left = await stores.use(job.tenant, (store) => store.queued(job.connection, 1));
      if (left.length > 0) await add(job);
    },
    onProblem,
  });
  await queue.schedule(schedules);

  const receiveFor = async (tenant: string, keys: readonly ConnectionKey[], request: Request): Promise<Response> => {
    const address = lastPart(request.url);
    const opened = await Promise.all(
      keys.map(async (key) => {
        const { secret = "", ...rest } = await options.connect(key, tools);
        return [key.connection, { ...rest, secret, address }] as const;
      }),
    );
    return stores.use(tenant, (store) =>
      webhookReceiver({
        store,
        connections: Object.fromEntries(opened),
        later: async (connection) => void (await add({ kind: "webhooks", tenant, connection })),
        onEvent: (event) => tell({ type: "webhook", tenant, event }),
      }).handle(request),
    );
  };

  return {
    async sync({ tenant, connection }, { full = false } = {}) {
      const job: Job = { kind: "sync", tenant, connection, full };
      await queue.forgive(job);
      const isAdded = await add(job);
      if (!isAdded) await queue.hurry(job);
      return isAdded;
    },
    round: ({ full = false } = {}) => add({ kind: "round", full }),
    async receive(request, keys) {
      const byTenant = Map.groupBy([keys].flat(), ({ tenant }) => tenant);
      const answers = await Promise.all([...byTenant].map(([tenant, own]) => receiveFor(tenant, own, request.clone())));
      // Where one could not keep what it was told, the vendor must send it again.
      return answers.toSorted((one, other) => other.status - one.status)[0] ?? new Response(null, { status: 404 });
    },
    dead: () => queue.dead(),
    async retry() {
      const revived = await queue.revive();
      crew.wake();
      return revived;
    },
    async stop() {
      await crew.stop();
      await queue.close();
      await stores.close();
    },
  };
};

const wrong = (message: string, cause?: unknown): OpenSMEError => new OpenSMEError(message, { code: "config", cause });

const requireSchedule = ({ cron, timezone = "UTC" }: Schedule): void => {
  try {
    if (cron.trim().split(/\s+/).length !== 5) throw new Error("it needs five fields");
    CronExpressionParser.parse(cron, { tz: timezone }).next();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw wrong(`The schedule "${cron}" in ${timezone} is not valid: ${why}. Write it as "*/15 * * * *".`, cause);
  }
};

/** The last part of an address, by which a receiver knows the connection. */
const lastPart = (url: string): string => {
  try {
    return decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
  } catch {
    return "";
  }
};

const unknownApp = (app: string, known: readonly string[]): Pace => {
  throw wrong(
    `There are no limits of an app "${app}". Give them in \`limits\`, which has: ${known.join(", ") || "none"}.`,
  );
};
