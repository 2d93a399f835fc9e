import { OpenSMEError, reworded } from "../errors.ts";
import { sleep } from "../http/pace.ts";
import { type Desk, type Fields, isGone, type Options, type Result, sent, type Tools } from "./desk.ts";
import type { Listing } from "./listing.ts";
import { type CreateOperation, type GetOperation, unifiedId, wireOf } from "./resource.ts";
import type { Answer } from "./wire.ts";
import type { Planned } from "./written.ts";

/** How long to wait before each look at whether a write was carried out. */
const looks = [0, 500, 2000];

/** Creates one record, or tells what would be sent; once for one key, where the vendor knows keys or the record can be looked up. */
export const creator = (desk: Desk, tools: Tools, create: CreateOperation, get: GetOperation | undefined) => {
  const { resource, api } = desk;
  const { hasKeys, encode, keyed, guard, explained, result, insistOnKeys } = tools;
  const under = new Map<string, Promise<Result>>();

  const createOne = async (record: Fields, options: Options): Promise<Result | Planned> => {
    const { idempotencyKey, signal } = options;
    insistOnKeys(idempotencyKey, "create", create.find !== undefined);
    const by = idempotencyKey !== undefined && !hasKeys ? create.find : undefined;
    const reference = by && String(record[by.field] ?? idempotencyKey);
    const body = encode(by ? { ...record, [by.field]: reference } : record, "create");
    const { fields, warnings } = body;
    await guard("create", record);
    const path = typeof create.path === "string" ? create.path : create.path(fields);
    const request = keyed(
      { ...wireOf(create), method: create.method ?? "post", path, ...sent(create, fields, "") },
      idempotencyKey,
    );
    if (options.dryRun) return { request, warnings };

    const find = async (): Promise<Result | undefined> => {
      if (!by || reference === undefined) return undefined;
      try {
        const operation = "listing" in by ? { listing: () => by.listing(reference, record) } : by;
        const { id, record: found } = desk.upsert(await desk.read(operation, reference, signal), "create");
        return { id, record: found as never, warnings };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    };
    const created = async (answer: Answer): Promise<Result> => {
      try {
        const made = create.id?.(answer) ?? "";
        const id = made === "" ? "" : unifiedId(resource, made);
        const written = await result(id, "create", warnings, () => {
          if (create.made) return newest(desk, create.made(fields), signal);
          return create.row ? create.row(answer.body) : get && made !== "" ? desk.read(get, made, signal) : undefined;
        });
        if (written.id === "") throw unreadable(undefined);
        return written;
      } catch (error) {
        throw unreadable(error);
      }
    };
    const send = async (): Promise<Result> => {
      const earlier = await find();
      if (earlier) return { ...earlier, existed: true };
      try {
        return await created(await api.request(request, { signal }));
      } catch (error) {
        if (!by || !OpenSMEError.is(error) || error.code !== "unknown_outcome") throw explained(error, body);
        return await settled(error, by.field, find, signal);
      }
    };
    if (reference === undefined) return send();
    // Two calls at the same time would both find nothing.
    const running = under.get(reference) ?? send().finally(() => under.delete(reference));
    under.set(reference, running);
    return running;
  };

  return createOne;
};

/** The write was taken: an answer in another form than expected must not make anyone send it again. */
const unreadable = (cause: unknown): unknown => {
  if (OpenSMEError.is(cause) && cause.code !== "mismatch") return cause;
  const reason = OpenSMEError.is(cause) ? ` (${cause.message.replace(/\.$/, "")})` : "";
  return new OpenSMEError(
    `The vendor took this on, and its answer does not say what was made of it${reason}. Whether the change was made is not known: look the record up before sending it again.`,
    { code: "unknown_outcome", cause },
  );
};

/** The row that was created, by a listing that gives it. */
const newest = (desk: Desk, listing: Listing, signal: AbortSignal | undefined): Promise<unknown> =>
  desk.read({ listing: () => listing }, "", signal).catch((cause: unknown) => {
    const message = "The record was created, and which it is could not be found out. Look before creating it again.";
    throw new OpenSMEError(message, { code: "unknown_outcome", cause });
  });

/** Looks whether a write took effect whose answer did not come. */
const settled = async (
  error: OpenSMEError,
  field: string,
  find: () => Promise<Result | undefined>,
  signal: AbortSignal | undefined,
): Promise<Result> => {
  for (const wait of looks) {
    if (wait > 0) await sleep(wait, signal);
    const found = await find().catch(() => undefined);
    if (found) return found;
  }
  throw reworded(
    error,
    `${error.message.replace(/ Whether .*$/, "")} It was looked for by its ${field} and is not there so far: call again with the same idempotencyKey, which looks for it before it is sent.`,
    { retryable: true, cause: error.cause },
  );
};
