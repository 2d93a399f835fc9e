import {
  type Answer,
  type Api,
  cursor,
  type Deletes,
  type Json,
  type Listing,
  listing,
  OpenSMEError,
  type Paging,
  pick,
  single,
  type Wire,
} from "@opensme/core";
import * as z from "zod";
import { endpoint } from "./wire.ts";

/** What is asked of every page: https://shopify.dev/docs/api/usage/pagination-graphql */
const pageInfo = "pageInfo { hasNextPage endCursor }";

/** What staff did is asked for only on connections that may: see the setting `staff`. */
export const options = (fields: string): string => (fields.includes("$staff") ? ", $staff: Boolean = false" : "");

/** A request that only reads. */
export const asking = (query: string, variables: Readonly<Record<string, Json>> = {}) => ({
  path: endpoint,
  method: "post" as const,
  idempotent: true,
  body: { query, variables },
});

const PageInfo = z
  .looseObject({ hasNextPage: z.boolean().nullish(), endCursor: z.string().nullish() })
  .refine(({ hasNextPage, endCursor }) => !hasNextPage || endCursor, "there is a next page, and no cursor to it");

const Connection = z
  .looseObject({ nodes: z.array(z.unknown()), pageInfo: PageInfo.nullish() })
  .transform(({ nodes, pageInfo: page }) => ({ nodes, next: page?.hasNextPage ? page.endCursor : undefined }));

type Connection = z.output<typeof Connection>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists may be asked for as `nodes`, as is done here, or as `edges` with a node each, as answers recorded elsewhere often were. */
const asNodes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asNodes);
  if (!isObject(value)) return value;
  const { edges, ...rest } = value;
  const whole = Array.isArray(edges)
    ? { nodes: edges.map((edge: unknown) => (isObject(edge) ? edge["node"] : edge)), ...rest }
    : value;
  return Object.fromEntries(Object.entries(whole).map(([key, member]) => [key, asNodes(member)]));
};

const hasEdges = (value: unknown): boolean =>
  isObject(value) && ("edges" in value || Object.values(value).some((member) => isObject(member) && "edges" in member));

const normal = (value: unknown): unknown => (hasEdges(value) ? asNodes(value) : value);

/** The value at a path of fields below `data`; undefined where the answer has none. */
const dataAt = (answer: unknown, path: readonly string[]): unknown =>
  ["data", ...path].reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined),
    answer,
  );

/** The connection at a path. */
const envelope = (path: readonly string[]) =>
  z.looseObject({ data: z.looseObject({}) }).transform((answer, context): Connection => {
    const parsed = Connection.safeParse(normal(dataAt(answer, path)));
    if (parsed.success) return parsed.data;
    const message = parsed.error.issues[0]?.message ?? "expected a list";
    context.issues.push({ code: "custom", path: ["data", ...path], message, input: answer });
    return z.NEVER;
  });

/** As `envelope`; empty where what leads to it is null, as is the account of a shop without Shopify Payments. */
const envelopeOrNothing = (path: readonly string[]) =>
  z
    .unknown()
    .transform((answer): unknown => {
      const above = path.slice(0, -1);
      return above.length > 0 && dataAt(answer, above) === null ? { data: nest(path, { nodes: [] }) } : answer;
    })
    .pipe(envelope(path));

const nest = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

/** Pages lead 25,000 records far at most, after which the list is begun anew beyond the last id: https://shopify.dev/docs/api/usage/limits */
const ceiling = 20_000;

const Asked = z.looseObject({ variables: z.looseObject({ query: z.string().nullish() }) });
const Identified = z.looseObject({ id: z.string() });

const queryOf = ({ body }: Wire): string | undefined => Asked.safeParse(body).data?.variables.query ?? undefined;

/** What a query finds beyond the last of the elements. */
const beyond = (elements: readonly unknown[], query: string | undefined): string => {
  const { id } = Identified.parse(elements.at(-1));
  const number = BigInt(/\d+(?=\?|$)/.exec(id)?.[0] ?? 0);
  const kept = (query ?? "").replace(/ ?id:>=\d+$/, "");
  return `${kept} id:>=${number + 1n}`.trim();
};

/** Cursor paging within the variables. A query's cost grows with what it may find, so that no more than `most` are asked for. */
const paged = (most: number): Paging => {
  const plain = cursor({ parameter: "after", size: { parameter: "first", value: most }, place: "variables" });
  return {
    ...plain,
    sized: (elements) => ({ body: { variables: { first: Math.min(elements, most) } } }),
    next(progress) {
      const next = plain.next(progress);
      if (!next) return undefined;
      const query = queryOf(progress.wire);
      const isFar = Math.floor(next.seen / ceiling) > Math.floor(progress.seen / ceiling);
      const variables = isFar
        ? { after: null, query: beyond(progress.elements, query) }
        : { after: progress.token ?? null, ...(query === undefined ? {} : { query }) };
      return { ...next, wire: { body: { variables } } };
    },
  };
};

