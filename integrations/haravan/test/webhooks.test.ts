import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { haravan } from "../src/index.ts";

const { webhooks } = haravan;
if (!webhooks) throw new Error("Haravan has webhooks");

const secret = "synthetic-client-secret";

const told = (topic: string, row: object, signature?: string) => {
  const body = JSON.stringify(row);
  const hmac = signature ?? createHmac("sha256", secret).update(body).digest("base64");
  const headers = { "X-Haravan-Topic": topic, "X-Haravan-Org-Id": "200000000001", "X-Haravan-Hmacsha256": hmac };
  return { headers: new Headers(headers), body };
};

describe("a signature", () => {
  it("of the body with the app's secret holds", () => {
    expect(webhooks.verify(told("orders/updated", { id: 1 }), secret)).toBe(true);
    const body = '{"id":1138637099,"order_number":"#100027","updated_at":"2021-01-05T02:00:52.558Z"}';
    const headers = new Headers({ "x-haravan-hmacsha256": "9cyyuvUlVrNVGSBNGygF2/xZB4T/jnaUEGzTDasow8M=" });
    expect(webhooks.verify({ headers, body }, secret)).toBe(true);
  });

  it.each(["", "AAAA", "9cyyuvUlVrNVGSBNGygF2/xZB4T/jnaUEGzTDasow8M="])("that is another does not: %s", (signature) => {
    expect(webhooks.verify(told("orders/updated", { id: 1 }, signature), secret)).toBe(false);
  });

  it("is needed, and so is a secret", () => {
    expect(webhooks.verify({ headers: new Headers(), body: "{}" }, secret)).toBe(false);
    const empty = createHmac("sha256", "").update('{"id":1}').digest("base64");
    expect(webhooks.verify(told("orders/updated", { id: 1 }, empty), "")).toBe(false);
  });
});

describe("events", () => {
  const account = "200000000001";
  const at = "2021-01-05T02:00:52.558Z";

  it.each([
    ["orders/paid", { id: 7, updated_at: at }, [{ type: "changed", resource: "orders", id: "7", at, account }]],
    ["customers/create", { id: "8" }, [{ type: "changed", resource: "customers", id: "8", account }]],
    ["customers/delete", { id: 8 }, [{ type: "deleted", resource: "customers", id: "8", account }]],
    ["locations/update", { id: 3 }, [{ type: "changed", resource: "locations", id: "3", account }]],
    ["inventorylocationbalances/update", { id: 4 }, [{ type: "changed", resource: "stockLevels", id: "4", account }]],
    ["products/deleted", { id: 5 }, []],
    ["app/uninstalled", { org_id: 1 }, []],
    ["orders/updated", {}, []],
  ])("of %s", (topic, row, events) => {
    expect(webhooks.events(told(topic, row))).toEqual(events);
  });

  it("of an order tell of its parts, and of a product of its variants", () => {
    const order = { id: 7, fulfillments: [{ id: 1 }], refunds: [{ id: 2 }] };
    const told_ = webhooks.events(told("orders/updated", order));
    expect(told_.map(({ resource, id }) => `${resource} ${id}`)).toEqual(["orders 7", "fulfillments 1", "refunds 2"]);
    const product = { id: 5, updated_at: null, variants: [{ id: 11 }, { id: 12 }] };
    expect(webhooks.events(told("products/update", product)).map(({ id }) => id)).toEqual(["11", "12"]);
    expect(webhooks.events(told("refunds/create", { id: 2, order_id: 7 })).map(({ id }) => id)).toEqual(["2", "7"]);
  });
});
