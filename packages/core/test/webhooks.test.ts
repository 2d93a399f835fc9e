import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { connect, defineConnector, isAuthentic, listing, resource, single } from "../src/index.ts";

const url = "https://hooks.example.com/shop";
const topics = ["orders", "people", "stock"];
let held: string[] = [];
let closed: readonly string[] = [];
let status = 403;

const server = setupServer(
  http.get("https://api.tool.example/hooks", () => HttpResponse.json(held)),
  http.post<never, { topic: string }>("https://api.tool.example/hooks", async ({ request }) => {
    const { topic } = await request.json();
    if (closed.includes(topic)) return HttpResponse.json({ message: "not for this app" }, { status });
    held.push(topic);
    return HttpResponse.json({});
  }),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

const things = resource({ entity: "item", raw: z.object({ id: z.string() }) }).define({
  id: ({ id }) => id,
  read: ({ id }) => ({ name: id }),
  list: listing({
    path: "/things",
    page: z.array(z.unknown()),
    items: (page) => page,
    paging: single(),
    deletes: "absent",
  }),
});

const tool = defineConnector({
  spec: 1,
  id: "tool",
  name: "Tool",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: {
    baseUrl: "https://api.tool.example",
    auth: () => ({ kind: "none" }),
    error: { read: ({ body }) => z.object({ message: z.string() }).parse(body) },
  },
  check: { path: "/things", identity: () => ({}) },
  resources: { things },
  webhooks: {
    verify: () => true,
    sent: { at: ({ body }) => (body === "" ? undefined : Number(body)), tolerance: 300 },
    events: () => [],
    subscriptions: {
      topics,
      list: {
        path: "/hooks",
        read: (answer) =>
          z
            .array(z.string())
            .parse(answer)
            .map((topic) => ({ id: topic, url, topic })),
      },
      create: ({ topic }) => ({ path: "/hooks", body: { topic } }),
      remove: ({ id }) => ({ method: "delete", path: `/hooks/${id}` }),
    },
  },
});

const register = () => connect(tool, { config: {} }).webhooks.register({ url });

describe("registration", () => {
  it("goes on past the kinds that the vendor refuses, and names them", async () => {
    [held, closed, status] = [[], ["orders", "stock"], 403];
    await expect(register()).rejects.toThrow(/Tool refuses webhooks of orders, stock: .*not for this app/);
    expect(held).toEqual(["people"]);
    closed = [];
    await register();
    expect(held).toEqual(["people", "orders", "stock"]);
  });

  it("stops where the vendor is out of reach", async () => {
    [held, closed, status] = [[], ["people"], 409];
    await expect(register()).rejects.toMatchObject({ code: "conflict" });
    expect(held).toEqual(["orders"]);
  });
});

describe("a delivery", () => {
  const now = new Date("2026-11-27T00:00:00Z");
  const of = (seconds: number | string) => ({
    headers: new Headers(),
    body: typeof seconds === "number" ? String(now.getTime() - seconds * 1000) : seconds,
  });
  it.each([
    ["just sent", of(0), true],
    ["300 seconds old", of(300), true],
    ["older", of(301), false],
    ["from the future", of(-301), false],
    ["that says no time", of(""), true],
    ["that says what is none", of("soon"), false],
  ])("%s", (_, delivery, isTaken) => {
    expect(isAuthentic(tool.webhooks ?? expect.fail(), delivery, "secret", now)).toBe(isTaken);
  });

  it("is never taken without a secret", () => {
    expect(isAuthentic(tool.webhooks ?? expect.fail(), of(0), "", now)).toBe(false);
  });
});
