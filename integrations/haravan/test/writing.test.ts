import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { all, asked, open, sent } from "./vendor.ts";

/** An order of which something was paid, and that stands. */
const firstPaid = async ({ orders }: ReturnType<typeof open>["client"]): Promise<string> => {
  const found = (await all(orders.list())).find(
    (change) =>
      change.type === "upsert" && change.record.paymentStatus === "paid" && change.record.status === "completed",
  );
  return found?.id ?? "";
};

describe("customers", () => {
  it("a new one with a whole name and its address", async () => {
    const { vendor, client } = open();
    const { record, warnings } = await client.customers.create({
      name: "Nguyễn Thị Mẫu",
      emails: ["mau@example.com"],
      phones: [{ number: "0900000777" }],
      groups: ["VIP", "Sỉ"],
      addresses: [{ line1: "9 đường Thử", province: "Hồ Chí Minh", country: "VN", recipient: "Mẫu" }],
      taxId: "0312687878",
    });
    expect(sent(vendor)).toEqual({
      customer: {
        first_name: "Nguyễn Thị Mẫu",
        last_name: "",
        email: "mau@example.com",
        phone: "0900000777",
        tags: "VIP,Sỉ",
        addresses: [{ first_name: "Mẫu", address1: "9 đường Thử", province: "Hồ Chí Minh", country_code: "VN" }],
      },
    });
    expect(record).toMatchObject({ name: "Nguyễn Thị Mẫu", groups: ["VIP", "Sỉ"] });
    expect(warnings).toEqual([expect.stringContaining("taxId")]);
  });

  it("first and last name where both are known", async () => {
    const { vendor, client } = open();
    await client.customers.create({ name: "Nguyễn Mẫu", firstName: "Mẫu", lastName: "Nguyễn" });
    expect(sent(vendor)).toEqual({ customer: { first_name: "Mẫu", last_name: "Nguyễn" } });
  });

  it("a change sends what changes, and no address", async () => {
    const { vendor, client } = open();
    const { warnings } = await client.customers.update("1036000001", { note: "Gọi lại", addresses: [] });
    expect(asked(vendor)).toEqual(["PUT /com/customers/1036000001.json"]);
    expect(sent(vendor)).toEqual({ customer: { id: 1036000001, note: "Gọi lại" } });
    expect(warnings).toEqual([expect.stringContaining("addresses")]);
  });

  it("what stands in for a name is not written as one", async () => {
    const { vendor, client } = open();
    await client.customers.update("1036000001", { name: "khach@example.com", emails: ["khach@example.com"] });
    expect(sent(vendor)).toEqual({ customer: { id: 1036000001, email: "khach@example.com" } });
  });
});

describe("items", () => {
  it("a new one is a product with one variant", async () => {
    const { vendor, client } = open();
    const { record } = await client.items.create({
      name: "Cà phê - Vừa / 250 g",
      code: "THU",
      description: "<p>Thơm</p>",
      category: "Cà phê",
      brand: "Mẫu",
      options: [
        { name: "Rang", value: "Vừa" },
        { name: "Cỡ", value: "250 g" },
      ],
      price: "99000",
      isStocked: true,
      weight: "0.25",
      weightUnit: "kg",
      images: ["https://cdn.example.com/1.jpg"],
    });
    expect(sent(vendor)).toEqual({
      product: {
        title: "Cà phê",
        body_html: "<p>Thơm</p>",
        product_type: "Cà phê",
        vendor: "Mẫu",
        options: [
          { name: "Rang", position: 1 },
          { name: "Cỡ", position: 2 },
        ],
        images: [{ src: "https://cdn.example.com/1.jpg" }],
        variants: [
          { sku: "THU", price: 99_000, grams: 250, inventory_management: "haravan", option1: "Vừa", option2: "250 g" },
        ],
      },
    });
    expect(record).toMatchObject({ name: "Cà phê - Vừa / 250 g", price: "99000", weight: "250" });
  });

  it("a change is one of the variant, and what is of the product is named", async () => {
    const { vendor, client } = open();
    const [id = ""] = vendor.control.ids("items");
    const { record, warnings } = await client.items.update(id, { price: "1250.5", brand: "Khác", isStocked: false });
    expect(asked(vendor)[0]).toBe(`PUT /com/variants/${id}.json`);
    expect(sent(vendor)).toEqual({ variant: { id: Number(id), price: 1250.5, inventory_management: "" } });
    expect(record).toMatchObject({ id, price: "1250.5", isStocked: false });
    expect(warnings).toEqual([expect.stringContaining("brand")]);
  });
});

