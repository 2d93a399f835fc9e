import { OpenSMEError } from "../errors.ts";
import { withoutPersonalData } from "../http/explain.ts";
import type { Body } from "./body.ts";
import type { Desk, Fields, Options, Request, Result } from "./desk.ts";
import { located } from "./located.ts";
import { type BatchOperation, type CreateOperation, wireOf } from "./resource.ts";
import type { Json } from "./wire.ts";
import type { Planned, PlannedMany, WriteOptions, WriteOutcome } from "./written.ts";

type Attempt<Done> = { ok: true; done: Done } | { ok: false; error: OpenSMEError };

interface Means {
  one: (record: Fields, options?: Options) => Promise<Result>;
  plan: (record: Fields, options?: Options) => Promise<Planned>;
  /** The body of a record that may be created now. */
  ready: (record: Fields) => Promise<Body>;
  keyed: (request: Request, idempotencyKey: string | undefined) => Request;
  hasKeys: boolean;
}

/** Each record has a key of its own, made of the one given. */
const keyOf = ({ idempotencyKey, ...options }: Options, index: number): Options =>
  idempotencyKey === undefined ? options : { ...options, idempotencyKey: `${idempotencyKey}-${index}` };

/** How many records are under way at once where each takes a request; the transport paces them besides. */
const atOnce = 4;

/** Creates many records, with one outcome for each: by the vendor's batches where it has them, else one by one. */
export const creatingMany = (desk: Desk, create: CreateOperation, { one, plan, ready, keyed, hasKeys }: Means) => {
  const attempt = async <Done>(work: () => Done | Promise<Done>): Promise<Attempt<Done>> => {
    try {
      return { ok: true, done: await work() };
    } catch (reason) {
      const error = located(reason, desk.connector, desk.key, "create");
      if (OpenSMEError.is(error)) return { ok: false, error };
      const details = { code: "mismatch", connector: desk.connector, resource: desk.key, cause: error } as const;
      return { ok: false, error: new OpenSMEError("What became of this record could not be read.", details) };
    }
  };

  const requestFor = (batch: BatchOperation, bodies: readonly Body[]): Request => {
    const path = batch.path ?? create.path;
    return {
      ...wireOf(create),
      ...wireOf(batch),
      method: batch.method ?? create.method ?? "post",
      path: typeof path === "string" ? path : path({}),
      body: batch.wrap(bodies.map(({ fields }) => fields)) as Json,
    };
  };

  const inBatches = async (
    batch: BatchOperation,
    records: readonly Fields[],
    { idempotencyKey, signal }: WriteOptions,
  ): Promise<Attempt<Result>[]> => {
    const bodies = await Promise.all(records.map((record) => attempt(() => ready(record))));
    const sendable = bodies.flatMap((body) => (body.ok ? [body.done] : []));
    const request = requestFor(batch, sendable);
    const answer =
      sendable.length > 0 &&
      (await attempt(async () => {
        const told = batch.outcomes((await desk.api.request(keyed(request, idempotencyKey), { signal })).body);
        if (told.length === sendable.length) return told;
        throw new OpenSMEError(
          `${desk.connector} told of ${told.length} records where ${sendable.length} were sent: look them up before sending any again.`,
          { code: "unknown_outcome" },
        );
      }));
    let next = 0;
    const outcomes: Attempt<Result>[] = [];
    for (const body of bodies) {
      if (!body.ok || !answer) outcomes.push(body as Attempt<never>);
      else if (!answer.ok) outcomes.push(answer);
      else {
        const told = answer.done[next++];
        outcomes.push(await attempt(() => created(desk, told, body.done.warnings)));
      }
    }
    return outcomes;
  };

  const oneByOne = (records: readonly Fields[], options: WriteOptions): Promise<Attempt<Result>[]> =>
    inTurns(records, atOnce, (record, index) => attempt(() => one(record, keyOf(options, index))));

  /** What would be sent, batch by batch or one by one. */
  const planned = async (records: readonly Fields[], options: Options): Promise<PlannedMany> => {
    const { batch } = create;
    const { idempotencyKey: key } = options;
    const requests: Request[] = [];
    const outcomes: PlannedMany["outcomes"][number][] = [];
    const size = batch && (key === undefined || hasKeys) ? batch.size : 1;
    for (let start = 0; start < records.length; start += size) {
      const bodies = await Promise.all(
        records.slice(start, start + size).map((record) => attempt(() => ready(record))),
      );
      const sendable = bodies.flatMap((body) => (body.ok ? [body.done] : []));
      outcomes.push(...bodies.map((body) => (body.ok ? { ok: true as const, warnings: body.done.warnings } : body)));
      if (sendable.length === 0) continue;
      if (size > 1 && batch) requests.push(keyed(requestFor(batch, sendable), key && `${key}-${start}`));
      else requests.push((await plan(records[start] ?? {}, keyOf(options, start))).request);
    }
    return { requests, outcomes };
  };

  return async (records: readonly Fields[], options: Options = {}): Promise<WriteOutcome<never>[] | PlannedMany> => {
    const { batch } = create;
    const { idempotencyKey: key } = options;
    if (options.dryRun) return planned(records, options);
    // A batch has one key. Where keys are looked up instead, each record needs its own.
    if (!batch || (key !== undefined && !hasKeys)) return (await oneByOne(records, options)).map(outcomeOf);
    const outcomes: WriteOutcome<never>[] = [];
    for (let start = 0; start < records.length; start += batch.size) {
      const chunk = records.slice(start, start + batch.size);
      const keys = key === undefined ? {} : { idempotencyKey: `${key}-${start}` };
      outcomes.push(...(await inBatches(batch, chunk, { ...options, ...keys })).map(outcomeOf));
    }
    return outcomes;
  };
};

const outcomeOf = (attempt: Attempt<Result>): WriteOutcome<never> =>
  attempt.ok ? { ok: true, written: attempt.done } : attempt;

/** What became of one record of a batch. */
const created = (
  { connector, upsert }: Desk,
  told: ReturnType<BatchOperation["outcomes"]>[number] | undefined,
  warnings: readonly string[],
): Result => {
  if (!told || "message" in told)
    throw new OpenSMEError(
      `${connector} did not take this record: ${withoutPersonalData(told?.message ?? "").replace(/[.\s]+$/, "")}.`,
      {
        code: "invalid",
      },
    );
  const { id, record } = upsert(told.row, "create");
  return { id, record: record as never, warnings };
};

/** Works on all items, so many at a time, and keeps their order. */
const inTurns = async <Item, Done>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Done>,
): Promise<Done[]> => {
  const done: Done[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) done[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return done;
};
