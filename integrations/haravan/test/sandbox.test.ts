import { sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { sandbox } from "../src/sandbox/index.ts";

const company = sampleCompany({ orders: 120 });

const Row = z.object({ id: z.int(), updated_at: z.string(), email: z.string().nullish() });
const Answer = z.object({
  orders: z.array(Row).default([]),
  customers: z.array(Row).default([]),
  errors: z.unknown().optional(),
});

type Row = z.output<typeof Row>;

/** Asks the simulated vendor as anybody would. */
const visit = (options: Parameters<typeof sandbox>[0] = {}) => {
  const vendor = sandbox({ company, ...options });
  const server = setupServer(...vendor.handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${vendor.config["token"]}`, ...init.headers };
    const response = await fetch(`https://apis.haravan.com/com/${path}`, { ...init, headers });
    return { status: response.status, body: Answer.parse(await response.json()), headers: response.headers };
  };
  return { vendor, ask };
};

const idsOf = (rows: readonly Row[]): number[] => rows.map(({ id }) => id);

describe("lists", () => {
  it("hold at most 50, the newest first, and those after an id in the order of ids", async () => {
    const { ask } = visit();
    const newest = idsOf((await ask("orders.json?status=any&limit=250")).body.orders);
    expect(newest).toHaveLength(50);
    expect(newest).toEqual([...newest].sort((left, right) => right - left));
    const [start = 0] = newest.slice(-1);
    const after = idsOf((await ask(`orders.json?status=any&since_id=${start}&limit=10`)).body.orders);
    expect(after).toEqual(newest.slice(0, -1).reverse().slice(0, 10));
    const second = idsOf((await ask("orders.json?status=any&page=2")).body.orders);
    expect(second.some((id) => newest.includes(id))).toBe(false);
  });

  it("leave out what is closed or cancelled unless asked for", async () => {
    const { ask } = visit();
    const count = async (status: string): Promise<number> => {
      let found = 0;
      for (let page = 1; ; page += 1) {
        const { orders } = (await ask(`orders.json?page=${page}${status}`)).body;
        found += orders.length;
        if (orders.length < 50) return found;
      }
    };
    const [open, closed, cancelled, any] = [
      await count(""),
      await count("&status=closed"),
      await count("&status=cancelled"),
      await count("&status=any"),
    ];
    expect(Math.min(open, closed, cancelled)).toBeGreaterThan(0);
    expect(open + closed + cancelled).toBe(any);
  });

  it("tell what changed at or after a moment", async () => {
    const { vendor, ask } = visit({ now: () => new Date("2026-11-01T05:00:00.250Z") });
    vendor.control.touch("customers", "1036000003");
    const { customers } = (await ask("customers.json?updated_at_min=2026-11-01T05:00:00.250Z")).body;
    expect(customers.map(({ id, updated_at }) => [id, updated_at])).toEqual([[1036000003, "2026-11-01T05:00:00.25Z"]]);
    expect((await ask("customers.json?updated_at_min=2026-11-01T05:00:00.251Z")).body.customers).toEqual([]);
  });
});

describe("refusals", () => {
  it("without the right token", async () => {
    const { ask } = visit();
    expect((await ask("shop.json", { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  });

  it("of what is not there, of stock without variants, and of an address that another customer has", async () => {
    const { ask } = visit();
    expect((await ask("orders/1.json")).status).toBe(404);
    expect((await ask("inventory_locations.json?location_ids=900001")).status).toBe(400);
    const { customers } = (await ask("customers.json")).body;
    const email = customers.find((customer) => customer.email)?.email;
    const body = JSON.stringify({ customer: { first_name: "Mai", email } });
    expect(await ask("customers.json", { method: "POST", body })).toMatchObject({
      status: 422,
      body: { errors: { email: ["has already been taken"] } },
    });
  });

  it("when the bucket is full", async () => {
    let time = Date.parse("2026-11-01T05:00:00Z");
    const { ask } = visit({ limits: true, now: () => new Date(time) });
    for (let asked = 0; asked < 80; asked += 1) expect((await ask("shop.json")).status).toBe(200);
    const { status, headers } = await ask("shop.json");
    expect([status, headers.get("x-haravan-api-call-limit")]).toEqual([429, "80/80"]);
    expect(headers.get("retry-after")).toMatch(/^\d+\.0$/);
    time += 20_000;
    expect((await ask("shop.json")).status).toBe(200);
  });
});
