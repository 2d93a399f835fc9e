import { connect, decode } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { onTestFinished } from "vitest";
import { haravan } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** A simulated shop for one test, and a connection to it. */
export const open = (options: SandboxOptions = {}, connection: { retries?: number; pageSize?: number } = {}) => {
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const config = haravan.config.parse(vendor.config);
  return { vendor, client: connect(haravan, { config, retries: 0, ...connection }) };
};

export const all = async <Item>(list: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const one of list) found.push(one);
  return found;
};

/** What was asked: method, path and query. */
export const asked = (vendor: Sandbox): string[] =>
  vendor.exchanges
    .map(({ request }) => ({ method: request.method, ...partsOf(request.url) }))
    .map(({ method, path, query }) => `${method} ${path}${decodeURIComponent(query)}`);

const partsOf = (url: string): { path: string; query: string } => {
  const { pathname: path, search: query } = new URL(url);
  return { path, query };
};

/** The last body that was sent. */
export const sent = ({ exchanges }: Sandbox): unknown =>
  JSON.parse(exchanges.findLast(({ request }) => request.method !== "GET")?.request.body ?? "null");

type Key = keyof typeof haravan.resources;

/** The records in a recorded answer, or what is wrong with its rows. */
export const mapped = (key: Key, answer: unknown): unknown[] => {
  const { list } = haravan.resources[key].definition;
  return (list.rowsIn(answer) ?? list.split(answer)).map((row) => {
    const change = decode(haravan.resources[key], row);
    return change.type === "upsert" ? { ...change.record } : change.issues.map(({ path }) => path);
  });
};
