import type { Args, Node } from "./graphql.ts";
import { QueryError } from "./graphql.ts";

/** What gets in. */
export const access = {
  shop: "may-mau",
  clientId: "5a4d6a0c00010f5c2a6e00004000800a",
  clientSecret: "shpss_sandbox0f5c2a6e4d6a0c0001",
} as const;

export const host = `https://${access.shop}.myshopify.com`;
export const version = "2026-07";
export const currency = "VND";

/** A moment as Shopify writes it: UTC, whole seconds. */
export const timeOf = (moment: string | Date): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

export const gid = (type: string, number: number | bigint): string => `gid://shopify/${type}/${number}`;

/** The number within an id. */
export const numberIn = (id: unknown): bigint => BigInt(/\d+(?=\?|$)/.exec(String(id))?.[0] ?? 0);

/** An amount as Shopify writes it: text with a decimal. */
export const amount = (value: number): Node => ({
  __typename: "MoneyV2",
  amount: `${value}.0`,
  currencyCode: currency,
});

export const bag = (value: number): Node => ({
  __typename: "MoneyBag",
  shopMoney: amount(value),
  presentmentMoney: amount(value),
});

export const bare = (value: number): string => value.toFixed(2);

const cursorOf = (id: bigint): string => Buffer.from(JSON.stringify({ last_id: String(id) })).toString("base64");

const lastIn = (cursor: unknown): bigint => {
  try {
    return BigInt(JSON.parse(Buffer.from(String(cursor), "base64").toString()).last_id);
  } catch {
    throw new QueryError("Invalid cursor for current pagination sort.", "argumentLiteralsIncompatible");
  }
};

/** Of the search only what is documented to be a filter of every list: times of change and ranges of ids. */
const matches = (node: Node, query: string, wholeDays: boolean): boolean =>
  query.split(/ (?=\w+:)/).every((term) => {
    const [, since] = /^updated_at:>='([^']+)'$/.exec(term) ?? [];
    if (since !== undefined)
      return String(node["updatedAt"]) >= (wholeDays ? `${since.slice(0, 10)}T00:00:00Z` : timeOf(since));
    const [, least] = /^id:>=(\d+)$/.exec(term) ?? [];
    if (least !== undefined) return numberIn(node["id"]) >= BigInt(least);
    throw new QueryError(`Invalid search field ${term}`, "argumentLiteralsIncompatible");
  });

/** The argument by which a bulk operation takes a whole list. */
export const everything = { inBulk: true };

/** A page of a list, in the order of ids. Some searches take a time for the whole day. */
export const connection = (nodes: readonly Node[], args: Args, { wholeDays = false } = {}): Node => {
  if (args["inBulk"] === true) return { nodes };
  const first = Number(args["first"] ?? 0);
  if (first < 1) throw new QueryError("you must provide one of first or last", "BAD_REQUEST");
  if (first > 250) throw new QueryError(`first cannot exceed 250, and was ${first}`, "BAD_REQUEST");
  const last = args["after"] ? lastIn(args["after"]) : -1n;
  const query = String(args["query"] ?? "");
  const found = nodes
    .filter((node) => numberIn(node["id"]) > last && (query === "" || matches(node, query, wholeDays)))
    .sort((left, right) => (numberIn(left["id"]) < numberIn(right["id"]) ? -1 : 1));
  const page = found.slice(0, first);
  const end = page.at(-1);
  return {
    nodes: page,
    pageInfo: {
      hasNextPage: found.length > page.length,
      endCursor: end ? cursorOf(numberIn(end["id"])) : null,
    },
  };
};
