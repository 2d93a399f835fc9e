import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { connect, defineConnector, type Listing, listing, resource, single } from "../src/index.ts";

const asked: string[] = [];

/** A vendor that tells the birth date to those who ask for it, and pay to everybody. */
const server = setupServer(
  http.get("https://api.staff.example/:what", ({ request, params }) => {
    const { pathname, search } = new URL(request.url);
    asked.push(pathname + search);
    const person = { id: 1, ...(search.includes("with=born") ? { born: "1990-05-17" } : {}) };
    return HttpResponse.json(params["what"] === "people" ? [person] : { id: 1, rate: "9000000" });
  }),
  http.get("https://api.staff.example/people/:id", ({ request }) => {
    asked.push(new URL(request.url).pathname + new URL(request.url).search);
    return HttpResponse.json({ id: 1, born: request.url.includes("with=born") ? "1990-05-17" : null });
  }),
);

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
});

const list = (path: string, sensitive?: { query: { with: string } }): Listing =>
  listing({
    path,
    page: z.array(z.unknown()),
    items: (rows) => rows,
    paging: single(),
    deletes: "absent",
    ...(sensitive ? { sensitive } : {}),
  });

const withBirthDate = { query: { with: "born" } };

const people = resource({ entity: "employee", raw: z.looseObject({ id: z.int(), born: z.string().nullish() }) }).define(
  {
    id: ({ id }) => id,
    read: ({ born }) => ({ birthDate: born }),
    list: list("/people", withBirthDate),
    get: { path: (id) => `/people/${id}`, sensitive: withBirthDate },
  },
);

const pay = resource({ entity: "employment", raw: z.looseObject({ id: z.int(), rate: z.string() }) }).define({
  id: ({ id }) => id,
  read: ({ id, rate }) => ({ employee: { id: String(id) }, payRate: rate }),
  sensitive: true,
  list: list("/pay"),
  get: { path: () => "/pay" },
});

/** Tells by itself what kind of connection it is on. */
const told: Listing = {
  ...list("/people"),
  async *pages(_, { sensitive }) {
    yield { rows: [{ id: 1, born: sensitive ? "1990-05-17" : null }] };
  },
};
const byHand = resource({ entity: "employee", raw: people.raw }).define({
  id: () => 1,
  read: (row) => ({ birthDate: z.looseObject({ born: z.string().nullish() }).parse(row).born }),
  prefix: "by-hand",
  list: told,
});

const open = (options: { sensitive?: boolean } = {}) =>
  connect(
    defineConnector({
      spec: 1,
      id: "staff",
      name: "Staff",
      version: "1.0.0",
      categories: ["people"],
      countries: [],
      config: z.strictObject({}),
      http: { baseUrl: "https://api.staff.example", auth: () => ({ kind: "none" }) },
      check: { path: "/people", identity: () => ({}) },
      resources: { people, pay, byHand },
    }),
    { config: {}, retries: 0, ...options },
  );

const first = async <Change>(changes: AsyncIterable<Change>): Promise<Change | undefined> => {
  for await (const change of changes) return change;
  return undefined;
};

it("asks for sensitive fields only on a connection that wants them", async () => {
  expect(await first(open().people.list())).toHaveProperty("record", { id: "1" });
  expect(await open().people.get("1")).toHaveProperty("record", { id: "1" });
  expect(asked).toEqual(["/people", "/people/1"]);
  const client = open({ sensitive: true });
  expect(await first(client.people.list())).toHaveProperty("record.birthDate", "1990-05-17");
  expect(await client.people.get("1")).toHaveProperty("record.birthDate", "1990-05-17");
  expect(asked.slice(2)).toEqual(["/people?with=born", "/people/1?with=born"]);
});

it("refuses a sensitive resource without asking the vendor, and says what to do", async () => {
  for (const work of [() => first(open().pay.list()), () => open().pay.get("1")])
    await expect(work()).rejects.toMatchObject({ code: "config", resource: "pay", message: /sensitive: true/ });
  expect(asked).toEqual([]);
  expect(await open({ sensitive: true }).pay.get("1")).toHaveProperty("record.payRate", "9000000");
});

it("has sensitive resources among its streams only where they are wanted", () => {
  const streams = (options?: { sensitive: boolean }): string[] => open(options).streams.map(({ resource }) => resource);
  expect(streams()).toEqual(["people", "byHand"]);
  expect(streams({ sensitive: false })).toEqual(["people", "byHand"]);
  expect(streams({ sensitive: true })).toEqual(["people", "pay", "byHand"]);
});

it("tells listings by hand what kind of connection they are on", async () => {
  expect(await first(open().byHand.list())).not.toHaveProperty("record.birthDate");
  expect(await first(open({ sensitive: true }).byHand.list())).toHaveProperty("record.birthDate", "1990-05-17");
});