interface ListDeclaration {
  /** The fields that lead to the list, such as `orders`. */
  path: readonly [string, ...string[]];
  /** The id of the record that the list belongs to, where the first field takes one. */
  of?: string;
  /** The field that gives one record by its id, whose answers hold rows of this list too. */
  single?: string;
  /** What is asked of a record. */
  fields: string;
  /** How many records a page holds: a query may cost 1,000 points, about one for each object that it may find. */
  first: number;
  /** Arguments besides those of paging. */
  args?: string;
  /** Whether a search knows `updated_at`. */
  incremental?: boolean;
  overlap?: number;
  deletes: Deletes;
  split?: (element: unknown) => readonly unknown[];
}

/** https://shopify.dev/docs/api/usage/search-syntax; moments of records have whole seconds. */
const updatedSince = (instant: string): Wire => ({
  body: { variables: { query: `updated_at:>='${instant.slice(0, 19)}Z'` } },
});

/**
 * A list of records, as a query with pages. Lists go by ids, so that a record that changes while they are read keeps its place.
 */
export const shopifyList = (declaration: ListDeclaration): Listing => {
  const {
    path,
    of,
    single: root,
    fields,
    first,
    args = "sortKey: ID, query: $query",
    incremental,
    deletes,
  } = declaration;
  const name = path.at(-1);
  const above = path.slice(0, -1).map((field) => (of ? `${field}(id: $id)` : field));
  const variables = `${of ? "$id: ID!, " : ""}$first: Int!, $after: String${args.includes("$query") ? ", $query: String" : ""}${options(fields)}`;
  const list = `${name}(first: $first, after: $after, ${args}) { nodes { ${fields} } ${pageInfo} }`;
  const split = (element: unknown): readonly unknown[] => (declaration.split ?? alone)(normal(element)).map(normal);
  const found = listing({
    ...asking(
      `query ${name}(${variables}) { ${[...above, list].join(" { ")}${" }".repeat(above.length)} }`,
      of ? { id: of } : {},
    ),
    page: envelopeOrNothing(path),
    items: ({ nodes }) => nodes,
    token: ({ next }) => next,
    paging: paged(first),
    deletes,
    order: "id",
    split,
    ...(incremental ? { since: updatedSince, overlap: declaration.overlap ?? 0 } : {}),
  });
  return {
    ...found,
    rowsIn: (answer) => {
      const one = root === undefined ? undefined : singleIn(answer, root);
      return one ? split(one) : (found.rowsIn(answer) ?? recordsIn(answer)?.flatMap(split));
    },
  };
};

/** The one record of an answer: of a query for it, or of a mutation. */
const singleIn = (answer: unknown, root: string): unknown => {
  const data = dataAt(answer, []);
  const payloads = isObject(data)
    ? Object.values(data).filter((value) => isObject(value) && "userErrors" in value)
    : [];
  const within = [data, ...payloads];
  return within.map((value) => (isObject(value) ? value[root] : undefined)).find(isObject);
};

/** The records of an answer to another question, such as one for several nodes: those that stand in no other. */
const recordsIn = (answer: unknown): readonly unknown[] | undefined => {
  const find = (value: unknown): readonly unknown[] => {
    if (Array.isArray(value)) return value.flatMap(find);
    if (!isObject(value)) return [];
    if ("id" in value) return /^gid:\/\//.test(String(value["id"])) ? [value] : [];
    return Object.values(value).flatMap(find);
  };
  const records = find(answer);
  return records.length > 0 ? records : undefined;
};

const alone = (element: unknown): readonly unknown[] => [element];

const notFound = (): OpenSMEError =>
  new OpenSMEError("Shopify has no record with this id. Check the id.", { code: "not_found" });

/** Reads one record by its id. */
export const shopifyOne = (root: string, fields: string, type?: string) => ({
  path: endpoint,
  method: "post" as const,
  request: (id: string): Wire => asking(oneQuery(root, fields, type), { id }),
  row: (answer: unknown): unknown => {
    const row = dataAt(answer, [root]);
    if (row === null) throw notFound();
    if (row === undefined) throw new OpenSMEError(`Expected ${root} in the answer.`, { code: "mismatch" });
    return normal(row);
  },
});

/** Fields of a type that has no field of its own in the query are asked of a node. */
const oneQuery = (root: string, fields: string, type: string | undefined): string =>
  `query ${root}($id: ID!${options(fields)}) { ${root}(id: $id) { ${type ? `... on ${type} { ${fields} }` : fields} } }`;

