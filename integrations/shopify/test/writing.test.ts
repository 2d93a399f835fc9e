import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { asked, open } from "./vendor.ts";

const company = sampleCompany({ orders: 60 });
const sent = (vendor: Parameters<typeof asked>[0]) =>
  asked(vendor).findLast(({ query }) => query.startsWith("mutation"))?.variables;

describe("customers", () => {
  it("go with a name that is not split as a whole", async () => {
    const { vendor, client } = open({ company });
    const { record, warnings } = await client.customers.create({
      name: "Nguyễn Thị Lan",
      phones: [{ number: "0900000777" }],
      addresses: [
        { recipient: "Lan", line1: "9 đường Thử", ward: "Phường 1", district: "Quận 3", countryName: "Vietnam" },
      ],
      totalSales: "5",
    });
    expect(sent(vendor)).toEqual({
      input: {
        firstName: "",
        lastName: "Nguyễn Thị Lan",
        phone: "0900000777",
        addresses: [{ lastName: "Lan", address1: "9 đường Thử", address2: "Phường 1, Quận 3", country: "Vietnam" }],
      },
    });
    expect(record).toMatchObject({
      name: "Nguyễn Thị Lan",
      lastName: "Nguyễn Thị Lan",
      phones: [{ number: "+84900000777" }],
    });
    expect(warnings).toEqual(["totalSales cannot be written to shopify customers and was left out"]);
  });

  it("are changed in what is sent alone: empty lists empty, addresses stay", async () => {
    const { vendor, client } = open({ company });
    const { id } = await client.customers.create({
      name: "A",
      firstName: "An",
      emails: ["an@example.com"],
      groups: ["x"],
    });
    const { record, warnings } = await client.customers.update(id, {
      emails: [],
      groups: [],
      addresses: [{ city: "Huế" }],
    });
    expect(sent(vendor)).toEqual({ input: { id, email: null, tags: [] } });
    expect(record).toMatchObject({ name: "An", groups: [] });
    expect(record?.emails).toBe(undefined);
    expect(warnings).toEqual(["addresses cannot be written to shopify customers and was left out"]);
  });

  it("shown by their e-mail address are not given it for a name", async () => {
    const { vendor, client } = open({ company });
    const { id } = await client.customers.create({ name: "an@example.com", emails: ["an@example.com"] });
    expect(sent(vendor)).toEqual({ input: { email: "an@example.com" } });
    expect((await client.customers.get(id)).record.name).toBe("an@example.com");
  });

  it("that Shopify refuses are told with its words", async () => {
    const { client } = open({ company });
    await client.customers.create({ name: "A", emails: ["a@example.com"] });
    await expect(client.customers.create({ name: "B", emails: ["a@example.com"] })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(": Email has already been taken."),
      issues: [{ path: "emails.0", message: "Email has already been taken" }],
    });
    await expect(client.customers.update("gid://shopify/Customer/1", { note: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("items", () => {
  it("are changed through their product, which is looked up", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("items");
    const { record } = await client.items.update(id, {
      price: "101000.50",
      taxKind: "exempt",
      cost: "9",
      isStocked: false,
      weight: "1.5",
      weightUnit: "kg",
    });
    expect(sent(vendor)).toEqual({
      productId: expect.stringMatching(/^gid:\/\/shopify\/Product\//),
      variants: [
        {
          id,
          price: "101000.50",
          taxable: false,
          inventoryItem: { cost: "9", tracked: false, measurement: { weight: { value: 1.5, unit: "KILOGRAMS" } } },
        },
      ],
    });
    expect(record).toMatchObject({ taxKind: "exempt", cost: "9", isStocked: false, weight: "1.5", weightUnit: "kg" });
  });

  it("whose stock is not changed keep it out of the request, and a weight without its unit too", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("items");
    await client.items.update(id, { barcode: "893", weight: "5" });
    expect(sent(vendor)).toMatchObject({ variants: [{ id, barcode: "893" }] });
    expect(JSON.stringify(sent(vendor))).not.toContain("inventoryItem");
    await expect(client.items.update(id, { price: "-1" })).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "NEGATIVE_PRICE_VALUE",
      issues: [{ path: "price", message: "Price must be greater than or equal to 0" }],
    });
  });
});

describe("orders", () => {
  const clock = { now: () => Date.now(), sleep: async () => undefined };

  it("are cancelled for a reason, with what is to become of money and goods, and read when that is done", async () => {
    const { vendor, client } = open({ company }, { clock });
    const paid = await Array.fromAsync(client.orders.list());
    const id = paid.find((change) => change.type === "upsert" && change.record.paymentStatus === "paid")?.id ?? "";
    const choices = { reason: "inventory", refund: true, restock: false, staffNote: "Hết hàng" } as const;
    const { record, warnings } = await client.orders.cancel(id, { choices });
    expect(sent(vendor)).toEqual({
      orderId: id,
      reason: "INVENTORY",
      restock: false,
      staffNote: "Hết hàng",
      refundMethod: { originalPaymentMethodsRefund: true },
    });
    expect({ record, warnings }).toMatchObject({
      record: { status: "cancelled", paymentStatus: "refunded" },
      warnings: [],
    });
    await expect(client.orders.cancel(id, { choices })).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "INVALID",
      issues: [{ path: "orderId", message: "Order has already been cancelled" }],
    });
    const unknown = client.orders.cancel("gid://shopify/Order/1", { choices });
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
  });

  it("that Shopify took on and did not cancel are told as such", async () => {
    const { vendor, client } = open({ company }, { clock });
    const parcel = await client.fulfillments.get(vendor.control.insert("fulfillments"));
    const id = parcel.record.order?.id ?? "";
    const choices = { reason: "other", refund: false, restock: true } as const;
    await expect(client.orders.cancel(id, { choices })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("the order is not cancelled"),
    });
    expect(asked(vendor).filter(({ query }) => query.startsWith("query job"))).toHaveLength(2);
  });
});

