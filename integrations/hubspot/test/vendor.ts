import { type Change, connect, type Entities, type EntityName } from "@opensme/core";
import { type Company, type Sandbox, sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { hubspot } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access, privateToken } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

export const company: Company = sampleCompany({ orders: 300 });

/** The connector without its pacing, for which tests need not wait. */
const unpaced = { ...hubspot, http: { ...hubspot.http, limits: [] } };

/** A simulated vendor for one test, and connections to it. */
export const open = (options: { now?: () => Date; pageSize?: number } = {}) => {
  const { pageSize, ...rest } = options;
  const vendor: Sandbox = sandbox({ company, ...rest });
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  const to = (config: Parameters<typeof connect<typeof hubspot.config, typeof hubspot.resources>>[1]["config"]) =>
    connect(unpaced, { config, retries: 0, ...(pageSize === undefined ? {} : { pageSize }) });
  return { vendor, to, client: to({ accessToken: privateToken }), appClient: () => to({ ...access }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** The records among changes. */
export const records = <Entity extends EntityName>(changes: readonly Change<Entity>[]): Entities[Entity][] =>
  changes.flatMap((change) => (change.type === "upsert" ? [change.record] : []));

/** What was asked: method and path with its query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.map(({ request }) => {
    const { pathname, search } = new URL(request.url);
    return `${request.method} ${pathname}${search}`;
  });

/** The bodies of requests whose path ends so. */
export const bodies = ({ exchanges }: Sandbox, ending: string) =>
  exchanges.flatMap(({ request }) =>
    new URL(request.url).pathname.endsWith(ending) && request.body ? [JSON.parse(request.body)] : [],
  );

/** The last request that is no reading. */
export const lastWrite = ({ exchanges }: Sandbox) => {
  const found = exchanges.findLast(
    ({ request }) => request.method === "PATCH" || (request.method === "POST" && /objects\/\w+$/.test(request.url)),
  );
  const { method, url, body = "{}" } = found?.request ?? { method: "", url: "https://nothing.example" };
  return { method, path: new URL(url).pathname, body: JSON.parse(body) };
};