/** A list within a record, of which a page comes with it. */
export interface Nested {
  field: string;
  fields: string;
  /** How many come with the record. */
  first: number;
  /** How many of the others a further page holds. */
  further: number;
}

export const nested = ({ field, fields, first }: Nested): string =>
  `${field}(first: ${first}) { nodes { ${fields} } ${pageInfo} }`;

/** Where the elements of further pages stand, beside the list as it came. */
const furtherKey = (field: string): string => `further${field[0]?.toUpperCase()}${field.slice(1)}`;

/** Whether a list within a record is known to its end. */
export const isWhole = (list: unknown, further?: unknown): boolean =>
  Boolean(further) || !Connection.safeParse(list).data?.next;

/** What is said of a row whose list is not. */
export const cutShort = (field: string) => ({
  path: [field],
  message: "the list goes on beyond this answer, and the record is not whole without the rest; read it by its id",
});

/** The rows of a list with all pages of the lists within them. */
export const whole = (
  list: Listing,
  {
    root,
    parts,
    split = alone,
  }: { root: string; parts: readonly Nested[]; split?: (row: unknown) => readonly unknown[] },
): Listing => {
  return {
    ...list,
    async *pages(input, api) {
      for await (const page of list.pages(input, api)) {
        const rows: unknown[] = [];
        for (const row of page.rows) rows.push(...split(await withFurther(row, root, parts, api, input.signal)));
        yield { ...page, rows };
      }
    },
    rowsIn: (answer) => list.rowsIn(answer)?.flatMap(split),
    split: (element) => list.split(element).flatMap(split),
  };
};

/** A row with what its lists hold beyond what came with it. */
export const withFurther = async (
  row: unknown,
  root: string,
  parts: readonly Nested[],
  api: Api,
  signal: AbortSignal | undefined,
): Promise<unknown> => {
  let found = row;
  for (const part of parts) {
    const elements = await furtherOf(row, root, part, api, signal);
    if (elements) found = { ...Object(found), [furtherKey(part.field)]: elements };
  }
  return found;
};

/** The elements beyond the first page of a list within a row; undefined where there are none. */
const furtherOf = async (
  row: unknown,
  root: string,
  { field, fields, further }: Nested,
  api: Api,
  signal: AbortSignal | undefined,
): Promise<readonly unknown[] | undefined> => {
  let after = isObject(row) ? Connection.safeParse(row[field]).data?.next : undefined;
  if (!after) return undefined;
  const { id } = Identified.parse(row);
  const query = `query ${field}($id: ID!, $after: String) { ${root}(id: $id) { ${field}(first: ${further}, after: $after) { nodes { ${fields} } ${pageInfo} } } }`;
  const found: unknown[] = [];
  while (after) {
    const { body } = await api.request(asking(query, { id, after }), { signal });
    const { nodes, next }: Connection = pick(envelope([root, field]), (page) => page)(body);
    if (next === after) throw new OpenSMEError(`The list ${field} of ${id} does not go on.`, { code: "mismatch" });
    found.push(...nodes);
    after = next;
  }
  return found;
};

/** One record as a listing, for records with lists within them. */
export const oneAsList = (root: string, fields: string, id: string): Listing =>
  listing({
    ...asking(oneQuery(root, fields, undefined), { id }),
    page: z.looseObject({ data: z.looseObject({}) }),
    items: ({ data }) => (isObject(data[root]) ? [data[root]] : []),
    paging: single(),
    deletes: "never",
  });

/** Sends a mutation; its answer has the record, or what Shopify refuses it for: https://shopify.dev/docs/api/usage/response-codes */
export const mutation = (text: string, variables: (body: Readonly<Record<string, unknown>>, id: string) => object) => ({
  path: (): string => endpoint,
  method: "post" as const,
  wrap: (body: Readonly<Record<string, unknown>>, id: string): unknown => ({
    query: text,
    variables: variables(body, id),
  }),
});

/** A mutation of one record that takes its id, and what the caller chooses. */
export const acting = (text: string, variables: (id: string, choices: Readonly<Record<string, Json>>) => Json) => ({
  path: endpoint,
  method: "post" as const,
  body: (id: string, _: unknown, choices: Readonly<Record<string, Json>>) => ({
    query: text,
    variables: variables(id, choices),
  }),
});

/** What a mutation gave. */
export const given =
  (path: readonly string[]) =>
  (answer: unknown): unknown => {
    const row = dataAt(answer, path);
    if (isObject(row)) return row;
    throw new OpenSMEError(`Expected ${path.join(".")} in the answer.`, { code: "mismatch" });
  };

/** The id of what a mutation made. */
export const writtenId =
  (path: readonly string[]) =>
  ({ body }: Answer): string =>
    Identified.parse(given(path)(body)).id;
