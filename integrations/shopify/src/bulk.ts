import {
  type Api,
  type ErrorCode,
  exported,
  type Listing,
  ndjson,
  OpenSMEError,
  pick,
  required,
  row,
} from "@opensme/core";
import * as z from "zod";
import { asking, options } from "./graphql.ts";
import { type Nested, withFurther } from "./nested.ts";

/** A list within a record, whose elements stand in lines of their own behind that. */
interface Inner {
  field: string;
  /** The type of the record that has it, as ids name it. */
  of: string;
  /** The types of its elements. */
  types: readonly string[];
}

interface BulkDeclaration {
  /** The list page by page: for what changed since a moment, and for few records. */
  paged: Listing;
  /** The field of the list in the query. */
  name: "customers" | "orders" | "products";
  /** Records of its pages. */
  page: number;
  /** What is asked of a record; lists within it as `edges`, and without arguments, which bulk operations do not heed. */
  selection: string;
  lists: readonly Inner[];
  split?: (row: unknown) => readonly unknown[];
  /** What of a record stands in lists that bulk operations do not give, since their elements have no ids. */
  beside?: { type: string; selection: string; root: string; parts: readonly Nested[] };
}

const Status = z.enum(["CREATED", "RUNNING", "COMPLETED", "CANCELING", "CANCELED", "FAILED", "EXPIRED"]);

const Operation = row({
  status: required(Status),
  errorCode: z.string(),
  rootObjectCount: required(z.coerce.number()),
  url: z.string(),
});

const Begun = z.looseObject({
  data: z.looseObject({ bulkOperationRunQuery: z.looseObject({ bulkOperation: z.looseObject({ id: z.string() }) }) }),
});
const Asked = z.looseObject({ data: z.looseObject({ bulkOperation: Operation.nullable() }) });

/** Grouped, what belongs to a record comes right behind it. Shopify is slower at that, but it lets the file be read as it comes. */
const begin =
  "mutation bulkOperationRunQuery($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id status } userErrors { field message code } } }";
const poll =
  "query bulkOperation($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount url } }";

const codes: Readonly<Record<string, ErrorCode>> = { ACCESS_DENIED: "permission", TIMEOUT: "timeout" };

/** Shopify runs five of an app at a time in a shop; versions before 2026-01 one. */
const busy: readonly (string | undefined)[] = ["OPERATION_IN_PROGRESS", "LIMIT_REACHED"];

const outcomeOf = ({ status, errorCode, rootObjectCount, url }: z.output<typeof Operation>) => {
  switch (status) {
    case "COMPLETED":
      return { status: "ready", url: url ?? undefined, count: rootObjectCount } as const;
    case "FAILED":
      return {
        status: "failed",
        message: errorCode ?? undefined,
        vendorCode: errorCode ?? undefined,
        code: codes[errorCode ?? ""],
      } as const;
    case "CANCELED":
      return { status: "cancelled" } as const;
    case "EXPIRED":
      return { status: "expired" } as const;
    default:
      return { status: "pending" } as const;
  }
};

const Part = z.looseObject({ id: z.string(), __parentId: z.string() });
const Row = z.looseObject({ id: z.string() });
const Root = Row.extend({ __parentId: z.undefined().optional() });

const typeOf = (id: string): string => /^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1] ?? "";

/** Puts the elements of lists back to where they belong, in the form in which pages give them. */
const joiner =
  (lists: readonly Inner[]) =>
  (row: unknown, parts: readonly unknown[]): unknown => {
    const children = Map.groupBy(
      parts.map((part) => Part.parse(part)),
      ({ __parentId }) => __parentId,
    );
    let placed = 0;
    const filled = (record: z.output<typeof Row>): z.output<typeof Row> => {
      const own = lists.filter(({ of }) => of === typeOf(record.id));
      const known = children.get(record.id) ?? [];
      const found = own.map(({ field, types }) => {
        const nodes = known.filter(({ id }) => types.includes(typeOf(id)));
        placed += nodes.length;
        return [field, { nodes: nodes.map(({ __parentId: _, ...node }) => filled(node)) }] as const;
      });
      return { ...record, ...Object.fromEntries(found) };
    };
    const whole = filled(Row.parse(row));
    if (placed < parts.length) throw new OpenSMEError("A line belongs to no record before it.", { code: "mismatch" });
    return whole;
  };

