import { describe, expect, it } from "vitest";
import { mapped } from "./vendor.ts";

const transaction = { id: 3, kind: "Capture", amount: "100.0", order_id: 7 };

describe("answers in other envelopes", () => {
  it.each([
    ["a page", { customers: [{ id: 1, first_name: "Mai" }] }],
    ["one under its name", { customer: { id: 1, first_name: "Mai" } }],
    ["a bare row, as webhooks send it", { id: "1", first_name: "Mai" }],
  ])("%s", (_, answer) => {
    expect(mapped("customers", answer)).toEqual([{ id: "1", name: "Mai", roles: ["customer"] }]);
  });

  it("papers of the stock, with a record for each of their lines", () => {
    const lines = [
      { id: 3, product_variant_id: 5, quantity: -2 },
      { id: 4, product_variant_id: 6, quantity: 1 },
    ];
    const transfer = { id: 1, transfer_number: "IT1", line_items: lines };
    const moved = [{ id: "transfer:3" }, { id: "transfer:4" }];
    expect(mapped("stockMovements", { transfers: [transfer] })).toMatchObject(moved);
    expect(mapped("stockMovements", { inventorytransfer: transfer })).toMatchObject(moved);
    const adjustment = { id: 1, adjust_number: "IA1", location_id: 9, line_items: lines };
    const found = [
      { id: "adjustment:3", from: { id: "9" } },
      { id: "adjustment:4", to: { id: "9" } },
    ];
    expect(mapped("stockMovements", { adjustments: [adjustment] })).toMatchObject(found);
    expect(mapped("stockMovements", [{ adjustment }])).toMatchObject(found);
  });

  it("a product, with a record for each of its variants", () => {
    const product = {
      id: 5,
      title: "Áo",
      variants: [
        { id: 1, title: "M" },
        { id: 2, title: "L" },
      ],
    };
    const names = [{ name: "Áo - M" }, { name: "Áo - L" }];
    expect(mapped("items", { products: [product] })).toMatchObject(names);
    expect(mapped("items", { product })).toMatchObject(names);
    expect(mapped("items", product)).toMatchObject(names);
    expect(mapped("items", { ...product, variants: [] })).toEqual([]);
  });

  it("variants without their product", () => {
    expect(mapped("items", { variants: [{ id: 1, title: "M" }] })).toEqual([{ id: "1", name: "M" }]);
    expect(mapped("items", { id: 1, product_id: 5, title: "Default Title", sku: "A" })).toEqual([
      { id: "1", name: "A", code: "A" },
    ]);
  });

  it("transactions of one order, of which what is still to be paid is no payment", () => {
    const pending = { ...transaction, id: 2, kind: "Pending" };
    expect(mapped("payments", { transactions: [transaction, pending] })).toMatchObject([{ id: "3", amount: "100" }]);
    expect(mapped("payments", { transaction })).toMatchObject([{ id: "3" }]);
    expect(mapped("payments", { transactions: [pending] })).toEqual([]);
  });

  it("shipments of one order, which have lines as orders do", () => {
    const fulfillment = { id: 5, order_id: 7, status: "success", line_items: [{ id: 6, quantity: 1 }] };
    const found = [{ id: "5", order: { id: "7" } }];
    expect(mapped("fulfillments", { fulfillments: [fulfillment] })).toMatchObject(found);
    expect(mapped("fulfillments", { fulfillment })).toMatchObject(found);
    expect(mapped("fulfillments", [fulfillment])).toMatchObject(found);
  });

  it("transactions of one order, of which one voids another", () => {
    const entries = [transaction, { ...transaction, id: 4, kind: "Void", parent_id: 3 }];
    expect(mapped("payments", { transactions: entries })).toMatchObject([{ id: "3", status: "void" }]);
  });

  it("returns, and the money within them", () => {
    const refund = { id: 9, refund_line_items: [], transactions: [{ ...transaction, kind: "refund", amount: -100 }] };
    expect(mapped("refunds", { refunds: [refund] })).toMatchObject([{ id: "9", paid: "100" }]);
    expect(mapped("payments", { refunds: [refund] })).toMatchObject([
      { id: "3", direction: "out", allocations: [{ document: { id: "9" }, documentKind: "refund" }] },
    ]);
  });
});

