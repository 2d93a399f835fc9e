import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { connect, defineConnector, resource } from "../src/index.ts";

/** Requests as they came, and how many are still to break. */
const seen: { method: string; url: URL; body: unknown }[] = [];
let broken = 0;

const present = { id: 7, name: "Before", stamp: "4", colour: "red" };

const server = setupServer(
  http.all("https://api.ledger.example/items/7", async ({ request }) => {
    const text = await request.text();
    seen.push({ method: request.method, url: new URL(request.url), body: text === "" ? undefined : JSON.parse(text) });
    if (request.method !== "GET" && broken-- > 0) return HttpResponse.error();
    return HttpResponse.json(present);
  }),
);
beforeAll(() => server.listen());
afterEach(() => {
  seen.splice(0);
  broken = 0;
});
afterAll(() => server.close());

const Item = z.object({ id: z.int(), name: z.string(), stamp: z.string(), colour: z.string() });

const ledger = defineConnector({
  spec: 1,
  id: "ledger",
  name: "Ledger",
  version: "1.0.0",
  categories: ["accounting"],
  countries: [],
  config: z.strictObject({}),
  http: {
    baseUrl: "https://api.ledger.example",
    auth: () => ({ kind: "none" }),
    idempotencyParameter: "requestid",
  },
  check: { path: "/items/7", identity: () => ({}) },
  resources: {
    items: resource({ entity: "item", raw: Item, body: Item.partial() }).define({
      id: (row) => row.id,
      read: (row) => ({ name: row.name, version: row.stamp }),
      write: (item) => ({ name: item.name, stamp: item.version }),
      get: { path: (id) => `/items/${id}` },
      create: { path: "/items/7", query: { edition: 3 }, row: (answer) => answer },
      update: {
        path: (id) => `/items/${id}`,
        semantics: "merge",
        query: { edition: 3 },
        needs: ["stamp"],
        row: (answer) => answer,
      },
    }),
  },
});

const open = () => connect(ledger, { config: {} });
const failure = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe("an update that must send along part of the present row", () => {
  it("reads it first, and sends no more of it", async () => {
    await open().items.update("7", { name: "After" });
    expect(seen.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(seen[1]?.body).toEqual({ name: "After", stamp: "4" });
  });

  it("does not read what the change brings", async () => {
    await open().items.update("7", { name: "After", version: "3" });
    expect(seen.map(({ body }) => body)).toEqual([{ name: "After", stamp: "3" }]);
  });
});

describe("a key in the query that makes the vendor carry out a write once", () => {
  it.each(["create", "update"] as const)("stands beside what else the query holds: %s", async (operation) => {
    const { items } = open();
    const options = { idempotencyKey: "order-7" };
    await (operation === "create"
      ? items.create({ name: "New" }, options)
      : items.update("7", { name: "After", version: "4" }, options));
    expect(seen.map(({ url }) => url.search)).toEqual(["?edition=3&requestid=order-7"]);
  });

  it("lets the write be sent again, which without it is not", async () => {
    broken = 1;
    expect(await failure(open().items.create({ name: "New" }))).toMatchObject({ code: "unknown_outcome" });
    broken = 1;
    expect(await open().items.create({ name: "New" }, { idempotencyKey: "order-7" })).toMatchObject({ id: "7" });
    expect(seen.map(({ url }) => url.searchParams.get("requestid"))).toEqual([null, "order-7", "order-7"]);
  });
});
