import { connect } from "@opensme/core";
import { type Sandbox, sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { afterEach } from "vitest";
import { baseVn } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { access, payrollColumns } from "../src/sandbox/wire.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

export const company = sampleCompany({ orders: 10, months: 1 });

type Options = Partial<Parameters<typeof connect<typeof baseVn.config, typeof baseVn.resources>>[1]>;

/** A simulated vendor for one test, and a connection to it. */
export const open = ({ config, ...options }: Options = {}) => {
  const vendor: Sandbox = sandbox({ company });
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  servers.push(server);
  const settings = config ?? { ...access, payrollColumns };
  return { vendor, client: connect(baseVn, { config: settings, retries: 0, sensitive: true, ...options }) };
};

export const all = <Item>(list: AsyncIterable<Item>): Promise<Item[]> => Array.fromAsync(list);

/** What was asked: the address, and the form without its token. */
export const asked = ({ exchanges }: Sandbox): string[] =>
  exchanges.map(({ request }) => {
    const form = [...new URLSearchParams(request.body)].filter(([name]) => !name.startsWith("access_token"));
    return [request.url.replace("https://", ""), ...form.map(([name, value]) => `${name}=${value}`)].join(" ");
  });

/** An answer of the vendor's with rows under a key. */
export const answer = (content: object) => ({ kind: "status" as const, status: 200, body: { code: 1, ...content } });