describe("an order's parts", () => {
  const order = {
    id: 7,
    order_number: 100020,
    currency: "VND",
    updated_at: "2026-01-02T03:04:05Z",
    customer: { id: 8 },
    line_items: [],
    fulfillments: [{ id: 1, status: "success", tracking_numbers: [null] }],
    transactions: [
      { id: 2, kind: "pending", amount: 100 },
      { id: 3, kind: "authorization", amount: 100 },
      { id: 4, kind: "capture", amount: 60 },
      { id: 5, kind: "capture", amount: 40 },
      { id: 6, kind: "void", amount: 40, parent_id: 5 },
      { id: 10, kind: "refund", amount: -10 },
      { id: 11, kind: "sale", amount: 5, test: true },
    ],
    refunds: [{ id: 9, transactions: [{ id: 10, kind: "refund", amount: -10 }] }],
  };

  it("captures are counted, and each return once, for what it was given back", () => {
    const seen = mapped("payments", order);
    expect(seen).toMatchObject([
      { id: "4", amount: "60", status: "completed", contact: { id: "8" }, currency: "VND" },
      { id: "5", amount: "40", status: "void" },
      { id: "10", amount: "10", direction: "out", allocations: [{ document: { id: "9" } }] },
    ]);
    expect(seen).toHaveLength(3);
    expect(mapped("orders", order)).toMatchObject([{ paid: "50", number: "100020" }]);
  });

  it("know the order and when it changed", () => {
    const owner = { order: { id: "7", name: "100020" }, updatedAt: "2026-01-02T03:04:05.000Z" };
    expect(mapped("fulfillments", order)).toMatchObject([{ id: "1", ...owner }]);
    expect(mapped("refunds", order)).toMatchObject([{ id: "9", contact: { id: "8" }, ...owner }]);
  });

  it("may be missing, or nothing", () => {
    for (const nothing of [null, undefined, []]) {
      const bare = { id: 7, line_items: [], transactions: nothing, refunds: nothing, fulfillments: nothing };
      expect(mapped("payments", bare)).toEqual([]);
      expect(mapped("fulfillments", bare)).toEqual([]);
      expect(mapped("orders", bare)).toEqual([{ id: "7", kind: "sale", lines: [] }]);
    }
  });
});

describe("rows as they come", () => {
  it.each([
    ["customers", { first_name: "Mai" }],
    ["customers", { id: "", first_name: "Mai" }],
    ["stockLevels", { id: 1, variant_id: 2 }],
    ["payments", { id: 1, kind: "capture", amount: "nhiều" }],
    ["orders", { id: 1, total_price: "1,000" }],
    ["orders", { id: 1, created_at: "hôm qua" }],
  ] as const)("of %s, what cannot be read is rejected: %o", (key, row) => {
    expect(mapped(key, row)).toEqual([[expect.any(String)]]);
  });

  it("flags come as text too, and .NET's first moment is none", () => {
    expect(mapped("orders", { id: 1, taxes_included: "false", closed_at: "0001-01-01T00:00:00Z" })).toEqual([
      { id: "1", kind: "sale", taxInclusive: false },
    ]);
    expect(mapped("orders", { id: 1, taxes_included: "" })).toEqual([{ id: "1", kind: "sale" }]);
  });

  it.each([
    [
      { price: 90, price_original: 100, total_discount: 5 },
      { unitPrice: "100", discount: "25", total: "175" },
    ],
    [
      { price: 90, price_original: 0, total_discount: 0 },
      { unitPrice: "90", discount: "0", total: "180" },
    ],
    [
      { price: "90.50", price_original: "", total_discount: null },
      { unitPrice: "90.5", total: "181" },
    ],
    [{ price: null, price_original: 100 }, { unitPrice: "100" }],
  ])("a line's price is that before the promotion, where there was one: %o", (prices, line) => {
    const order = { id: 1, line_items: [{ quantity: 2, ...prices }] };
    expect(mapped("orders", order)).toEqual([{ id: "1", kind: "sale", lines: [{ quantity: "2", ...line }] }]);
  });

  it("numbers and codes come as numbers, and countries by name where a code belongs", () => {
    const row = { id: 1, first_name: "Mai", phone: 84900000001, addresses: [{ zip: 70000, country_code: "Lào" }] };
    expect(mapped("customers", row)).toMatchObject([
      { phones: [{ number: "84900000001" }], addresses: [{ postalCode: "70000", countryName: "Lào" }] },
    ]);
  });

  it("a guest has no name, and goes by what else is known", () => {
    const guest = {
      id: 1,
      first_name: null,
      email: "guest@example.com",
      addresses: [{ first_name: "---", name: " ---" }],
    };
    expect(mapped("customers", guest)).toEqual([
      { id: "1", name: "guest@example.com", roles: ["customer"], emails: ["guest@example.com"] },
    ]);
    expect(mapped("customers", { id: 1 })).toEqual([{ id: "1", name: "1", roles: ["customer"] }]);
  });
});
