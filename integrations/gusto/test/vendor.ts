import { type Change, connect, type Entities, type EntityName } from "@opensme/core";
import { type Sandbox, sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { gusto } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access, companyId } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Options = Partial<Parameters<typeof connect<typeof gusto.config, typeof gusto.resources>>[1]>;

/** A simulated vendor for one test, and a connection to it. */
export const open = (options: Options = {}) => {
  const vendor: Sandbox = sandbox({ company: sampleCompany({ orders: 0 }) });
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  return { vendor, client: connect(gusto, { config: access, retries: 0, ...options }) };
};

/** The records that a listing gives. */
export const records = async <Entity extends EntityName>(
  list: AsyncIterable<Change<Entity>>,
): Promise<Entities[Entity][]> => {
  const found: Entities[Entity][] = [];
  for await (const change of list) if (change.type === "upsert") found.push(change.record);
  return found;
};

/** What was asked once the connection was made: method, path below the company, and query. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.flatMap(({ request }) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === "/oauth/token" || pathname === "/v1/token_info") return [];
    const path = pathname.replace(`/v1/companies/${companyId}`, "~").replace("/v1", "");
    return [`${request.method} ${path}${decodeURIComponent(search)}`];
  });

/** The bodies of requests in JSON. */
export const bodies = ({ exchanges }: Sandbox): unknown[] =>
  exchanges.flatMap(({ request: { body } }) => (body?.startsWith("{") ? [JSON.parse(body)] : []));
