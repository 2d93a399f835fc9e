import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { connect, defineConnector, type Listing, listing, pick, resource, single } from "../src/index.ts";

const Call = z.object({ method: z.string(), params: z.looseObject({}), user: z.string().optional() });

/** Calls as they came. */
const calls: z.output<typeof Call>[] = [];
const rows = [
  { id: 1, name: "Lamp" },
  { id: 2, name: "Vase" },
];

const server = setupServer(
  http.post("https://api.shed.example/rpc", async ({ request }) => {
    const call = Call.parse(await request.json());
    calls.push(call);
    if (call.method === "sign-in") return HttpResponse.json({ result: "u7" });
    const { ids } = z.object({ ids: z.array(z.int()).optional() }).parse(call.params);
    return HttpResponse.json({ result: rows.filter(({ id }) => !ids || ids.includes(id)) });
  }),
);
beforeAll(() => server.listen());
afterEach(() => calls.splice(0));
afterAll(() => server.close());

const list = (ids?: readonly number[]): Listing =>
  listing({
    path: "/things/read",
    method: "post",
    idempotent: true,
    body: ids ? { ids } : {},
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "never",
  });

const shed = defineConnector({
  spec: 1,
  id: "shed",
  name: "Shed",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: {
    baseUrl: "https://api.shed.example",
    auth: () => ({ kind: "none" }),
    session: () => ({
      request: { path: "/sign-in", method: "post", idempotent: true },
      headers: pick(z.string(), (user) => ({ "X-User": user })),
    }),
    envelope: () => ({
      wrap: ({ path, body, headers: { "x-user": user, ...headers } = {}, ...wire }) => ({
        ...wire,
        headers,
        path: "/rpc",
        body: { method: path.slice(1), params: body ?? {}, user },
      }),
      unwrap: pick(z.object({ result: z.unknown() }), ({ result }) => result),
    }),
  },
  check: { path: "/me", identity: () => ({}) },
  resources: {
    items: resource({ entity: "item", raw: z.object({ id: z.int(), name: z.string() }) }).define({
      id: ({ id }) => id,
      read: ({ name }) => ({ name }),
      list: list(),
      get: { listing: (id) => list([Number(id)]) },
    }),
  },
});

describe("an envelope", () => {
  it("carries every request, what the session gave included, and is taken off every answer", async () => {
    const names: string[] = [];
    for await (const change of connect(shed, { config: {} }).items.list())
      if (change.type === "upsert") names.push(change.record.name);
    expect(names).toEqual(["Lamp", "Vase"]);
    expect(calls).toEqual([
      { method: "sign-in", params: {} },
      { method: "things/read", params: {}, user: "u7" },
    ]);
  });
});

describe("a record that is got through a listing", () => {
  it("is the first row of it", async () => {
    expect(await connect(shed, { config: {} }).items.get("2")).toMatchObject({ id: "2", record: { name: "Vase" } });
    expect(calls.at(-1)).toMatchObject({ method: "things/read", params: { ids: [2] } });
  });

  it("is not found where the listing is empty", async () => {
    await expect(connect(shed, { config: {} }).items.get("9")).rejects.toMatchObject({
      code: "not_found",
      resource: "items",
      operation: "get",
    });
  });
});
