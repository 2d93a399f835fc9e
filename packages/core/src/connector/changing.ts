import * as z from "zod";
import { issuesOf, OpenSMEError } from "../errors.ts";
import { realClock } from "../http/pace.ts";
import type { Api } from "./api.ts";
import { type Desk, type Fields, isGone, type Options, picked, type Result, sent, type Tools } from "./desk.ts";
import {
  type ActOperation,
  type GetOperation,
  type JobDeclaration,
  type JobOutcome,
  type UpdateOperation,
  vendorId,
  wireOf,
} from "./resource.ts";
import type { Json } from "./wire.ts";
import type { Planned } from "./written.ts";

/** Changes one record, or tells what would be sent. */
export const updater = (desk: Desk, tools: Tools, update: UpdateOperation, get: GetOperation | undefined) => {
  const { resource, api } = desk;
  const { encode, keyed, guard, presentRow, explained, result } = tools;
  return async (id: string, changes: Fields, options: Options): Promise<Result | Planned> => {
    const { signal } = options;
    const body = encode(changes, "update");
    const present = presentRow(id, signal);
    await guard("update", changes, present);
    const needed = [...(update.needs ?? []), ...(update.semantics === "replace" ? body.named : [])];
    const missing = needed.filter((field) => !(field in body.fields));
    const whole = { ...(missing.length > 0 ? picked(missing, await present()) : {}), ...body.fields };
    const own = vendorId(resource, id);
    const request = keyed(
      {
        ...wireOf(update),
        method: update.method ?? "post",
        path: update.path(encodeURIComponent(own), whole),
        ...sent(update, whole, own),
      },
      options.idempotencyKey,
    );
    if (options.dryRun) return { request, warnings: body.warnings };
    const answer = await api.request(request, { signal }).catch((error: unknown) => {
      throw explained(error, body);
    });
    return result(id, "update", body.warnings, () =>
      update.row ? update.row(answer.body) : get && desk.read(get, own, signal),
    );
  };
};

/** Removes one record, or does something with it that the vendor has a call for; or tells what would be sent. */
export const actor = (desk: Desk, tools: Tools, get: GetOperation | undefined) => {
  const { resource, api } = desk;
  const { keyed, guard, presentRow, result, insistOnKeys } = tools;
  const act =
    (name: string, operation: ActOperation) =>
    async (id: string, options: Options = {}): Promise<Result | Planned> => {
      const { signal } = options;
      const isRemoval = name === "remove";
      const choices = chosen(operation, options.choices);
      if (!isRemoval) insistOnKeys(options.idempotencyKey, name, false);
      const present = presentRow(id, signal);
      await guard(name, {}, present);
      const own = vendorId(resource, id);
      const needed = operation.needs?.length ? picked(operation.needs, await present()) : {};
      const path =
        typeof operation.path === "string" ? operation.path : operation.path(encodeURIComponent(own), needed);
      const method = operation.method ?? (isRemoval ? "delete" : "post");
      const body = operation.body ? { body: operation.body(own, needed, choices) } : {};
      const request = keyed({ ...wireOf(operation), method, path, ...body }, options.idempotencyKey);
      if (options.dryRun) return { request, warnings: [] };
      try {
        const answer = await api.request(request, { signal });
        const end = operation.job && (await endOf(operation.job, answer.body, own, api, signal));
        if (end?.status === "failed")
          throw new OpenSMEError(`This was taken on, and not carried out: ${end.message}.`, { code: "invalid" });
        const warnings =
          end?.status === "pending" ? [`${name} is not known to be carried out yet: ${end.message}`] : [];
        return await result(id, name, warnings, () =>
          operation.row ? operation.row(answer.body) : isRemoval ? undefined : get && desk.read(get, own, signal),
        );
      } catch (error) {
        const isUnknown = OpenSMEError.is(error) && error.code === "unknown_outcome";
        if (isRemoval && get && isUnknown && (await desk.read(get, own, signal).then(() => false, isGone)))
          return { id, record: undefined, warnings: [] };
        throw error;
      }
    };

  /** Takes a removal with a key for done where the record is gone: it may be the second call. */
  const removeOne =
    (operation: ActOperation) =>
    async (id: string, options: Options = {}): Promise<Result | Planned> => {
      try {
        return await act("remove", operation)(id, options);
      } catch (error) {
        if (options.idempotencyKey === undefined || options.dryRun || !isGone(error)) throw error;
        return { id, record: undefined, warnings: [] };
      }
    };

  return { act, removeOne };
};

/** What the caller chose, in the vendor's form. */
const chosen = ({ choices }: ActOperation, given: unknown): Readonly<Record<string, Json>> => {
  if (!choices) return {};
  const { data, error } = z.safeEncode(choices, given);
  if (!error) return data as Readonly<Record<string, Json>>;
  const issues = issuesOf(error).map(({ path, message }) => ({ path: path ? `choices.${path}` : "choices", message }));
  const told = issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new OpenSMEError(`This cannot be done so: ${told}.`, { code: "invalid", issues });
};

/** Seconds between questions about a job: about a minute together. */
const waits = [1, 1, 2, 4, 8, 15, 30];

/** What has become of what the vendor took on: pending too where that cannot be found out, since it must not be asked for again. */
const endOf = async (
  { poll, outcome }: JobDeclaration,
  taken: unknown,
  id: string,
  { request, clock = realClock }: Api,
  signal: AbortSignal | undefined,
): Promise<JobOutcome> => {
  try {
    for (let round = 0; ; round += 1) {
      const { body } = await request(poll(taken, id), { signal });
      const [found, wait] = [outcome(body), waits[round]];
      if (found.status !== "pending" || wait === undefined) return found;
      await clock.sleep(wait * 1000, signal);
    }
  } catch (error) {
    return { status: "pending", message: (error as Error).message };
  }
};