describe("orders", () => {
  it("a new one with lines, customer and address", async () => {
    const { vendor, client } = open();
    const { record } = await client.orders.create({
      contact: { id: "1036000001" },
      channel: "zalo",
      lines: [{ item: { id: "1061000010" }, quantity: "1.5", unitPrice: "98000" }],
      shippingAddress: { recipient: "Mẫu", line1: "9 đường Thử" },
      note: "Gấp",
      custom: { hen: "chiều" },
    });
    expect(sent(vendor)).toEqual({
      order: {
        line_items: [{ variant_id: 1061000010, quantity: 1.5, price: 98_000 }],
        customer: { id: 1036000001 },
        source_name: "zalo",
        shipping_address: { first_name: "Mẫu", address1: "9 đường Thử" },
        note: "Gấp",
        note_attributes: [{ name: "hen", value: "chiều" }],
      },
    });
    expect(record).toMatchObject({ total: "147000", paymentStatus: "unpaid", custom: { hen: "chiều" } });
  });

  it("of an order that is there, the note and the attributes alone can be changed", async () => {
    const { vendor, client } = open();
    const { warnings } = await client.orders.update("1138000001", { note: "Đã gọi", lines: [] });
    expect(sent(vendor)).toEqual({ order: { id: 1138000001, note: "Đã gọi" } });
    expect(warnings).toEqual([expect.stringContaining("lines")]);
  });

  it("one is cancelled for a reason, with what is to become of money, goods and shipments", async () => {
    const { vendor, client } = open({ company: sampleCompany({ orders: 40 }) });
    const id = await firstPaid(client);
    const choices = {
      reason: "customer",
      refundAmount: "20000",
      restock: true,
      notifyCustomer: true,
      keepFulfillments: true,
      note: "Khách đổi ý",
    } as const;
    const { record } = await client.orders.cancel(id, { choices });
    expect(asked(vendor).at(-2)).toBe(`POST /com/orders/${id}/cancel.json`);
    expect(sent(vendor)).toEqual({
      reason: "customer",
      amount: "20000",
      restock: true,
      email: true,
      ignore_cancel_fulfillment: true,
      note: "Khách đổi ý",
    });
    expect(record).toMatchObject({ status: "cancelled", unmapped: { cancel_reason: "customer" } });
    expect(await all(client.refunds.list())).toContainEqual(
      expect.objectContaining({
        record: expect.objectContaining({ order: { id, name: record?.number }, paid: "20000", note: "Khách đổi ý" }),
      }),
    );
  });

  it("an amount to give back that is none is refused before anything is sent", async () => {
    const { vendor, client } = open();
    await expect(
      client.orders.cancel("1138000001", { choices: { reason: "other", refundAmount: "20.000 đ" } }),
    ).rejects.toMatchObject({ code: "invalid", issues: [{ path: "choices.refundAmount" }] });
    expect(vendor.exchanges).toEqual([]);
  });

  it("one is confirmed", async () => {
    const { vendor, client } = open();
    const { id } = await client.orders.create({ lines: [{ item: { id: "1061000010" }, quantity: "1" }] });
    const { record } = await client.orders.confirm(id);
    expect(asked(vendor).at(-2)).toBe(`POST /com/orders/${id}/confirm.json`);
    expect(record).toMatchObject({ unmapped: { confirmed_status: "confirmed" } });
  });

  it("an id that is none of Haravan's is refused before anything is sent", async () => {
    const { vendor, client } = open();
    const order = { lines: [{ item: { id: "SP1" }, quantity: "1" }] };
    await expect(client.orders.create(order)).rejects.toMatchObject({ code: "invalid" });
    expect(vendor.exchanges).toEqual([]);
  });
});
