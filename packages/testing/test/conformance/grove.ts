import {
  codec,
  cursor,
  defineConnector,
  type Listing,
  listing,
  offset,
  pageNumber,
  pick,
  ref,
  resource,
  secret,
  signature,
  type WebhookRequest,
  type Webhooks,
} from "@opensme/core";
import * as z from "zod";
import type { Fixtures } from "../../src/index.ts";

/** The connector of the vendor that does not exist, made of parts that the tests of the laws replace by broken ones. */

export const Person = z.looseObject({
  id: z.int(),
  name: z.string(),
  tier: codec.choice({ g: "active", s: "archived" }).nullish(),
  email: z.string().nullish(),
  owes: codec.decimal.nullish(),
  born: codec.localDate.nullish(),
  created: codec.instant.nullish(),
  changed: codec.instant.nullish(),
  code: z.string().nullish(),
  rev: z.int().nullish(),
});
const PersonBody = Person.pick({ name: true, email: true, code: true, rev: true }).partial();

const vietnamTime = codec.localDateTime("+07:00");

const Sale = z.looseObject({
  no: z.int(),
  person: z.int().nullish(),
  state: codec.choice({ done: "completed", void: "cancelled" }).nullish(),
  at: vietnamTime.nullish(),
  net: codec.decimal.nullish(),
  vat: codec.decimal.nullish(),
  gross: codec.decimal.nullish(),
});

const Wage = z.looseObject({ id: z.int(), person: z.int(), monthly: codec.decimal });

export const peopleList = {
  path: "/people",
  page: z.object({ total: z.int(), data: z.array(z.unknown()), removed: z.array(z.int()).nullish() }),
  items: (page: { data: unknown[] }) => page.data,
  total: (page: { total: number }) => page.total,
  removed: (page: { removed?: number[] | null | undefined }) => page.removed ?? undefined,
  paging: offset({ parameter: "skip", size: { parameter: "take", value: 10 } }),
  since: (instant: string) => ({ query: { since: instant } }),
  deletes: "reported-and-absent" as const,
  order: "created",
  sensitive: { query: { with: "born" } },
};

const salesList: Listing = listing({
  path: "/sales",
  page: z.object({ count: z.int(), rows: z.array(z.unknown()) }),
  items: (page) => page.rows,
  total: (page) => page.count,
  paging: pageNumber({ parameter: "page", size: { parameter: "size", value: 5 } }),
  deletes: "never",
  order: "no",
});

export const readPerson = (person: z.output<typeof Person>) => ({
  name: person.name,
  code: person.code,
  emails: [person.email],
  birthDate: person.born,
  receivable: person.owes,
  status: person.tier,
  createdAt: person.created,
  updatedAt: person.changed,
  version: person.rev?.toString(),
});

interface Written {
  name?: string | undefined;
  code?: string | undefined;
  emails?: string[] | undefined;
  version?: string | undefined;
}

/** How a person is found by their code, which the caller gives. */
const findPerson = {
  field: "code",
  path: "/people",
  request: (code: string) => ({ query: { code, skip: 0, take: 1 } }),
  row: pick(z.looseObject({ data: z.array(z.unknown()) }), ({ data }) => data[0]),
};

export const inBatches = {
  size: 10,
  path: "/people/batch",
  wrap: (people: readonly object[]) => ({ people }),
  outcomes: pick(
    z.array(z.union([z.strictObject({ error: z.string() }), z.looseObject({ id: z.int() })])),
    (outcomes) => outcomes.map((one) => ("error" in one ? { message: String(one.error) } : { row: one })),
  ),
};

type Guard = (write: {
  record: Written;
  ask: (request: { path: string }) => Promise<unknown>;
}) => Promise<{ path: string; message: string } | undefined>;

export const guardPerson: Guard = async ({ record, ask }) => {
  const { reserved } = z.object({ reserved: z.string() }).parse(await ask({ path: "/rules" }));
  return record.name === reserved ? { path: "name", message: "is reserved" } : undefined;
};

const personOperations = {
  id: (person: z.output<typeof Person>): string | number => person.id,
  write: (contact: Written) => ({
    name: contact.name,
    code: contact.code,
    email: contact.emails?.[0],
    rev: contact.version === undefined ? undefined : Number(contact.version),
  }),
  get: { path: (id: string) => `/people/${id}`, sensitive: { query: { with: "born" } } },
  create: { path: "/people", row: (answer: unknown) => answer, find: findPerson, batch: inBatches },
  update: {
    path: (id: string) => `/people/${id}`,
    method: "patch" as const,
    semantics: "merge" as const,
    row: (answer: unknown) => answer,
  },
  remove: { path: (id: string) => `/people/${id}` },
  actions: { promote: { path: (id: string) => `/people/${id}/promote` } },
  guard: guardPerson,
  scopes: { read: ["people"], write: ["people.write"] },
};

/** People read in another way, or listed in another. */
export const peopleWith = (changes: {
  list?: Listing;
  read?: typeof readPerson;
  id?: (person: z.output<typeof Person>) => string | number;
  scopes?: object;
  raw?: typeof Person;
  create?: { path: string; row: (answer: unknown) => unknown; batch?: typeof inBatches };
  guard?: Guard;
  get?: { path: (id: string) => string; row?: (answer: unknown) => unknown };
}) =>
  resource({ entity: "contact", raw: changes.raw ?? Person, body: PersonBody }).define({
    read: readPerson,
    list: listing(peopleList),
    ...personOperations,
    ...changes,
  });

