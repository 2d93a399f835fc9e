import { type Change, connect, type Entities, type EntityName } from "@opensme/core";
import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { quickbooksOnline } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A simulated vendor for one test, and a connection to it. */
export const open = (options: SandboxOptions = {}, settings: { sensitive?: boolean } = {}) => {
  const vendor: Sandbox = sandbox(options);
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  const config = quickbooksOnline.config.parse(vendor.config);
  return { vendor, client: connect(quickbooksOnline, { config, retries: 0, ...settings }) };
};

/** A clock that the test moves. */
export const clock = (start: string) => {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advance: (seconds: number) => {
      time += seconds * 1000;
    },
  };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** The records among changes. */
export const records = <Entity extends EntityName>(changes: readonly Change<Entity>[]): Entities[Entity][] =>
  changes.flatMap((change) => (change.type === "upsert" ? [change.record] : []));

/** What was asked of the API: method, path below the company, and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.flatMap(({ request }) => {
    const { pathname, searchParams } = new URL(request.url);
    const path = /^\/v3\/company\/\d+(\/.+)$/.exec(pathname)?.[1];
    if (!path) return [];
    const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join("&");
    return [`${request.method} ${path}?${query}`];
  });

/** The last request, with its body read. */
export const last = ({ exchanges }: Sandbox) => {
  const { headers, body, method, url } = exchanges.at(-1)?.request ?? { headers: {}, method: "", url: "" };
  return { headers, method, url: new URL(url), body: body === undefined ? undefined : JSON.parse(body) };
};

/** The error that work ends with. */
export const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
