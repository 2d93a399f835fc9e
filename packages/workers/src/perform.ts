import { type Connection, OpenSMEError, type Pace } from "@opensme/core";
import {
  type Contract,
  type Store,
  type SyncEvent,
  type SyncReport,
  sync,
  type WebhookReport,
  webhookReceiver,
} from "@opensme/sync";
import { type ConnectionKey, type Ending, type Job, keyOf, needsPerson, type Problem } from "./job.ts";
import type { Queue } from "./queue.ts";
import type { Stores } from "./stores.ts";

/** A connection that was opened for a turn. */
export interface Opened {
  readonly connection: Connection;
  /** Only these resources; all that the connection lists unless given. */
  readonly streams?: readonly string[] | undefined;
  /** What becomes of rows in which the vendor sends what it did not send before, in syncs and by webhooks; `evolve` unless given. */
  readonly contract?: Contract | undefined;
  /** What the vendor signs its webhooks with; without it none are taken. */
  readonly secret?: string | undefined;
  /** The address as the vendor calls it, where a proxy stands in front: some signatures cover it. */
  readonly url?: string | undefined;
  /** Takes only events of this account at the vendor. Needed where connections share an address. */
  readonly account?: string | undefined;
}

export interface ConnectTools {
  /** Paces the requests of a connection by the limits of its app: `connect(xero, { config, pace: pace("xero") })`. */
  pace(app: string): Pace;
}

/** Which connections there are, and how each is opened. */
export interface Host {
  connections(): Iterable<ConnectionKey> | AsyncIterable<ConnectionKey> | Promise<Iterable<ConnectionKey>>;
  connect(key: ConnectionKey, tools: ConnectTools): Opened | Promise<Opened>;
}

export type PerformEvent =
  | { readonly type: "sync"; readonly tenant: string; readonly event: SyncEvent }
  | { readonly type: "webhook"; readonly tenant: string; readonly event: WebhookReport };

