import { createHmac, timingSafeEqual } from "node:crypto";
import {
  codec,
  defineConnector,
  listing,
  offset,
  pageNumber,
  pick,
  resource,
  secret,
  single,
  type Webhooks,
} from "@opensme/core";
import * as z from "zod";

const Party = z.looseObject({
  id: z.int(),
  name: z.string(),
  phone: z.string().nullish(),
  changed: codec.instant.nullish(),
});

const Envelope = z.looseObject({
  total: z.int(),
  data: z.array(z.unknown()),
  removed: z.array(z.int()).optional(),
});

const customers = resource({ entity: "contact", raw: Party }).define({
  id: (row) => row.id,
  prefix: "customer",
  read: (row) => ({
    name: row.name,
    roles: ["customer"],
    phones: [row.phone ? { number: row.phone } : undefined],
    updatedAt: row.changed,
  }),
  list: listing({
    path: "/customers",
    page: Envelope,
    items: (page) => page.data,
    total: (page) => page.total,
    removed: (page) => page.removed,
    paging: offset({ parameter: "skip", size: { parameter: "take", value: 10 } }),
    deletes: "reported-and-absent",
    since: (instant) => ({ query: { changedSince: instant } }),
  }),
  get: { path: (id) => `/customers/${id}`, row: pick(z.looseObject({ data: z.unknown() }), (answer) => answer.data) },
  scopes: { read: ["customers.read"], write: ["customers.write"] },
});

const suppliers = resource({ entity: "contact", raw: Party }).define({
  id: (row) => row.id,
  prefix: "supplier",
  read: (row) => ({ name: row.name, roles: ["supplier"], updatedAt: row.changed }),
  list: listing({
    path: "/suppliers",
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "absent",
  }),
});

const Event = z.object({
  type: z.enum(["changed", "deleted"]),
  resource: z.string(),
  id: z.string(),
  account: z.string().optional(),
});

const webhooks: Webhooks = {
  verify: ({ headers, body }, key) => {
    const given = Buffer.from(headers.get("x-acme-signature") ?? "", "hex");
    const expected = createHmac("sha256", key).update(body).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  },
  events: ({ body }) => z.array(Event).parse(JSON.parse(body)),
  offer: ({ body }) => z.object({ key: z.string() }).safeParse(JSON.parse(body)).data?.key,
};

const Product = z.looseObject({
  id: z.int(),
  title: z.string(),
  price: codec.decimal.nullish(),
});

const items = resource({ entity: "item", raw: Product }).define({
  id: (row) => row.id,
  read: (row) => ({ name: row.title, price: row.price }),
  list: listing({
    path: "/items",
    page: Envelope,
    items: (page) => page.data,
    total: (page) => page.total,
    paging: pageNumber({ parameter: "page", size: { parameter: "take", value: 5 } }),
    deletes: "absent",
  }),
});

const salaries = resource({ entity: "employee", raw: Party }).define({
  id: (row) => row.id,
  read: (row) => ({ displayName: row.name }),
  sensitive: true,
  list: listing({
    path: "/salaries",
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "absent",
  }),
});

/** A vendor that does not exist, for the tests of the command line. */
export const acme = defineConnector({
  spec: 1,
  id: "acme",
  name: "Acme",
  version: "1.0.0",
  categories: ["sales"],
  countries: ["VN"],
  config: z.strictObject({
    shop: z.string().min(1),
    clientSecret: secret(z.string().min(1)),
    refreshToken: secret(z.string().min(1)).optional(),
  }),
  http: {
    baseUrl: "https://api.acme.example/v1",
    headers: ({ shop }) => ({ shop }),
    auth: ({ clientSecret, refreshToken }) => ({
      kind: "oauth2",
      tokenUrl: "https://login.acme.example/token",
      grant: { type: "refresh_token", refreshToken },
      authorization: { url: "https://login.acme.example/authorize", scopes: ["offline"] },
      clientId: "opensme",
      clientSecret,
      clientAuthentication: "body",
    }),
    error: { read: ({ body }) => z.object({ error: z.object({ message: z.string() }) }).parse(body).error },
  },
  check: {
    path: "/shop",
    identity: pick(z.object({ id: z.string(), name: z.string() }), (shop) => shop),
  },
  webhooks,
  resources: { customers, suppliers, items, salaries },
});
