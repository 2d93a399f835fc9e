import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import * as z from "zod";
import {
  type Client,
  type ConnectOptions,
  connect,
  defineConnector,
  listing,
  offset,
  pick,
  resource,
  secret,
  type TokenStore,
} from "../src/index.ts";

/** The few rows and settings of a fictional vendor, changed by the tests. */
export const vendor = {
  rows: [] as { id: number; name: string }[],
  /** Answers to give before the real one, in order. */
  interruptions: [] as (() => Response | Promise<Response>)[],
  requests: [] as { method: string; url: URL; headers: Headers; body: string }[],
  tokens: { current: "token-1", refresh: "refresh-1", renewals: 0 },
};

export const resetVendor = (): void => {
  vendor.rows = Array.from({ length: 25 }, (_, index) => ({ id: index + 1, name: `Contact ${index + 1}` }));
  vendor.interruptions = [];
  vendor.requests = [];
  vendor.tokens = { current: "token-1", refresh: "refresh-1", renewals: 0 };
};

const record = async (request: Request): Promise<void> => {
  vendor.requests.push({
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    body: await request.clone().text(),
  });
};

export const server = setupServer(
  http.post("https://id.acme.example/token", async ({ request }) => {
    await record(request);
    const form = new URLSearchParams(await request.text());
    if (form.get("refresh_token") !== vendor.tokens.refresh)
      return HttpResponse.json({ error: "invalid_grant" }, { status: 400 });
    vendor.tokens.renewals += 1;
    vendor.tokens.current = `token-${vendor.tokens.renewals + 1}`;
    vendor.tokens.refresh = `refresh-${vendor.tokens.renewals + 1}`;
    return HttpResponse.json({
      access_token: vendor.tokens.current,
      refresh_token: vendor.tokens.refresh,
      expires_in: 3600,
    });
  }),
  http.all("https://api.acme.example/*", async ({ request }) => {
    await record(request);
    const interruption = vendor.interruptions.shift();
    if (interruption) return interruption();
    if (request.headers.get("authorization") !== `Bearer ${vendor.tokens.current}`)
      return HttpResponse.json({ error: { message: "who are you" } }, { status: 401 });
    const url = new URL(request.url);
    if (request.method === "POST" || request.method === "PUT") {
      return HttpResponse.json({ contact: { id: 99, ...(JSON.parse(await request.text()) as object) } });
    }
    const id = /\/contacts\/(\d+)$/.exec(url.pathname)?.[1];
    if (id) {
      const row = vendor.rows.find((candidate) => candidate.id === Number(id));
      return row
        ? HttpResponse.json({ contact: row })
        : HttpResponse.json({ error: { message: "no such contact", code: "E404" } }, { status: 404 });
    }
    const skip = Number(url.searchParams.get("skip"));
    return HttpResponse.json({
      total: vendor.rows.length,
      data: vendor.rows.slice(skip, skip + Number(url.searchParams.get("take"))),
    });
  }),
);

const Contact = z.looseObject({ id: z.int(), name: z.string(), note: z.string().nullish() });

const contacts = resource({
  entity: "contact",
  raw: Contact,
  body: Contact.pick({ name: true, note: true }).partial(),
}).define({
  id: (row) => row.id,
  read: (row) => ({ name: row.name, note: row.note }),
  write: (contact) => ({ name: contact.name, note: contact.note }),
  list: listing({
    path: "/contacts",
    page: z.object({ total: z.int(), data: z.array(z.unknown()) }),
    items: (page) => page.data,
    total: (page) => page.total,
    paging: offset({ parameter: "skip", size: { parameter: "take", value: 10 } }),
    deletes: "absent",
  }),
  get: {
    path: (id) => `/contacts/${id}`,
    row: pick(z.looseObject({ contact: z.unknown() }), (answer) => answer.contact),
  },
  create: { path: "/contacts", row: pick(z.looseObject({ contact: z.unknown() }), (answer) => answer.contact) },
  update: {
    path: (id) => `/contacts/${id}`,
    method: "put",
    semantics: "replace",
    row: pick(z.looseObject({ contact: z.unknown() }), (answer) => answer.contact),
  },
});

export const acme = defineConnector({
  spec: 1,
  id: "acme",
  name: "Acme",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({ clientSecret: secret(z.string().min(1)), refreshToken: secret(z.string().min(1)) }),
  http: {
    baseUrl: "https://api.acme.example",
    auth: (config) => ({
      kind: "oauth2",
      tokenUrl: "https://id.acme.example/token",
      grant: { type: "refresh_token", refreshToken: config.refreshToken },
      clientId: "client",
      clientSecret: config.clientSecret,
      clientAuthentication: "body",
    }),
    idempotencyHeader: "Idempotency-Key",
    error: {
      read: ({ body }) =>
        z.object({ error: z.object({ message: z.string(), code: z.string().optional() }) }).parse(body).error,
      requestIdHeader: "x-request-id",
    },
  },
  check: { path: "/contacts", identity: () => ({ name: "Acme" }) },
  resources: { contacts },
});

export const open = (
  options: Partial<ConnectOptions<{ clientSecret: string; refreshToken: string }>> = {},
): Client<typeof acme> =>
  connect(acme, {
    config: { clientSecret: "planted-secret", refreshToken: "refresh-1" },
    tokens: signedIn(),
    ...options,
  });

/** A token store as a connection leaves it that has been used before. */
const signedIn = (): TokenStore => ({
  read: async () => ({ accessToken: vendor.tokens.current, refreshToken: vendor.tokens.refresh }),
  write: async () => undefined,
});
