import * as z from "zod";
import { issuesOf, OpenSMEError, reworded } from "../errors.ts";
import { sleep } from "../http/pace.ts";
import { creatingMany } from "./batch.ts";
import { type Body, bodyOf } from "./body.ts";
import type { Upsert } from "./change.ts";
import type { AnyResource, HttpDeclaration } from "./connector.ts";
import { located } from "./located.ts";
import {
  type ActOperation,
  type GetOperation,
  type Operations,
  type Resource,
  unifiedId,
  vendorId,
  type WriteOperation,
  wireOf,
} from "./resource.ts";
import type { Api, Json, Query, Wire } from "./wire.ts";
import type { Planned, WriteOptions, Written } from "./written.ts";

export type Fields = Readonly<Record<string, unknown>>;
export type Options = WriteOptions & { dryRun?: boolean };
export type Request = Wire & { path: string };
export type Result = Written<never>;

/** What the writing operations of one resource on one connection work with. */
export interface Desk {
  connector: string;
  key: string;
  resource: AnyResource;
  api: Api;
  keys: Pick<HttpDeclaration<never>, "idempotencyHeader" | "idempotencyParameter">;
  /** The row that a reading operation gives for an id, or whatever else it goes by. */
  read: (by: GetOperation, value: string, signal?: AbortSignal) => Promise<unknown>;
  upsert: (row: unknown, operation: string) => Upsert;
}

/** How long to wait before each look at whether a write was carried out. */
const looks = [0, 500, 2000];

/** How long an answer that guards ask for is remembered. */
const remembered = 60_000;

const isGone = (error: unknown): boolean => OpenSMEError.is(error) && error.code === "not_found";

