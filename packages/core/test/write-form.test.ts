import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { codec, connect, defineConnector, required, resource, row } from "../src/index.ts";

let sent: unknown[] = [];
const present = {
  no: 7,
  buyer: "Chi",
  status: 1,
  sold_at: "2026-08-12T10:00:00",
  lines: [{ sku: "A", qty: 2 }],
  stamp: 4,
  total: 5,
};

const server = setupServer(
  http.all("https://till.example/receipts/:no?", async ({ request }) => {
    const text = await request.text();
    if (text !== "") sent.push(JSON.parse(text));
    return HttpResponse.json(present);
  }),
);
beforeAll(() => server.listen());
afterEach(() => {
  sent = [];
});
afterAll(() => server.close());

const Receipt = row({
  no: required(codec.numericId),
  buyer: required(z.string()),
  status: codec.choice({ 1: "completed", 2: "cancelled" }),
  sold_at: codec.localDateTime("+07:00"),
  paid: z.preprocess((value) => (value === false ? undefined : value), codec.decimal.nullish()),
  lines: z.array(row({ sku: required(z.string()), qty: required(codec.decimal), gift: codec.flag })),
  stamp: z.int(),
  total: codec.decimal,
});

const till = defineConnector({
  spec: 1,
  id: "till",
  name: "Till",
  version: "1.0.0",
  categories: ["sales"],
  countries: [],
  config: z.strictObject({}),
  http: { baseUrl: "https://till.example", auth: () => ({ kind: "none" }) },
  check: { path: "/shop", identity: () => ({}) },
  resources: {
    receipts: resource({ entity: "order", raw: Receipt }).define({
      id: (receipt) => receipt.no,
      read: (receipt) => ({ number: receipt.no, status: receipt.status, total: receipt.total }),
      write: (order) => ({
        buyer: order.contact?.name,
        status: order.status as "completed",
        sold_at: order.placedAt,
        paid: order.paid,
        lines: order.lines?.map((line) => ({ sku: line.code, qty: line.quantity })),
      }),
      get: { path: (no) => `/receipts/${no}` },
      create: { path: "/receipts", row: (answer) => answer },
      update: { path: (no) => `/receipts/${no}`, method: "put", semantics: "replace", needs: ["stamp"] },
    }),
  },
});

const { receipts } = connect(till, { config: {} });

describe("a resource that names no body", () => {
  it("writes any part of the row, by the codecs that read it", async () => {
    await receipts.create({
      status: "cancelled",
      placedAt: "2026-08-12T03:00:00.000Z",
      paid: "1.50",
      lines: [{ code: "A", quantity: "2" }, { quantity: "0.5" }],
    });
    expect(sent).toEqual([
      { status: 2, sold_at: "2026-08-12T10:00:00.000", paid: 1.5, lines: [{ sku: "A", qty: 2 }, { qty: 0.5 }] },
    ]);
  });

  it("refuses what a codec cannot write, in the record's own terms", async () => {
    const failed = receipts.create({ status: "open" as never, placedAt: "2026-08-12T03:00:00.000Z" });
    await expect(failed).rejects.toMatchObject({ code: "invalid", issues: [{ path: "status" }] });
    expect(sent).toEqual([]);
  });

  it("sends along of the present row, where a change replaces it, what it names and what it needs", async () => {
    await receipts.update("7", { placedAt: "2026-08-13T03:00:00.000Z" });
    expect(sent).toEqual([
      { buyer: "Chi", status: 1, sold_at: "2026-08-13T10:00:00.000", lines: [{ sku: "A", qty: 2 }], stamp: 4 },
    ]);
  });
});