interface Means {
  readonly host: Host;
  readonly tools: ConnectTools;
  readonly queue: Queue;
  readonly stores: Stores;
  /** Why a turn has ended before its job: see `endOfTurn` and `stopping`. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: PerformEvent) => void;
}

type SyncJob = Extract<Job, { kind: "sync" }>;
type WebhooksJob = Extract<Job, { kind: "webhooks" }>;

const told = (message: string): OpenSMEError => new OpenSMEError(message, { code: "unavailable", retryable: true });

export const endOfTurn = told("Its turn is over. What is stored stays, and it goes on when the others had theirs.");
export const stopping = told("The machine stops. What is stored stays, and another goes on with it.");

/** Seconds after which a connection is tried again that something else is syncing. */
const busyDelay = 10;

/** How many connections a round adds at a time. */
const roundBatch = 1000;

/** One turn at a job. What goes wrong is in its ending; throws what the host, the store or the queue throws. */
export const perform = (job: Job, means: Means): Promise<Ending> => {
  if (job.kind === "round") return makeRound(job.full, means);
  return job.kind === "sync" ? syncConnection(job, means) : applyWebhooks(job, means);
};

const makeRound = async (full: boolean, { host, queue, signal }: Means): Promise<Ending> => {
  const parked = new Set((await queue.dead()).filter(({ code }) => needsPerson(code)).map(({ job }) => keyOf(job)));
  const ranks = new Map<string, number>();
  let batch: { job: Job; rank: number }[] = [];
  for await (const { tenant, connection } of await host.connections()) {
    if (signal.reason === stopping) {
      return { type: "again", job: { kind: "round", full }, after: 0, reason: "stopping" };
    }
    const job: Job = { kind: "sync", tenant, connection, full };
    if (parked.has(keyOf(job))) continue;
    const rank = ranks.get(tenant) ?? 0;
    ranks.set(tenant, rank + 1);
    batch.push({ job, rank });
    if (batch.length < roundBatch) continue;
    await queue.add(batch);
    batch = [];
  }
  if (batch.length > 0) await queue.add(batch);
  return { type: "done" };
};

const syncConnection = async (job: SyncJob, { host, tools, stores, signal, onEvent }: Means): Promise<Ending> => {
  const { tenant, connection: name, full } = job;
  const opened = await host.connect({ tenant, connection: name }, tools);
  const streams = job.streams ?? opened.streams;
  return stores.use(tenant, async (store) => {
    const report = await sync({
      connections: { [name]: opened.connection },
      store,
      full,
      signal,
      ...(streams && { streams: { [name]: streams } }),
      ...(opened.contract && { contracts: { [name]: opened.contract } }),
      onEvent: (event) => onEvent({ type: "sync", tenant, event }),
    });
    const ending = endingOf(job, report, signal);
    // What vendors told meanwhile has waited for the lease.
    if (ending.type === "done" && opened.secret) await apply(job, opened, store, onEvent);
    return ending;
  });
};

const endingOf = (job: SyncJob, { streams }: SyncReport, signal: AbortSignal): Ending => {
  const problems = streams.flatMap(({ error }) => (error ? [error] : []));
  if (signal.aborted && problems.some(({ code }) => code === "unavailable")) {
    const left = streams.filter(({ outcome }) => outcome !== "complete").map(({ stream }) => stream.resource);
    const isTurn = signal.reason === endOfTurn;
    const rest = { ...job, streams: left, turns: (job.turns ?? 0) + Number(isTurn) };
    return { type: "again", job: rest, after: 0, reason: isTurn ? "turn" : "stopping" };
  }
  if (problems.some(({ code }) => code === "conflict")) {
    return { type: "again", job, after: busyDelay, reason: "busy" };
  }
  const grave = problems.find(({ code }) => needsPerson(code));
  if (grave) return { type: "parked", problem: problemOf(grave) };
  const passing = problems.find(({ code }) => passes(code));
  // What is left is of single streams and rows, and the store tells of it.
  return passing ? { type: "failed", problem: problemOf(passing) } : { type: "done" };
};

/** Only what is sure to hold no secret and no data of anybody. */
const problemOf = ({ code, message }: Problem): Problem => ({
  code,
  message: code === "unexpected" ? "Something unexpected was thrown. The worker has told it to onEvent." : message,
});

const passes = (code: string): boolean => ["rate_limited", "timeout", "unavailable", "unexpected"].includes(code);

/** How a turn ends in which something was thrown. */
export const endingOfThrown = (job: Job, error: unknown): Ending => {
  const problem = problemOf(OpenSMEError.is(error) ? error : { code: "unexpected", message: "" });
  if (problem.code === "conflict") return { type: "again", job, after: busyDelay, reason: "busy" };
  return needsPerson(problem.code) ? { type: "parked", problem } : { type: "failed", problem };
};

const applyWebhooks = async (job: WebhooksJob, { host, tools, stores, onEvent }: Means): Promise<Ending> => {
  const opened = await host.connect(job, tools);
  return stores.use(job.tenant, async (store) => {
    const waiting = await apply(job, opened, store, onEvent);
    if (waiting === "conflict") return { type: "again", job, after: busyDelay, reason: "busy" };
    if (waiting === undefined) return { type: "done" };
    const message = "What the vendor told could not be applied yet.";
    return { type: needsPerson(waiting) ? "parked" : "failed", problem: { code: waiting, message } };
  });
};

/** Applies what a connection's vendor has told; gives the code of what is in the way. */
const apply = async (
  { tenant, connection: name }: ConnectionKey,
  { secret = "", ...opened }: Opened,
  store: Store,
  onEvent: Means["onEvent"],
): Promise<string | undefined> => {
  let waiting: string | undefined;
  const receiver = webhookReceiver({
    store,
    connections: { [name]: { ...opened, secret } },
    onEvent(event) {
      if (event.type === "webhook-waiting") waiting = event.reason;
      onEvent({ type: "webhook", tenant, event });
    },
  });
  await receiver.apply();
  return waiting;
};