/** The writing operations that a resource declares. */
export const writers = (desk: Desk): Record<string, unknown> => {
  const { connector, key, resource, api, keys } = desk;
  const definition = resource.definition as Resource["definition"] & Operations;
  const { get, create, update, remove, actions = {} } = definition;
  const hasKeys = keys.idempotencyHeader !== undefined || keys.idempotencyParameter !== undefined;

  const encode = (record: Fields, operation: "create" | "update"): Body =>
    bodyOf(connector, key, resource as Resource, record, operation);

  const keyed = (request: Request, idempotencyKey: string | undefined): Request => {
    const { idempotencyHeader: header, idempotencyParameter: parameter } = keys;
    if (!idempotencyKey) return request;
    return {
      ...request,
      ...(header ? { headers: { ...request.headers, [header]: idempotencyKey } } : {}),
      ...(parameter ? { query: { ...request.query, [parameter]: idempotencyKey }, idempotent: true } : {}),
    };
  };

  /** An operation whose errors say where they happened. */
  const placed =
    <Given extends unknown[], Done>(operation: string, work: (...given: Given) => Promise<Done>) =>
    async (...given: Given): Promise<Done> => {
      try {
        return await work(...given);
      } catch (error) {
        throw located(error, connector, key, operation);
      }
    };

  const answers = new Map<string, { until: number; body: Promise<unknown> }>();
  const ask = (request: Request): Promise<unknown> => {
    const name = JSON.stringify(request);
    const known = answers.get(name);
    if (known && known.until > Date.now()) return known.body;
    const body = api.request(request).then((answer) => answer.body);
    answers.set(name, { until: Date.now() + remembered, body });
    body.catch(() => answers.delete(name));
    return body;
  };

  const guard = async (operation: string, record: Fields, present?: () => Promise<unknown>): Promise<void> => {
    if (!definition.guard) return;
    const row = get && present ? resource.raw.safeParse(await present()) : undefined;
    if (row?.success === false)
      throw new OpenSMEError(`The present record of ${key} could not be read, so it is not changed.`, {
        code: "mismatch",
        issues: issuesOf(row.error),
      });
    const issue = await definition.guard({ operation, record, present: row?.data as never, ask });
    if (!issue) return;
    throw new OpenSMEError(`${connector} ${key} may not be written so: ${issue.path || "record"}: ${issue.message}.`, {
      code: "invalid",
      issues: [issue],
    });
  };

  const presentRow = (id: string, signal: AbortSignal | undefined): (() => Promise<unknown>) => {
    let row: Promise<unknown> | undefined;
    return () => {
      row ??= get ? desk.read(get, vendorId(resource, id), signal) : Promise.resolve(undefined);
      return row;
    };
  };

  /** A vendor's complaint in the record's own fields. */
  const explained = (error: unknown, { inUnifiedTerms }: Body): unknown =>
    OpenSMEError.is(error) && error.issues.length > 0
      ? reworded(error, error.message, { issues: inUnifiedTerms(error.issues), cause: error.cause })
      : error;

  /** What a write that succeeded left behind. Where that cannot be read, the write has still happened: no error may make anyone send it again. */
  const result = async (
    id: string,
    operation: string,
    warnings: readonly string[],
    row: () => Promise<unknown> | unknown,
  ): Promise<Result> => {
    try {
      const found = await row();
      if (found === undefined) return { id, record: undefined, warnings };
      const { id: own, record } = desk.upsert(found, operation);
      return { id: operation === "create" ? own : id, record: record as never, warnings };
    } catch (error) {
      if (id === "") throw error;
      const reason = (error as Error).message;
      return { id, record: undefined, warnings: [...warnings, `record was written and could not be read: ${reason}`] };
    }
  };

  const insistOnKeys = (idempotencyKey: string | undefined, operation: string, hasFind: boolean): void => {
    if (idempotencyKey === undefined || hasKeys || hasFind) return;
    throw new OpenSMEError(
      `${connector} knows no idempotency keys for ${key}, and offers no field to look one up by: leave "idempotencyKey" out, and look the record up yourself before sending it again.`,
      { code: "unsupported", operation },
    );
  };

  const under = new Map<string, Promise<Result>>();

  const createOne = async (record: Fields, options: Options): Promise<Result | Planned> => {
    if (!create) throw new TypeError("not declared");
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
        const row = await desk.read(operation, reference, signal);
        if (row === undefined || row === null) return undefined;
        const { id, record: found } = desk.upsert(row, "create");
        return { id, record: found as never, warnings };
      } catch (error) {
        if (isGone(error)) return undefined;
        throw error;
      }
    };
    const send = async (): Promise<Result> => {
      const earlier = await find();
      if (earlier) return { ...earlier, existed: true };
      try {
        const { status, headers, body: answer } = await api.request(request, { signal });
        const made = create.id?.({ status, headers, body: answer }) ?? "";
        const id = made === "" ? "" : unifiedId(resource, made);
        return await result(id, "create", warnings, () =>
          create.row ? create.row(answer) : get && made !== "" ? desk.read(get, made, signal) : undefined,
        );
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

  const updateOne = async (id: string, changes: Fields, options: Options): Promise<Result | Planned> => {
    if (!update) throw new TypeError("not declared");
    const { signal } = options;
    const body = encode(changes, "update");
    const present = presentRow(id, signal);
    await guard("update", changes, present);
    const missing = update.needs?.filter((field) => !(field in body.fields)) ?? [];
    const carried = update.semantics === "replace" ? fieldsOf(resource.body) : missing;
    const whole = { ...(carried.length > 0 ? picked(carried, await present()) : {}), ...body.fields };
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

  const act =
    (name: string, operation: ActOperation) =>
    async (id: string, options: Options = {}): Promise<Result | Planned> => {
      const { signal } = options;
      const isRemoval = name === "remove";
      if (!isRemoval) insistOnKeys(options.idempotencyKey, name, false);
      const present = presentRow(id, signal);
      await guard(name, {}, present);
      const own = vendorId(resource, id);
      const needed = operation.needs?.length ? picked(operation.needs, await present()) : {};
      const path = typeof operation.path === "string" ? operation.path : operation.path(encodeURIComponent(own));
      const method = operation.method ?? (isRemoval ? "delete" : "post");
      const body = operation.body ? { body: operation.body(own, needed) } : {};
      const request = keyed({ ...wireOf(operation), method, path, ...body }, options.idempotencyKey);
      if (options.dryRun) return { request, warnings: [] };
      try {
        const answer = await api.request(request, { signal });
        return await result(id, name, [], () =>
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

  return {
    ...(create
      ? {
          create: placed("create", (record: Fields, options: Options = {}) => createOne(record, options)),
          createMany: creatingMany(desk, create, {
            one: (record, options) => createOne(record, { ...options, dryRun: false }) as Promise<Result>,
            plan: (record, options) => createOne(record, { ...options, dryRun: true }) as Promise<Planned>,
            ready: async (record) => {
              await guard("create", record);
              return encode(record, "create");
            },
            keyed,
            hasKeys,
          }),
        }
      : {}),
    ...(update
      ? {
          update: placed("update", (id: string, changes: Fields, options: Options = {}) =>
            updateOne(id, changes, options),
          ),
        }
      : {}),
    ...(remove ? { remove: placed("remove", removeOne(remove)) } : {}),
    ...Object.fromEntries(
      Object.entries(actions).map(([name, operation]) => [name, placed(name, act(name, operation))]),
    ),
  };
};

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

/** The part of a request that holds what is written. */
const sent = ({ wrap, encoding }: WriteOperation, body: Fields, id: string): Wire => {
  const content = wrap ? wrap(body, id) : body;
  return encoding === "form" ? { form: content as Query } : { body: content as Json };
};

/** The fields that an update body can carry. */
const fieldsOf = (body: z.ZodType | undefined): string[] =>
  body instanceof z.ZodObject ? Object.keys(body.shape) : [];

/** Those of a row that it has, in the vendor's own form. */
const picked = (fields: readonly string[], row: unknown): Record<string, unknown> => {
  if (typeof row !== "object" || row === null) return {};
  return Object.fromEntries(
    fields.flatMap((key) => (key in row ? [[key, (row as Record<string, unknown>)[key]]] : [])),
  );
};
