import { type Change, connect, type Entities, type EntityName, memoryTokens, type TokenStore } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { xero } from "../src/index.ts";
import { tenants } from "../src/sandbox/books.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A simulated vendor for one test, and connections to it. */
export const open = (options: SandboxOptions = {}) => {
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  const to = (tenantId: string | undefined, tokens: TokenStore = memoryTokens()) =>
    connect(xero, { config: { ...access, ...(tenantId === undefined ? {} : { tenantId }) }, tokens, retries: 0 });
  return { vendor, to, client: to(tenants.mayMau) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** The records among changes. */
export const records = <Entity extends EntityName>(changes: readonly Change<Entity>[]): Entities[Entity][] =>
  changes.flatMap((change) => (change.type === "upsert" ? [change.record] : []));

/** What was asked of the API: method, path and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.flatMap(({ request }) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.startsWith("/api.xro/2.0")) return [];
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join("&");
    return [`${request.method} ${pathname.replace("/api.xro/2.0", "")}${query && `?${query}`}`];
  });

/** The last request, with its body read. */
export const last = ({ exchanges }: Sandbox) => {
  const { headers, body, method, url } = exchanges.at(-1)?.request ?? { headers: {}, method: "", url: "" };
  return { headers, method, path: new URL(url).pathname, body: body === undefined ? undefined : JSON.parse(body) };
};
