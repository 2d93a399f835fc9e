import { describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, connect, defineConnector, refuse, required, resource, row } from "../src/index.ts";

const Order = row({
  id: required(codec.ownId),
  buyer: row({ name: z.string() }),
  place: row({ street: z.string() }),
  lines: z.array(row({ sku: z.string(), qty: codec.decimal })),
  fees: z.array(codec.decimal),
  extra: z.unknown(),
});

const shop = defineConnector({
  spec: 1,
  id: "shop",
  name: "Shop",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: { baseUrl: "https://shop.example", auth: () => ({ kind: "none" }) },
  check: { path: "/shop", identity: () => ({}) },
  resources: {
    orders: resource({ entity: "order", raw: Order }).define({
      id: (order) => order.id,
      read: () => ({ kind: "order" }),
      write: (order) => ({
        buyer: order.contact && { name: order.contact.name },
        place: { street: order.shippingAddress?.line1 },
        lines: order.lines?.map((line, index) => {
          if (line.quantity === "0") throw refuse(`lines.${index}.quantity`, "must not be zero");
          return { sku: line.item?.id, qty: line.quantity };
        }),
        fees: order.charges?.slice(0, 1).map(({ amount }) => amount),
        extra: order.custom?.["extra"],
      }),
      leavesOut: ["lines.total", "lines.lots.quantity"],
      create: { path: "/orders" },
    }),
  },
});

const { orders } = connect(shop, { config: {} });
const plan = (order: Parameters<typeof orders.create>[0]) => orders.create(order, { dryRun: true });
const freeze = <Value>(value: Value): Value => {
  if (typeof value === "object" && value !== null) Object.values(value).map(freeze);
  return Object.freeze(value);
};

describe("what a mapping does not look at", () => {
  it.each([
    [{ lines: [{ quantity: "1" }, { quantity: "1", note: "gift" }] }, "lines.1.note"],
    [{ lines: [{ quantity: "1", lots: [{ number: "7" }] }] }, "lines.0.lots"],
    [{ charges: [{ amount: "1" }, { amount: "2" }] }, "charges.1"],
  ])("inside a list is refused: %j", async (order, path) => {
    await expect(plan(order)).rejects.toMatchObject({
      code: "invalid",
      message: `This record cannot be written so: ${path} has no place in shop orders; leave it out.`,
      issues: [{ path }],
    });
  });

  it("inside a part of the record is told as left out, as whole fields are", async () => {
    const { warnings, request } = await plan({
      note: "quick",
      shippingAddress: { line1: "1 Tràng Tiền", city: "Huế" },
      custom: { extra: 1, other: 2 },
    });
    expect(warnings).toEqual([
      "note cannot be written to shop orders and was left out",
      "shippingAddress.city cannot be written to shop orders and was left out",
      "custom.other cannot be written to shop orders and was left out",
    ]);
    expect(request.body).toEqual({ place: { street: "1 Tràng Tiền" }, extra: 1 });
  });

  it("does not matter where it names a thing: a ref is looked at as a whole, the id of a line or the kind of an address says nothing more, nor does what is declared to be left out", async () => {
    const { warnings } = await plan({
      contact: { id: "7", name: "An" },
      shippingAddress: { line1: "1 Tràng Tiền", kind: "shipping" },
      lines: [{ id: "1", item: { id: "A", name: "Cà phê" }, quantity: "1", total: "5" }],
    });
    expect(warnings).toEqual([]);
  });

  it("is found in frozen records too, and what is passed on as a whole is sent as it is", async () => {
    const extra = { deep: [{ a: 1 }] };
    const { warnings, request } = await plan(freeze({ custom: { extra }, lines: [{ quantity: "2" }] }));
    expect([warnings, structuredClone(request.body)]).toEqual([[], { place: {}, extra, lines: [{ qty: 2 }] }]);
  });
});

it("refuse says what is wrong with which field", async () => {
  await expect(plan({ lines: [{ quantity: "0" }] })).rejects.toMatchObject({
    code: "invalid",
    connector: "shop",
    resource: "orders",
    operation: "create",
    message: "This record cannot be written so: lines.0.quantity must not be zero.",
    issues: [{ path: "lines.0.quantity", message: "must not be zero" }],
  });
});
