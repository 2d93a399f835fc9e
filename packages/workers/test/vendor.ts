import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Connection, connect, cursor, defineConnector, listing, type Pace, resource } from "@opensme/core";
import * as z from "zod";

/** A vendor that does not exist: sacks of flour by cursor, a few a page, of any number of accounts. It tells who asks for what, and when. */

const sacks = resource({ entity: "item", raw: z.looseObject({ id: z.string(), name: z.string() }) }).define({
  id: (sack) => sack.id,
  read: (sack) => ({ name: sack.name }),
  list: listing({
    path: "/sacks",
    page: z.looseObject({ rows: z.array(z.unknown()), next: z.string().nullish() }),
    items: (page) => page.rows,
    token: (page) => page.next,
    paging: cursor({ parameter: "after" }),
    deletes: "absent",
  }),
  get: { path: (id) => `/sacks/${id}` },
});

const mill = defineConnector({
  spec: 1,
  id: "mill",
  name: "Mill",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({ account: z.string(), worker: z.string() }),
  http: {
    baseUrl: "https://mill.example",
    auth: () => ({ kind: "none" }),
    headers: ({ account, worker }) => ({ "x-account": String(account), "x-worker": String(worker) }),
  },
  check: { path: "/sacks", identity: () => ({}) },
  webhooks: {
    verify: ({ headers, body }, secret) =>
      headers.get("x-mill-signature") === createHmac("sha256", secret).update(body).digest("hex"),
    events: ({ body }) =>
      z
        .array(
          z.object({
            type: z.enum(["changed", "deleted"]),
            resource: z.string(),
            id: z.string(),
            account: z.string().optional(),
          }),
        )
        .parse(JSON.parse(body)),
  },
  resources: { sacks },
});

export const secret = "mill-webhook-secret";

/** A call of the vendor that a sack has changed. */
export const told = (address: string, id: string, account?: string): Request => {
  const body = JSON.stringify([{ type: "changed", resource: "sacks", id, account }]);
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return new Request(address, { method: "POST", headers: { "x-mill-signature": signature }, body });
};

/** A connection to an account, which tries nothing again by itself, so that each fault shows. */
export const openMill = (gateway: string, account: string, worker: string, pace?: Pace): Connection =>
  connect(mill, { config: { account, worker }, gateway, retries: 0, pace });

interface Asked {
  readonly account: string;
  readonly worker: string;
  readonly after: string | null;
  readonly at: number;
}

export interface Vendor extends AsyncDisposable {
  readonly gateway: string;
  /** Names of sacks by id, by account. */
  readonly accounts: Map<string, Map<string, string>>;
  /** The status that an account is refused with. */
  readonly refusals: Map<string, number>;
  readonly asked: Asked[];
  /** What each sack says besides, which it does not at first. */
  news: object;
  /** Milliseconds that an answer takes. */
  latency: number;
  /** Adds an account with that many sacks. */
  fill(account: string, count: number): void;
}

const pageSize = 10;

export const startVendor = async (): Promise<Vendor> => {
  const accounts: Vendor["accounts"] = new Map();
  const refusals: Vendor["refusals"] = new Map();
  const asked: Asked[] = [];
  const answer = (path: string, query: URLSearchParams, sacks: ReadonlyMap<string, string>): unknown => {
    const id = path.split("/")[3];
    if (id !== undefined) return { id, name: sacks.get(id), ...vendor.news };
    const all = [...sacks].map(([id, name]) => ({ id, name, ...vendor.news }));
    const start = all.findIndex((sack) => sack.id === query.get("after")) + 1;
    const rows = all.slice(start, start + pageSize);
    return { rows, next: start + pageSize < all.length ? rows.at(-1)?.id : null };
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const account = String(request.headers["x-account"]);
    asked.push({
      account,
      worker: String(request.headers["x-worker"]),
      after: searchParams.get("after"),
      at: performance.now(),
    });
    await new Promise((resolve) => setTimeout(resolve, vendor.latency));
    const refusal = refusals.get(account);
    response.writeHead(refusal ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(refusal ? {} : answer(pathname, searchParams, accounts.get(account) ?? new Map())));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const vendor: Vendor = {
    gateway: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accounts,
    refusals,
    asked,
    news: {},
    latency: 0,
    fill(account, count) {
      const sacks = Array.from({ length: count }, (_, index): [string, string] => [
        `${index + 1}`,
        `Sack ${index + 1}`,
      ]);
      accounts.set(account, new Map(sacks));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return vendor;
};