export const salesWith = (changes: { list?: Listing; personPrefix?: string; at?: typeof vietnamTime }) =>
  resource({ entity: "order", raw: changes.at ? Sale.extend({ at: changes.at.nullish() }) : Sale }).define({
    id: (sale) => sale.no,
    read: (sale) => ({
      status: sale.state,
      placedAt: sale.at,
      contact: ref(sale.person && `${changes.personPrefix ?? ""}${sale.person}`),
      subTotal: sale.net,
      tax: sale.vat,
      total: sale.gross,
    }),
    list: changes.list ?? salesList,
    scopes: { read: ["sales"] },
  });

export const wagesList = listing({
  path: "/wages",
  page: z.object({ rows: z.array(z.unknown()), next: z.string().nullish() }),
  items: (page) => page.rows,
  token: (page) => page.next,
  paging: cursor({ parameter: "after" }),
  deletes: "never",
});

export const wagesWith = (changes: { list?: Listing; sensitive?: true | undefined }) =>
  resource({ entity: "employment", raw: Wage }).define({
    id: (wage) => wage.id,
    read: (wage) => ({ employee: { id: String(wage.person) }, kind: "pay", payRate: wage.monthly }),
    list: wagesList,
    sensitive: true,
    scopes: { read: ["wages"] },
    ...(changes as object),
  });

const told = z.object({ topic: z.string(), id: z.int(), at: codec.instant, grove: z.string() });

/** The headers, the body and the time of a delivery. */
const timeOf = ({ headers }: WebhookRequest): string => headers.get("x-grove-time") ?? "";

export const groveWebhooks = {
  verify: signature({
    header: "x-grove-signature",
    encoding: "hex",
    prefix: /^sha256=/,
    text: (request) => `${timeOf(request)}.${request.body}`,
  }),
  sent: { at: (request) => Number(timeOf(request)) * 1000, tolerance: 300 },
  events: ({ body }) => {
    const { topic, id, at } = told.parse(JSON.parse(body));
    return [{ type: topic === "person.gone" ? "deleted" : "changed", resource: "people", id: String(id), at }];
  },
  subscriptions: {
    topics: ["person.changed", "person.gone"],
    list: {
      path: "/hooks",
      read: pick(z.array(z.object({ id: z.int(), url: z.string(), topic: z.string() })), (hooks) =>
        hooks.map(({ id, ...hook }) => ({ ...hook, id: String(id) })),
      ),
    },
    create: ({ url, topic }) => ({ path: "/hooks", body: { url, topic } }),
    remove: ({ id }) => ({ method: "delete", path: `/hooks/${id}` }),
  },
} satisfies Webhooks;

export const groveWith = <const Resources extends Parameters<typeof defineConnector>[0]["resources"]>(
  resources: Resources,
  changes: object = {},
) => ({
  ...defineConnector({
    spec: 1,
    id: "grove",
    name: "Grove",
    version: "1.2.3",
    categories: ["sales"],
    countries: ["VN"],
    config: z.strictObject({ clientSecret: secret(z.string().min(1)) }),
    http: {
      baseUrl: "https://api.grove.example",
      auth: ({ clientSecret }) => ({
        kind: "oauth2",
        tokenUrl: "https://id.grove.example/token",
        grant: { type: "client_credentials" },
        clientId: "grove-client",
        clientSecret,
        clientAuthentication: "body",
      }),
      limits: [{ concurrent: 4 }],
      error: {
        read: ({ body }) => {
          const { message, field } = z.looseObject({ message: z.string(), field: z.string().nullish() }).parse(body);
          return { message, issues: field ? [{ path: field, message }] : [] };
        },
      },
    },
    webhooks: groveWebhooks,
    check: { path: "/sales", query: { page: 1, size: 1 }, identity: () => ({ name: "Grove" }) },
    resources,
  }),
  ...changes,
});

export const fixtures: Fixtures = {
  people: {
    origin: "constructed",
    source: "the vendor does not exist",
    rows: [
      {
        raw: {
          id: 1,
          name: "Người Mẫu",
          tier: "g",
          email: "mau@example.com",
          owes: 1000.25,
          born: "1990-05-17",
          created: "2026-10-01T00:00:00Z",
          changed: "2026-10-02T00:00:00Z",
          code: "N1",
          rev: 3,
        },
        expected: {
          id: "1",
          name: "Người Mẫu",
          code: "N1",
          emails: ["mau@example.com"],
          birthDate: "1990-05-17",
          receivable: "1000.25",
          status: "active",
          createdAt: "2026-10-01T00:00:00.000Z",
          updatedAt: "2026-10-02T00:00:00.000Z",
          version: "3",
        },
      },
    ],
  },
  sales: {
    origin: "constructed",
    source: "the vendor does not exist",
    rows: [
      {
        raw: { no: 7, person: 3, state: "void", at: "2026-10-03 08:30:00", net: 1000, vat: 80, gross: 1080 },
        expected: {
          id: "7",
          contact: { id: "3" },
          status: "cancelled",
          placedAt: "2026-10-03T01:30:00.000Z",
          subTotal: "1000",
          tax: "80",
          total: "1080",
        },
      },
    ],
  },
  wages: {
    origin: "constructed",
    source: "the vendor does not exist",
    rows: [
      {
        raw: { id: 3, person: 3, monthly: 9_000_003 },
        expected: { id: "3", employee: { id: "3" }, kind: "pay", payRate: "9000003" },
      },
    ],
  },
};
