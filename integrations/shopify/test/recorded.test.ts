import { decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { rowsIn } from "../../../packages/cli/src/map/payload.ts";
import { shopify } from "../src/index.ts";

type Key = keyof typeof shopify.resources;

/** What `map` makes of a recorded answer: the names or numbers of records, and the places that rejects name. */
const mapped = async (key: Key, payload: unknown) => {
  const resource = shopify.resources[key];
  return rowsIn(resource, payload).rows.map((row) => {
    const change = decode(resource, row);
    return change.type === "upsert"
      ? change.record
      : change.issues.map(({ path, message }) => `${path}: ${message}`).join();
  });
};

const order = { id: "gid://shopify/Order/1", name: "#1" };
const variant = { id: "gid://shopify/ProductVariant/1", title: "Đỏ", price: "5.00" };

describe("answers recorded elsewhere", () => {
  it.each([
    ["a page of nodes", { data: { orders: { nodes: [order] } } }],
    [
      "a page of edges",
      { data: { orders: { edges: [{ cursor: "a", node: order }], pageInfo: { hasNextPage: true, endCursor: "a" } } } },
    ],
    ["one order", { data: { order } }],
    ["one of several nodes", { data: { nodes: [order, null] } }],
    ["a node", { data: { node: order } }],
    ["a page of another name", { data: { draft: { found: { edges: [{ node: order }] } } } }],
    ["an answer without its frame", { orders: { nodes: [order] } }],
    ["a bare row", order],
    ["a bare list", [order]],
  ])("%s", async (_, payload) => {
    expect(await mapped("orders", payload)).toEqual([{ id: "gid://shopify/Order/1", number: "#1", kind: "sale" }]);
  });

  it("lists within as edges", async () => {
    const lineItems = { edges: [{ node: { id: "gid://shopify/LineItem/1", title: "A", quantity: 1, variant: null } }] };
    expect(await mapped("orders", { data: { orders: { edges: [{ node: { ...order, lineItems } }] } } })).toMatchObject([
      { lines: [{ description: "A", quantity: "1" }] },
    ]);
  });

  it("an order of which only the sum after returns is told", async () => {
    const now = { shopMoney: { amount: "80.00", currencyCode: "CAD" } };
    expect(await mapped("orders", { data: { order: { ...order, currentTotalPriceSet: now } } })).toEqual([
      { id: order.id, number: "#1", kind: "sale", total: "80", currency: "CAD" },
    ]);
    const placed = { shopMoney: { amount: "100.00", currencyCode: "CAD" } };
    expect(await mapped("orders", { ...order, totalPriceSet: placed, currentTotalPriceSet: now })).toMatchObject([
      { total: "100" },
    ]);
  });

  it("an order cut short in its lines is rejected, and says so", async () => {
    const lineItems = { nodes: [{ title: "A", quantity: 1 }], pageInfo: { hasNextPage: true, endCursor: "a" } };
    expect(await mapped("orders", { ...order, lineItems })).toEqual([
      expect.stringMatching(/^lineItems: the list goes on/),
    ]);
  });

  it("nor is one whose lines go on, though the answer gives no cursor", async () => {
    const lineItems = { nodes: [{ title: "A", quantity: 1 }], pageInfo: { hasNextPage: true } };
    expect(await mapped("orders", { ...order, lineItems })).toEqual([
      expect.stringMatching(/^lineItems: the list goes on/),
    ]);
  });

  it("a list beside one of its records gives the list, and an empty one the record", async () => {
    const nodes = [order, { id: "gid://shopify/Order/2", name: "#2" }];
    expect(await mapped("orders", { data: { orders: { nodes }, order } })).toMatchObject([
      { number: "#1" },
      { number: "#2" },
    ]);
    expect(await mapped("orders", { data: { order, orders: { nodes: [] } } })).toMatchObject([{ number: "#1" }]);
  });

  it("products become their variants, which take what the product says", async () => {
    const product = { id: "gid://shopify/Product/1", title: "Ly", vendor: "Mây Mẫu", status: "ACTIVE" };
    const payload = {
      data: { products: { edges: [{ node: { ...product, variants: { edges: [{ node: variant }] } } }] } },
    };
    expect(await mapped("items", payload)).toEqual([
      {
        id: variant.id,
        name: "Ly - Đỏ",
        brand: "Mây Mẫu",
        group: { id: variant.id, name: "Ly" },
        price: "5",
        status: "active",
      },
    ]);
    expect(await mapped("items", { data: { productVariant: { ...variant, product } } })).toMatchObject([
      { name: "Ly - Đỏ", group: { id: product.id } },
    ]);
  });

  it("a product whose variants go on beyond the answer is rejected beside those that are there", async () => {
    const pageInfo = { hasNextPage: true, endCursor: "a" };
    const payload = {
      data: { products: { nodes: [{ id: "gid://shopify/Product/1", variants: { nodes: [variant], pageInfo } }] } },
    };
    expect(await mapped("items", payload)).toMatchObject([
      { id: variant.id },
      expect.stringMatching(/^product: the list goes on/),
    ]);
  });

  it("a product that was asked for without its variants is an item by itself", async () => {
    const product = { id: "gid://shopify/Product/1", title: "Ly", vendor: "Mây Mẫu", status: "ARCHIVED" };
    expect(await mapped("items", { data: { products: { nodes: [product] } } })).toEqual([
      { id: product.id, name: "Ly", brand: "Mây Mẫu", status: "inactive" },
    ]);
  });

  it("fulfilments, refunds and transactions within orders, with their order beside them", async () => {
    const children = {
      fulfillments: [{ id: "gid://shopify/Fulfillment/1", displayStatus: "DELIVERED" }],
      refunds: [{ id: "gid://shopify/Refund/1", refundLineItems: { edges: [{ node: { quantity: 1 } }] } }],
      transactions: [
        {
          id: "gid://shopify/OrderTransaction/1",
          kind: "SALE",
          status: "SUCCESS",
          amountSet: { shopMoney: { amount: "5.0" } },
        },
      ],
    };
    const payload = { data: { orders: { nodes: [{ ...order, ...children }] } } };
    const reference = { id: order.id, name: "#1" };
    expect(await mapped("fulfillments", payload)).toEqual([
      { id: children.fulfillments[0]?.id, order: reference, status: "delivered" },
    ]);
    expect(await mapped("refunds", payload)).toMatchObject([{ order: reference, lines: [{ quantity: "1" }] }]);
    expect(await mapped("payments", payload)).toMatchObject([{ amount: "5", kind: "payment", status: "completed" }]);
  });

  it("stock levels within their item", async () => {
    const level = {
      id: "gid://shopify/InventoryLevel/1?inventory_item_id=9",
      quantities: [{ name: "on_hand", quantity: 3 }],
      location: { id: "gid://shopify/Location/1", name: "Kho" },
    };
    const inventoryItem = { id: "gid://shopify/InventoryItem/9", inventoryLevels: { edges: [{ node: level }] } };
    expect(await mapped("stockLevels", { data: { inventoryItem } })).toEqual([
      { id: level.id, item: { id: inventoryItem.id }, onHand: "3", location: level.location },
    ]);
  });

  it("what is to be shipped within orders, and transfers by their lines", async () => {
    const part = { id: "gid://shopify/FulfillmentOrder/1", status: "OPEN" };
    expect(
      await mapped("fulfillmentOrders", { data: { order: { ...order, fulfillmentOrders: { nodes: [part] } } } }),
    ).toEqual([{ id: part.id, order: { id: order.id, name: "#1" }, status: "pending" }]);
    const line = {
      id: "gid://shopify/InventoryTransferLineItem/1",
      totalQuantity: 2,
      inventoryItem: { id: "gid://shopify/InventoryItem/1" },
    };
    const transfer = {
      id: "gid://shopify/InventoryTransfer/1",
      name: "#T0001",
      lineItems: { edges: [{ node: line }] },
    };
    expect(await mapped("stockMovements", { data: { inventoryTransfer: transfer } })).toMatchObject([
      { id: line.id, quantity: "2", number: "#T0001" },
    ]);
    const lineItems = { ...transfer.lineItems, pageInfo: { hasNextPage: true } };
    expect(await mapped("stockMovements", { data: { inventoryTransfer: { ...transfer, lineItems } } })).toMatchObject([
      { id: line.id },
      expect.stringMatching(/^id: the list goes on/),
    ]);
  });

  it("rows of webhooks and of the REST API are rejected with a word on what to do", async () => {
    const body = {
      id: 450789469,
      admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
      line_items: [],
    };
    expect(await mapped("orders", body)).toEqual([expect.stringMatching(/^id: /)]);
    expect(await mapped("orders", { ...body, id: "820982911946154508" })).toEqual([
      expect.stringContaining("read the record by its admin_graphql_api_id"),
    ]);
  });
});
