import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { shopify } from "../src/index.ts";
import { open } from "./vendor.ts";

const secret = "shpss_test_secret";
const { verify, events } = shopify.webhooks ?? {};

const delivery = (topic: string, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    headers: new Headers({
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": "may-mau.myshopify.com",
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(text).digest("base64"),
      ...headers,
    }),
    body: text,
  };
};

describe("signatures", () => {
  const request = delivery("orders/create", { id: 1, note: "Giao buổi sáng" });
  it.each([
    ["as signed", request, secret, true],
    ["by another secret", request, "other", false],
    ["of another body", { ...request, body: `${request.body} ` }, secret, false],
    ["that are missing", { ...request, headers: new Headers() }, secret, false],
    ["that are no base64", { ...request, headers: new Headers({ "x-shopify-hmac-sha256": "%%%" }) }, secret, false],
    [
      "in hex",
      {
        ...request,
        headers: new Headers({
          "x-shopify-hmac-sha256": createHmac("sha256", secret).update(request.body).digest("hex"),
        }),
      },
      secret,
      false,
    ],
  ])("%s", (_, given, key, expected) => {
    expect(verify?.(given, key)).toBe(expected);
  });
});

describe("events", () => {
  const account = "may-mau.myshopify.com";

  it.each([
    ["orders/updated", "orders", "Order"],
    ["customers/create", "customers", "Customer"],
    ["draft_orders/update", "draftOrders", "DraftOrder"],
    ["refunds/create", "refunds", "Refund"],
    ["fulfillments/update", "fulfillments", "Fulfillment"],
    ["order_transactions/create", "payments", "OrderTransaction"],
    ["locations/deactivate", "locations", "Location"],
    ["companies/update", "companies", "Company"],
    ["shop/update", "organizations", "Shop"],
  ])("of %s name what to read again", (topic, resource, type) => {
    const told = { type: "changed", resource, id: `gid://shopify/${type}/450789469`, account };
    expect(events?.(delivery(topic, { id: 450789469 }))).toEqual([told]);
    const named = { id: 1, admin_graphql_api_id: `gid://shopify/${type}/450789469` };
    expect(events?.(delivery(topic, named))).toEqual([told]);
  });

  it("keep every digit of an id that a double would change", () => {
    expect(events?.(delivery("orders/delete", '{"id":820982911946154508}'))).toEqual([
      { type: "deleted", resource: "orders", id: "gid://shopify/Order/820982911946154508", account },
    ]);
  });

  it("say when they happened", () => {
    const [by] = events?.(delivery("orders/create", { id: 1, updated_at: "2026-10-31T09:00:00+07:00" })) ?? [];
    expect(by?.at).toBe("2026-10-31T02:00:00.000Z");
    const header = { "X-Shopify-Triggered-At": "2026-10-31T03:00:00.123456789Z" };
    const [triggered] = events?.(delivery("orders/create", { id: 1, updated_at: null }, header)) ?? [];
    expect(triggered?.at).toBe("2026-10-31T03:00:00.123Z");
  });

  it("of a product tell all variants that it names, also those that are not told whole", () => {
    const gids = [7, 8].map((id) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}` }));
    const body = { id: 5, variants: [{ id: 7 }], variant_gids: gids };
    expect(events?.(delivery("products/update", body)).map(({ id }) => id)).toEqual([
      "gid://shopify/ProductVariant/7",
      "gid://shopify/ProductVariant/8",
    ]);
  });

  it("of a product tell its variants, and of one deleted nothing, since it names none", () => {
    const body = { id: 5, variants: [{ id: 7, admin_graphql_api_id: "gid://shopify/ProductVariant/7" }, { id: 8 }] };
    expect(events?.(delivery("products/update", body)).map(({ resource, id }) => [resource, id])).toEqual([
      ["items", "gid://shopify/ProductVariant/7"],
      ["items", "gid://shopify/ProductVariant/8"],
    ]);
    expect(events?.(delivery("products/delete", { id: 5 }))).toEqual([]);
  });

  it("of stock, by the id that names level and item", () => {
    const id = "gid://shopify/InventoryLevel/24826418?inventory_item_id=808950810";
    const body = { inventory_item_id: 808950810, location_id: 24826418, available: 3, admin_graphql_api_id: id };
    expect(events?.(delivery("inventory_levels/update", body))).toMatchObject([
      { type: "changed", resource: "stockLevels", id },
    ]);
    expect(events?.(delivery("inventory_levels/disconnect", body))).toMatchObject([
      { type: "deleted", resource: "stockLevels", id },
    ]);
  });

  it("of what the privacy laws ask, and of what is not read, are none", () => {
    for (const topic of [
      "customers/redact",
      "customers/data_request",
      "shop/redact",
      "themes/publish",
      "app/uninstalled",
    ])
      expect(events?.(delivery(topic, { id: 1, shop_id: 1 }))).toEqual([]);
  });
});

it("of the simulated shop tell what was written through the API, to the address that was registered", async () => {
  const { vendor, client } = open();
  await client.webhooks.register({ url: "https://hooks.example.com/shop" });
  const [customer = "", item = ""] = ["customers", "items"].map((resource) => vendor.control.ids(resource)[0]);
  await client.customers.update(customer, { note: "Giao buổi sáng" });
  await client.items.update(item, { price: "1000", currency: "VND" });
  const told = (vendor.webhooks?.sent ?? []).map(async (request) =>
    events?.({ headers: request.headers, body: await request.text() }),
  );
  const [first, second] = await Promise.all(told);
  expect(first).toMatchObject([{ type: "changed", resource: "customers", id: customer }]);
  expect(second).toContainEqual(expect.objectContaining({ type: "changed", resource: "items", id: item }));
});
