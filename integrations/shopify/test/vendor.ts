import { type ConnectOptions, connect } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import * as z from "zod";
import { shopify } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
const close = (): void => {
  for (const server of servers.splice(0)) server.close();
};
afterEach(close);

type Options = Partial<ConnectOptions<z.input<typeof shopify.config>>>;

/** A simulated vendor for one test, and a connection to it. */
export const open = (options: SandboxOptions = {}, connection: Options = {}) => {
  // One at a time: they have the same address.
  close();
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return { vendor, client: connect(shopify, { config: { ...access }, retries: 0, ...connection }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

const Asked = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });

/** What was asked, tokens aside: the query and its variables. */
export const asked = ({ exchanges }: Sandbox) =>
  exchanges.flatMap(({ request }) =>
    request.url.endsWith("/graphql.json") ? [Asked.parse(JSON.parse(request.body ?? "null"))] : [],
  );
