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
  /** Fields sent as `application/x-www-form-urlencoded`, in place of a body. */
  form?: Query;
  /** A method other than get that only reads, or that the vendor deduplicates, so that it may be sent again. */
  idempotent?: boolean;
}

/** The vendor's answer: its body parsed as JSON, undefined where it was empty. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** When the vendor answered, by its clock, where it says so. */
export const dateOf = ({ headers }: Answer): string | undefined => {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : new Date(date).toISOString();
};

/** Lays one request over another: single values and lists replace; queries, forms, headers and objects within the body merge. */
export const overlay = (base: Wire, patch: Wire | undefined): Wire => {
  if (!patch) return base;
  const body = patch.body === undefined ? base.body : merged(base.body, patch.body);
  return {
    ...base,
    ...patch,
    ...(base.query || patch.query ? { query: { ...base.query, ...patch.query } } : {}),
    ...(base.form || patch.form ? { form: { ...base.form, ...patch.form } } : {}),
    ...(base.headers || patch.headers ? { headers: { ...base.headers, ...patch.headers } } : {}),
    ...(body === undefined ? {} : { body }),
  };
};

const merged = (base: Json | undefined, patch: Json): Json => {
  if (!isObject(base) || !isObject(patch)) return patch;
  const entries = Object.entries(patch).map(([key, value]) => [
    key,
    value === undefined ? undefined : merged(base[key], value),
  ]);
  return { ...base, ...Object.fromEntries(entries) };
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where a request carries a parameter: in its query, its form, its JSON body, or the variables of a GraphQL body. */
export type Place = "query" | "form" | "body" | "variables";

/** Parameters at their place, to lay over a request. */
export const put = (place: Place, parameters: Query): Wire =>
  place === "variables" ? { body: { variables: parameters } } : { [place]: parameters };

/** What a request carries under a name. */
export const valueIn = (place: Place, { query, form, body }: Wire, name: string): unknown => {
  const fields = isObject(body) ? body : undefined;
  const parameters = { query, form, body: fields, variables: fields?.["variables"] }[place];
  return isObject(parameters) ? parameters[name] : undefined;
};
