/** A value that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** A request as a connector declares it, or a part of one to lay over another. Data only, so that it can be kept as a checkpoint. */
export interface Wire {
  /** `get` unless given. */
  method?: "get" | "post" | "put" | "patch" | "delete";
  /** Path under the connector's base URL, or a whole address on an allowed host. */
  path?: string;
  query?: Query;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: Json;
  /** A method other than get that only reads, or that the vendor deduplicates, so that it may be sent again. */
  idempotent?: boolean;
}

/** The vendor's answer: its body parsed as JSON, undefined where it was empty. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** How declared and hand-written operations reach the vendor: authorised, paced, retried, kept to the allowed hosts. */
export interface Api {
  /** Whether the connection was opened to fetch sensitive fields too. */
  readonly sensitive: boolean;
  /** How many elements a page is to hold, where the caller chose it. */
  readonly pageSize?: number | undefined;
  /** The connection's settings, as its connector's schema reads them. */
  readonly config: Readonly<Record<string, unknown>>;
  request(wire: Wire & { path: string }, options?: { signal?: AbortSignal | undefined }): Promise<Answer>;
}

/** Lays one request over another: single values replace, queries, headers and object bodies merge. */
export const overlay = (base: Wire, patch: Wire | undefined): Wire => {
  if (!patch) return base;
  const body =
    isObject(base.body) && isObject(patch.body) ? { ...base.body, ...patch.body } : (patch.body ?? base.body);
  return {
    ...base,
    ...patch,
    ...(base.query || patch.query ? { query: { ...base.query, ...patch.query } } : {}),
    ...(base.headers || patch.headers ? { headers: { ...base.headers, ...patch.headers } } : {}),
    ...(body === undefined ? {} : { body }),
  };
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
