import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, connect, defineConnector, pick, resource } from "../src/index.ts";

/** A vendor that takes cancellations on and answers with a job. `states`: what the job says each time that it is asked for, the last from then on. */
const vendor = { cancelled: false, states: [] as string[], sent: [] as unknown[], asked: 0, waited: [] as number[] };

const server = setupServer(
  http.get("https://api.shop.example/orders/1", () => HttpResponse.json({ id: 1, cancelled: vendor.cancelled })),
  http.post("https://api.shop.example/orders/1/cancel", async ({ request }) => {
    vendor.sent.push(await request.json());
    return HttpResponse.json({ job: "j7" });
  }),
  http.get("https://api.shop.example/jobs/j7", () => {
    const state = vendor.states[Math.min(vendor.asked, vendor.states.length - 1)];
    vendor.asked += 1;
    vendor.cancelled = state === "done";
    return state === "mute" ? HttpResponse.json({}, { status: 403 }) : HttpResponse.json({ state });
  }),
);
beforeAll(() => server.listen());
beforeEach(() => Object.assign(vendor, { cancelled: false, states: ["done"], sent: [], asked: 0, waited: [] }));
afterAll(() => server.close());

const orders = resource({
  entity: "order",
  raw: z.object({ id: z.int(), cancelled: z.boolean() }),
}).define({
  id: ({ id }) => id,
  read: ({ cancelled }) => ({ status: cancelled ? "cancelled" : "open" }),
  get: { path: (id) => `/orders/${id}` },
  actions: {
    cancel: {
      path: (id) => `/orders/${id}/cancel`,
      choices: z.strictObject({ reason: codec.choice({ B: "buyer", S: "seller" }), restock: z.boolean().optional() }),
      body: (id, _, choices) => ({ id, ...choices }),
      job: {
        poll: (answer) => ({ path: `/jobs/${pick(z.object({ job: z.string() }), ({ job }) => job)(answer)}` }),
        outcome: pick(z.object({ state: z.string() }), ({ state }) => {
          if (state === "done") return { status: "done" } as const;
          return { status: state === "refused" ? "failed" : "pending", message: `it is ${state}` } as const;
        }),
      },
    },
  },
});

const shop = defineConnector({
  spec: 1,
  id: "shop",
  name: "Shop",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: { baseUrl: "https://api.shop.example", auth: () => ({ kind: "none" }) },
  check: { path: "/orders/1", identity: () => ({}) },
  resources: { orders },
});

const clock = {
  now: () => Date.now(),
  sleep: async (milliseconds: number) => {
    vendor.waited.push(milliseconds / 1000);
  },
};
const open = () => connect(shop, { config: {}, retries: 0, clock });

describe("what the caller chooses", () => {
  it("is sent in the vendor's words, and shown before", async () => {
    const choices = { reason: "seller", restock: true } as const;
    const { request } = await open().orders.cancel("1", { choices, dryRun: true });
    expect(request.body).toEqual({ id: "1", reason: "S", restock: true });
    expect(vendor.sent).toEqual([]);
    await open().orders.cancel("1", { choices });
    expect(vendor.sent).toEqual([{ id: "1", reason: "S", restock: true }]);
  });

  it.each([
    [{ reason: "nobody" }, "choices.reason"],
    [{ reason: "buyer", restock: 1 }, "choices.restock"],
    [{ reason: "buyer", amount: "5" }, "choices"],
    [undefined, "choices"],
  ])("is refused before anything is sent, if it cannot be: %j", async (choices, path) => {
    await expect(open().orders.cancel("1", { choices: choices as never })).rejects.toMatchObject({
      code: "invalid",
      operation: "cancel",
      issues: [{ path }],
    });
    expect(vendor.sent).toEqual([]);
  });

  it("has to be given", () => {
    const { orders: client } = open();
    // @ts-expect-error a cancellation has a reason
    const without = () => client.cancel("1");
    // @ts-expect-error nobody is no reason
    const wrong = () => client.cancel("1", { choices: { reason: "nobody" } });
    expect([without, wrong]).toHaveLength(2);
  });
});

describe("what a vendor takes on", () => {
  const choices = { reason: "buyer" } as const;

  it("is waited for, and the record read when it is done", async () => {
    vendor.states = ["queued", "running", "running", "done"];
    expect(await open().orders.cancel("1", { choices })).toMatchObject({
      record: { status: "cancelled" },
      warnings: [],
    });
    expect(vendor.waited).toEqual([1, 1, 2]);
  });

  it("and does not carry out is an error", async () => {
    vendor.states = ["queued", "refused"];
    await expect(open().orders.cancel("1", { choices })).rejects.toMatchObject({
      code: "invalid",
      resource: "orders",
      operation: "cancel",
      message: expect.stringContaining("it is refused"),
    });
  });

  it.each([
    ["queued", /it is queued$/],
    ["mute", /answered 403/],
  ])("and does not tell the end of is a warning, with the record as it is: %s", async (state, warning) => {
    vendor.states = [state];
    const { record, warnings } = await open().orders.cancel("1", { choices });
    expect(record?.status).toBe("open");
    expect(warnings).toEqual([expect.stringMatching(/^cancel is not known to be carried out yet: /)]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(vendor.sent).toHaveLength(1);
    expect(vendor.waited.reduce((sum, wait) => sum + wait, 0)).toBe(state === "queued" ? 61 : 0);
  });
});
