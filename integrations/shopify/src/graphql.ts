import { type Json, required, row } from "@opensme/core";
import * as z from "zod";
import { endpoint } from "./wire.ts";

/** What is asked of every page: https://shopify.dev/docs/api/usage/pagination-graphql */
export const pageInfo = "pageInfo { hasNextPage endCursor }";

/** What staff did is asked for only on connections that may: see the setting `staff`. */
export const options = (selection: string): string => (selection.includes("$staff") ? ", $staff: Boolean = false" : "");

/** A request that only reads. */
export const asking = (query: string, variables: Readonly<Record<string, Json>> = {}) => ({
  path: endpoint,
  method: "post" as const,
  idempotent: true,
  body: { query, variables },
});

const PageInfo = row({ hasNextPage: z.boolean(), endCursor: z.string() }).refine(
  ({ hasNextPage, endCursor }) => !hasNextPage || endCursor,
  "there is a next page, and no cursor to it",
);

export const Connection = row({ nodes: required(z.array(z.unknown())), pageInfo: PageInfo }).transform(
  ({ nodes, pageInfo: page }) => ({ nodes, next: page?.hasNextPage ? page.endCursor : undefined }),
);

export type Connection = z.output<typeof Connection>;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
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

export const normal = (value: unknown): unknown => (hasEdges(value) ? asNodes(value) : value);

/** The value at a path of fields below `data`; undefined where the answer has none. */
export const dataAt = (answer: unknown, path: readonly string[]): unknown =>
  ["data", ...path].reduce<unknown>(
    (value, key) => (Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined),
    answer,
  );

/** The connection at a path. */
export const envelope = (path: readonly string[]) =>
  z.looseObject({ data: z.looseObject({}) }).transform((answer, context): Connection => {
    const parsed = Connection.safeParse(normal(dataAt(answer, path)));
    if (parsed.success) return parsed.data;
    const message = parsed.error.issues[0]?.message ?? "expected a list";
    context.issues.push({ code: "custom", path: ["data", ...path], message, input: answer });
    return z.NEVER;
  });

/** Fields of a type that has no field of its own in the query are asked of a node. */
export const oneQuery = (root: string, selection: string, type: string | undefined): string =>
  `query ${root}($id: ID!${options(selection)}) { ${root}(id: $id) { ${type ? `... on ${type} { ${selection} }` : selection} } }`;