describe("orders that were placed", () => {
  it("take a note and fields of the shop's own", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("orders");
    const { record, warnings } = await client.orders.update(id, { note: "Gọi trước", custom: { tầng: 3 }, total: "1" });
    expect(sent(vendor)).toEqual({
      input: { id, note: "Gọi trước", customAttributes: [{ key: "tầng", value: "3" }] },
    });
    expect(record).toMatchObject({ note: "Gọi trước", custom: { tầng: "3" } });
    expect(warnings).toEqual(["total cannot be written to shopify orders and was left out"]);
  });

  it("are closed, opened again and marked as paid", async () => {
    const { vendor, client } = open({ company });
    const id = vendor.control.insert("orders");
    expect((await client.orders.close(id)).record?.status).toBe("completed");
    expect((await client.orders.reopen(id)).record?.status).toBe("open");
    expect((await client.orders.markAsPaid(id)).record?.paymentStatus).toBe("paid");
    await expect(client.orders.markAsPaid(id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Order cannot be marked as paid"),
    });
    await expect(client.orders.close("gid://shopify/Order/1")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("stock levels", () => {
  it("are counted, against what was there", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("stockLevels");
    const before = (await client.stockLevels.get(id)).record;
    const { record, warnings } = await client.stockLevels.update(id, { onHand: "42", minimum: "5" });
    expect(sent(vendor)).toEqual({
      input: {
        name: "on_hand",
        reason: "correction",
        quantities: [
          {
            inventoryItemId: expect.stringMatching(/InventoryItem/),
            locationId: before.location?.id,
            quantity: 42,
            changeFromQuantity: Number(before.onHand),
          },
        ],
      },
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(record).toMatchObject({ onHand: "42", reserved: before.reserved });
    expect(warnings).toEqual(["minimum cannot be written to shopify stockLevels and was left out"]);
    await expect(client.stockLevels.update(id, { cost: "5" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "onHand" }],
    });
  });
});

describe("fulfillments", () => {
  it("are tracked by other numbers, or by another carrier alone", async () => {
    const { vendor, client } = open({ company });
    const id = vendor.control.insert("fulfillments");
    const { record } = await client.fulfillments.update(id, { trackingNumber: "A 1, B2" });
    expect(sent(vendor)).toEqual({
      fulfillmentId: id,
      trackingInfoInput: { company: "GHN", numbers: ["A 1", "B2"] },
    });
    expect(record).toMatchObject({ carrier: "GHN", trackingNumber: "A 1, B2" });
    await client.fulfillments.update(id, { carrier: "Ninja Van" });
    expect(sent(vendor)).toMatchObject({ trackingInfoInput: { company: "Ninja Van", numbers: ["A 1", "B2"] } });
    await client.fulfillments.update(id, { trackingNumber: "" });
    expect(sent(vendor)).toMatchObject({ trackingInfoInput: { company: "Ninja Van", numbers: [] } });
  });

  it("are called off once", async () => {
    const { vendor, client } = open({ company });
    const id = vendor.control.insert("fulfillments");
    expect((await client.fulfillments.cancel(id)).record?.status).toBe("cancelled");
    await expect(client.fulfillments.cancel(id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("already been cancelled"),
    });
  });
});

describe("draft orders", () => {
  it("are written by what they are made of", async () => {
    const { vendor, client } = open({ company });
    const [customer = "", [variant = ""]] = [vendor.control.ids("customers")[0], vendor.control.ids("items")];
    const { record } = await client.draftOrders.create({
      contact: { id: customer },
      currency: "VND",
      lines: [
        { item: { id: variant }, quantity: "2", unitPrice: "50000", discountRate: "10" },
        { description: "Túi", code: "TUI", quantity: "1", unitPrice: "10000" },
      ],
      discountRate: "5",
      charges: [{ name: "Giao", amount: "20000" }],
      shippingAddress: { line1: "9 đường Thử", country: "VN" },
      custom: { giờ: "sáng" },
    });
    const amount = (value: string) => ({ amount: value, currencyCode: "VND" });
    expect(sent(vendor)).toEqual({
      input: {
        lineItems: [
          {
            variantId: variant,
            priceOverride: amount("50000"),
            quantity: 2,
            appliedDiscount: { value: 10, valueType: "PERCENTAGE" },
          },
          { title: "Túi", sku: "TUI", originalUnitPriceWithCurrency: amount("10000"), quantity: 1 },
        ],
        purchasingEntity: { customerId: customer },
        appliedDiscount: { value: 5, valueType: "PERCENTAGE" },
        shippingLine: { title: "Giao", priceWithCurrency: amount("20000") },
        shippingAddress: { address1: "9 đường Thử", countryCode: "VN" },
        customAttributes: [{ key: "giờ", value: "sáng" }],
      },
    });
    expect(record).toMatchObject({
      subTotal: "100000",
      discount: "5000",
      custom: { giờ: "sáng" },
      contact: { id: customer },
    });
  });

  it.each([
    [{ lines: [{ quantity: "1", unitPrice: "5" }] }, "currency"],
    [{ currency: "VND", lines: [{ quantity: "1", discount: "5" }] }, "lines.0.discount"],
    [{ lines: [{ description: "A" }] }, "lines.0.quantity"],
    [{ charges: [{ amount: "1" }, { amount: "2" }], currency: "VND" }, "charges.1"],
    [{ contact: { id: "gid://shopify/Company/1" } }, "contact"],
  ])("that Shopify has no place for are refused before anything is sent: %j", async (record, path) => {
    const { vendor, client } = open({ company });
    await expect(client.draftOrders.create(record)).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
    expect(vendor.exchanges).toEqual([]);
  });

  it("lose their delivery by an empty list of charges, and keep it without one", async () => {
    const { vendor, client } = open({ company });
    const [variant = ""] = vendor.control.ids("items");
    const { id } = await client.draftOrders.create({
      currency: "VND",
      lines: [{ item: { id: variant }, quantity: "1" }],
      charges: [{ name: "Giao", amount: "1" }],
    });
    expect((await client.draftOrders.update(id, { note: "x" })).record?.charges).toEqual([
      { name: "Giao", amount: "1" },
    ]);
    expect((await client.draftOrders.update(id, { charges: [] })).record?.charges).toBe(undefined);
  });
});
