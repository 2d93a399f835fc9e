import { type Change, connect } from "@opensme/core";
import type { Sandbox } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { bamboohr } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

export const apiKeyConfig = { companyDomain: access.companyDomain, apiKey: access.apiKey };
const { apiKey: _, ...oauth } = access;
export const oauthConfig = oauth;

type Options = Partial<Parameters<typeof connect<typeof bamboohr.config, typeof bamboohr.resources>>[1]>;

/** A simulated vendor for one test, and a connection to it. */
export const open = (options: Options = {}) => {
  const vendor: Sandbox = sandbox();
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return { vendor, client: connect(bamboohr, { config: apiKeyConfig, retries: 0, ...options }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** What was asked since the vendor was opened: method, path and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.map(({ request }) => {
    const { pathname, search } = new URL(request.url);
    return `${request.method} ${pathname.replace("/api/v1/", "/")}${decodeURIComponent(search)}`;
  });

export const bodies = ({ exchanges }: Sandbox): unknown[] =>
  exchanges.flatMap(({ request }) => (request.body ? [JSON.parse(request.body)] : []));

export const ids = (changes: readonly Change[]): (string | undefined)[] =>
  changes.filter(({ type }) => type === "upsert").map(({ id }) => id);
