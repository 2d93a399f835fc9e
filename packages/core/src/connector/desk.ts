import { issuesOf, OpenSMEError, reworded } from "../errors.ts";
import type { Api } from "./api.ts";
import { type Body, bodyOf } from "./body.ts";
import type { Upsert } from "./change.ts";
import type { AnyResource, HttpDeclaration } from "./connector.ts";
import { located } from "./located.ts";
import { type GetOperation, type Operations, type Resource, vendorId, type WriteOperation } from "./resource.ts";
import type { Json, Query, Wire } from "./wire.ts";
import type { WriteOptions, Written } from "./written.ts";

export type Fields = Readonly<Record<string, unknown>>;
export type Options = WriteOptions & { dryRun?: boolean; choices?: unknown };
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

/** How long an answer that guards ask for is remembered. */
const remembered = 60_000;

export const isGone = (error: unknown): boolean => OpenSMEError.is(error) && error.code === "not_found";

/** What all writing operations of a resource do alike. */
export interface Tools {
  /** Whether the vendor carries out a write with a key once. */
  readonly hasKeys: boolean;
  encode(record: Fields, operation: "create" | "update"): Body;
  keyed(request: Request, idempotencyKey: string | undefined): Request;
  /** An operation whose errors say where they happened. */
  placed<Given extends unknown[], Done>(
    operation: string,
    work: (...given: Given) => Promise<Done>,
  ): (...given: Given) => Promise<Done>;
  /** Throws `invalid` where the definition does not let a record be written. */
  guard(operation: string, record: Fields, present?: () => Promise<unknown>): Promise<void>;
  /** Reads the record as it stands, once. */
  presentRow(id: string, signal: AbortSignal | undefined): () => Promise<unknown>;
  /** A vendor's complaint in the record's own fields. */
  explained(error: unknown, body: Body): unknown;
  /** What a write that succeeded left behind. Where that cannot be read, the write has still happened: no error may make anyone send it again. */
  result(
    id: string,
    operation: string,
    warnings: readonly string[],
    row: () => Promise<unknown> | unknown,
  ): Promise<Result>;
  /** Throws `unsupported` for a key that could not keep a write from being carried out twice. */
  insistOnKeys(idempotencyKey: string | undefined, operation: string, hasFind: boolean): void;
}

export const toolsOf = (desk: Desk): Tools => {
  const { connector, key, resource, api, keys } = desk;
  const definition = resource.definition as Resource["definition"] & Operations;
  const { get } = definition;
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

  const explained = (error: unknown, { inUnifiedTerms }: Body): unknown =>
    OpenSMEError.is(error) && error.issues.length > 0
      ? reworded(error, error.message, { issues: inUnifiedTerms(error.issues), cause: error.cause })
      : error;

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

  return { hasKeys, encode, keyed, placed, guard, presentRow, explained, result, insistOnKeys };
};

/** The part of a request that holds what is written. */
export const sent = ({ wrap, encoding }: WriteOperation, body: Fields, id: string): Wire => {
  const content = wrap ? wrap(body, id) : body;
  return encoding === "form" ? { form: content as Query } : { body: content as Json };
};

/** Those of a row that it has, in the vendor's own form. */
export const picked = (fields: readonly string[], row: unknown): Record<string, unknown> => {
  if (typeof row !== "object" || row === null) return {};
  return Object.fromEntries(
    fields.flatMap((key) => (key in row ? [[key, (row as Record<string, unknown>)[key]]] : [])),
  );
};
