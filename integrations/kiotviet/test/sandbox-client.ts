import type { Sandbox, SandboxOptions } from "@opensme/testing";
import { setupServer } from "msw/node";
import { expect, onTestFinished } from "vitest";
import * as z from "zod";
import { sandbox } from "../src/sandbox/index.ts";

export const Config = z.object({ retailer: z.string(), clientId: z.string(), clientSecret: z.string() });
const Page = z.looseObject({
  total: z.number(),
  pageSize: z.number(),
  data: z.array(z.record(z.string(), z.unknown())),
});
const Answer = z.record(z.string(), z.unknown());

interface Answered {
  status: number;
  body: Record<string, unknown>;
}

export interface Client {
  shop: Sandbox;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  get(path: string): Promise<Answered>;
  list(path: string): Promise<z.output<typeof Page>>;
}

/** Asks for a token. */
export const token = (credentials: Record<string, string>): Promise<Response> =>
  fetch("https://id.kiotviet.vn/connect/token", { method: "POST", body: new URLSearchParams(credentials) });

/** The simulated shop, signed in to, until the test ends. */
export const open = async (options: SandboxOptions = {}): Promise<Client> => {
  const shop = sandbox(options);
  const server = setupServer(...shop.handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const { retailer, clientId, clientSecret } = Config.parse(shop.config);
  const issued = await token({
    scopes: "PublicApi.Access",
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await issued.json());
  const call: Client["call"] = async (method, path, body, headers = {}) => {
    const response = await fetch(`https://public.kiotapi.com${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, retailer, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: Answer.parse(await response.json()) };
  };
  const get = (path: string): Promise<Answered> => call("GET", path);
  return { shop, call, get, list: async (path) => Page.parse((await get(path)).body) };
};

/** The first row of a page. */
export const first = ({ data }: z.output<typeof Page>): Record<string, unknown> => {
  const [row] = data;
  if (!row) throw new Error("The page is empty");
  return row;
};

/** The body of a refusal. */
export const refusal = (errorCode: string, message: unknown = expect.any(String)): object => ({
  responseStatus: { errorCode, message },
});
