import { connect } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { kiotviet } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A simulated vendor for one test, and a connection to it. */
export const open = (options: SandboxOptions = {}) => {
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return { vendor, client: connect(kiotviet, { config: { ...access }, retries: 0 }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** What was asked, tokens aside: method, path and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.flatMap(({ request }) => {
    const { host, pathname, search } = new URL(request.url);
    return host === "id.kiotviet.vn" ? [] : [`${request.method} ${pathname}${decodeURIComponent(search)}`];
  });

/** The last body that was sent. */
export const sent = ({ exchanges }: Sandbox): unknown =>
  JSON.parse(exchanges.findLast(({ request }) => ["POST", "PUT"].includes(request.method))?.request.body ?? "null");
