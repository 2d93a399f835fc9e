import { OpenSMEError } from "../errors.ts";
import type { Body } from "./body.ts";
import { located } from "./located.ts";
import { type BatchOperation, type CreateOperation, wireOf } from "./resource.ts";
import type { Json } from "./wire.ts";
import type { Desk, Fields, Options, Request, Result } from "./writing.ts";
import type { WriteOptions, WriteOutcome } from "./written.ts";

type Attempt<Done> = { ok: true; done: Done } | { ok: false; error: OpenSMEError };

interface Means {
  one: (record: Fields, options?: Options) => Promise<Result>;
  /** The body of a record that may be created now. */
  ready: (record: Fields) => Promise<Body>;
  keyed: (request: Request, idempotencyKey: string | undefined) => Request;
  hasKeys: boolean;
}

/** How many records are under way at once where each takes a request; the transport paces them besides. */
const atOnce = 4;

/** Creates many records, with one outcome for each: by the vendor's batches where it has them, else one by one. */
export const creatingMany = (desk: Desk, create: CreateOperation, { one, ready, keyed, hasKeys }: Means) => {
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

  const inBatches = async (
    batch: BatchOperation,
    records: readonly Fields[],
    { idempotencyKey, signal }: WriteOptions,
  ): Promise<Attempt<Result>[]> => {
    const bodies = await Promise.all(records.map((record) => attempt(() => ready(record))));
    const sendable = bodies.flatMap((body) => (body.ok ? [body.done] : []));
    const path = batch.path ?? create.path;
    const request: Request = {
      ...wireOf(create),
      ...wireOf(batch),
      method: batch.method ?? create.method ?? "post",
      path: typeof path === "string" ? path : path({}),
      body: batch.wrap(sendable.map(({ fields }) => fields)) as Json,
    };
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
    inTurns(records, atOnce, (record, index) =>
      attempt(() =>
        one(record, {
          ...options,
          ...(options.idempotencyKey ? { idempotencyKey: `${options.idempotencyKey}-${index}` } : {}),
        }),
      ),
    );

  return async (records: readonly Fields[], options: WriteOptions = {}): Promise<WriteOutcome<never>[]> => {
    const { batch } = create;
    const { idempotencyKey: key } = options;
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
    throw new OpenSMEError(`${connector} did not take this record: ${told?.message.replace(/[.\s]+$/, "")}.`, {
      code: "invalid",
    });
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