/** Records that are asked for at once: what each may hold costs some fifteen points, of 1,000 that a query may. */
const mostAtOnce = 50;

const Found = z.looseObject({ data: z.looseObject({ nodes: z.array(z.looseObject({ id: z.string() }).nullable()) }) });

/** Adds what stands beside the file. A record that is no longer there is left out. */
const completer =
  ({ type, selection, root, parts }: NonNullable<BulkDeclaration["beside"]>) =>
  async (rows: readonly unknown[], api: Api, signal: AbortSignal | undefined): Promise<readonly unknown[]> => {
    const query = `query nodes($ids: [ID!]!${options(selection)}) { nodes(ids: $ids) { ... on ${type} { id ${selection} } } }`;
    const known = rows.flatMap((row) => Row.safeParse(row).data ?? []);
    const found = new Map<string, object>();
    for (let start = 0; start < known.length; start += mostAtOnce) {
      const ids = known.slice(start, start + mostAtOnce).map(({ id }) => id);
      const { body } = await api.request(asking(query, { ids }), { signal });
      for (const node of pick(Found, ({ data }) => data.nodes)(body)) if (node) found.set(node.id, node);
    }
    const completed: unknown[] = [];
    for (const row of rows) {
      const { id } = Row.safeParse(row).data ?? {};
      const rest = id === undefined ? {} : found.get(id);
      if (rest) completed.push(await withFurther({ ...Object(row), ...rest }, root, parts, api, signal));
    }
    return completed;
  };

/** Pages from which on a file is the faster way: some minutes of queries at what they cost. */
const mostPages = 100;

const Counted = z.looseObject({ data: z.record(z.string(), z.looseObject({ count: z.number() })) });

/**
 * A list that is read whole by a bulk operation where it is long, and page by page otherwise:
 * https://shopify.dev/docs/api/usage/bulk-operations/queries
 */
export const inBulk = ({ paged, name, page, selection, lists, split, beside }: BulkDeclaration): Listing => {
  const few = mostPages * page;
  const count = `query ${name}Count($limit: Int) { ${name}Count(limit: $limit) { count } }`;
  const suits = async (api: Api, signal: AbortSignal | undefined): Promise<boolean> => {
    const { body } = await api.request(asking(count, { limit: few + 1 }), { signal });
    return pick(Counted, ({ data }) => (data[`${name}Count`]?.count ?? 0) <= few)(body);
  };
  return exported({
    // Asking twice leaves a file that nobody fetches.
    request: asking(begin, { query: `{ ${name} { edges { node { ${selection} } } } }` }),
    job: ({ body }) => pick(Begun, ({ data }) => data.bulkOperationRunQuery.bulkOperation.id)(body),
    poll: (id) => asking(poll, { id }),
    outcome: ({ body }) =>
      pick(Asked, ({ data }) => data.bulkOperation && outcomeOf(data.bulkOperation))(body) ?? undefined,
    isBusy: ({ vendorCode }) => busy.includes(vendorCode),
    format: ndjson(),
    // A line that cannot be read may be of the record before it, which is not whole then.
    parts: { isPart: (line) => !Root.safeParse(line).success, join: joiner(lists) },
    ...(split ? { split } : {}),
    ...(beside ? { complete: completer(beside) } : {}),
    deletes: "absent",
    paged: { list: paged, suits },
    // After ten days Shopify stops an operation.
    lifetime: 10 * 86_400,
  });
};
