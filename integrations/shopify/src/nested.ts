import { type Api, type Listing, listing, OpenSMEError, pick, row, single } from "@opensme/core";
import * as z from "zod";
import { asking, Connection, envelope, isObject, oneQuery, pageInfo } from "./graphql.ts";

const Identified = z.looseObject({ id: z.string() });

/** A list within a record, of which a page comes with it. */
export interface Nested {
  field: string;
  selection: string;
  /** How many come with the record. */
  first: number;
  /** How many of the others a further page holds. */
  further: number;
}

export const nested = ({ field, selection, first }: Nested): string =>
  `${field}(first: ${first}) { nodes { ${selection} } ${pageInfo} }`;

/** Where the elements of further pages stand, beside the list as it came. */
const furtherKey = (field: string): string => `further${field[0]?.toUpperCase()}${field.slice(1)}`;

const Continued = z.looseObject({ pageInfo: z.looseObject({ hasNextPage: z.literal(true) }) });

/** Whether a list within a record is known to its end. */
export const isWhole = (list: unknown, further?: unknown): boolean =>
  Boolean(further) || !Continued.safeParse(list).success;

/** What is said of a row whose list is not. */
export const cutShort =
  "the list goes on beyond this answer, and the record is not whole without the rest; read it by its id";

/** For `refine`: the list within a row is known to its end. */
export const wholeIn = (
  field: string,
): [(row: Readonly<Record<string, unknown>>) => boolean, { path: string[]; message: string }] => [
  (row) => isWhole(row[field], row[furtherKey(field)]),
  { path: [field], message: cutShort },
];

/** The schema of a list within a row. */
export const listOf = <Element extends z.ZodType>(element: Element) => row({ nodes: z.array(element) }).loose();

/** All elements of a list within a row, which is absent from some answers. */
export const allOf = <Element>(
  list: { nodes?: readonly Element[] | null | undefined } | null | undefined,
  further: readonly Element[] | null | undefined,
): readonly Element[] | undefined => (list ? [...(list.nodes ?? []), ...(further ?? [])] : undefined);

/** The rows of a list with all pages of the lists within them. */
export const whole = (
  list: Listing,
  {
    root,
    parts,
    split = (row) => [row],
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
  { field, selection, further }: Nested,
  api: Api,
  signal: AbortSignal | undefined,
): Promise<readonly unknown[] | undefined> => {
  let after = isObject(row) ? Connection.safeParse(row[field]).data?.next : undefined;
  if (!after) return undefined;
  const { id } = Identified.parse(row);
  const query = `query ${field}($id: ID!, $after: String) { ${root}(id: $id) { ${field}(first: ${further}, after: $after) { nodes { ${selection} } ${pageInfo} } } }`;
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
export const oneAsList = (root: string, selection: string, id: string): Listing =>
  listing({
    ...asking(oneQuery(root, selection, undefined), { id }),
    page: z.looseObject({ data: z.looseObject({}) }),
    items: ({ data }) => (isObject(data[root]) ? [data[root]] : []),
    paging: single(),
    deletes: "never",
  });
