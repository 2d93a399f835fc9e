import { cursor, type Deletes, type Listing, listing, OpenSMEError, type Paging, row, type Wire } from "@opensme/core";
import * as z from "zod";
import { asking, dataAt, envelope, isObject, normal, oneQuery, options, pageInfo } from "./graphql.ts";
import { endpoint } from "./wire.ts";

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

const Asked = z.looseObject({ variables: row({ query: z.string() }) });
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

export interface ListDeclaration {
  /** The fields that lead to the list, such as `orders`. */
  path: readonly [string, ...string[]];
  /** The id of the record that the list belongs to, where the first field takes one. */
  of?: string;
  /** The field that gives one record by its id, whose answers hold rows of this list too. */
  single?: string;
  /** What is asked of a record. */
  selection: string;
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
  const { path, of, single, selection, first, args = "sortKey: ID, query: $query" } = declaration;
  const { incremental, overlap = 0, deletes, split: parted = alone } = declaration;
  const name = path.at(-1);
  const above = path.slice(0, -1).map((field) => (of ? `${field}(id: $id)` : field));
  const variables = `${of ? "$id: ID!, " : ""}$first: Int!, $after: String${args.includes("$query") ? ", $query: String" : ""}${options(selection)}`;
  const list = `${name}(first: $first, after: $after, ${args}) { nodes { ${selection} } ${pageInfo} }`;
  const split = (element: unknown): readonly unknown[] => parted(normal(element)).map(normal);
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
    ...(incremental ? { since: updatedSince, overlap } : {}),
  });
  return {
    ...found,
    rowsIn: (answer) => {
      const listed = found.rowsIn(answer);
      const one = single && !listed?.length && singleIn(answer, single);
      return one ? split(one) : (listed ?? recordsIn(answer)?.flatMap(split));
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

/** Reads one record by its id. */
export const shopifyOne = (root: string, selection: string, type?: string) => ({
  path: endpoint,
  method: "post" as const,
  request: (id: string): Wire => asking(oneQuery(root, selection, type), { id }),
  row: (answer: unknown): unknown => {
    const row = dataAt(answer, [root]);
    if (row === undefined) throw new OpenSMEError(`Expected ${root} in the answer.`, { code: "mismatch" });
    return row === null ? undefined : normal(row);
  },
});
