import { connect } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { sepay } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { apiToken, merchant } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A simulated vendor for one test, and a connection to it. */
export const open = (
  settings: { retries?: number; pageSize?: number; token?: string; gateway?: object } & SandboxOptions = {},
) => {
  const { retries = 0, pageSize, token = apiToken, gateway = merchant, ...options } = settings;
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return { vendor, client: connect(sepay, { config: { apiToken: token, ...gateway }, retries, pageSize }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** What was asked: method, path and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.map(({ request }) => {
    const { pathname, searchParams } = new URL(request.url);
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join("&");
    return `${request.method} ${pathname.replace("/userapi", "")}${query && `?${query}`}`;
  });
