import { connect } from "@opensme/core";
import { type Sandbox, sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import * as z from "zod";
import { odoo } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access, login } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

export const company = sampleCompany({ orders: 100, months: 2 });

/** A simulated vendor for one test, and a connection to it by either protocol. */
export const open = (
  changes: { protocol?: "json-2" | "json-rpc"; apiKey?: string; database?: string } = {},
  pageSize = 500,
) => {
  const vendor: Sandbox = sandbox({ company });
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  const config = { ...access, ...(changes.protocol === "json-rpc" ? { login } : {}), ...changes };
  return { vendor, client: connect(odoo, { config, retries: 0, pageSize }) };
};

const Call = z.object({ params: z.object({ service: z.string(), method: z.string(), args: z.array(z.unknown()) }) });

/** What was asked, `model/method` or the like over JSON-RPC, and the body. */
export const asked = ({ exchanges }: Sandbox): { call: string; body: unknown }[] =>
  exchanges.map(({ request }) => {
    const body: unknown = JSON.parse(request.body ?? "null");
    const path = new URL(request.url).pathname;
    if (path !== "/jsonrpc") return { call: path.replace("/json/2/", ""), body };
    const { service, method, args } = Call.parse(body).params;
    return { call: `rpc ${service === "object" ? `${args[3]} ${args[4]}` : `${service} ${method}`}`, body };
  });

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);
