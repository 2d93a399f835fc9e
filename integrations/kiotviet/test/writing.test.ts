import { describe, expect, it } from "vitest";
import { asked, open, sent } from "./vendor.ts";

describe("a new order", () => {
  it("is sent in KiotViet's own spelling", async () => {
    const { vendor, client } = open();
    const { id, record, warnings } = await client.orders.create({
      placedAt: "2026-10-30T07:40:00.000Z",
      location: { id: "10001" },
      contact: { id: "customer:60000001", name: "Anh Bình" },
      channelId: "1",
      note: "Đơn từ website WEB-1",
      discount: "0",
      lines: [
        {
          item: { id: "70000001" },
          code: "ACD-VH",
          quantity: "3",
          unitPrice: "128000",
          discount: "30000",
          taxRate: "8",
          note: "Xay thô",
        },
        { item: { id: "70000055" }, quantity: "1", unitPrice: "1800000", taxName: "KCT" },
      ],
      shippingAddress: {
        recipient: "Lê Thanh Bình",
        line1: "1 đường Mẫu",
        ward: "Phường Tân Phú",
        district: "Quận 7",
        province: "Hồ Chí Minh",
      },
      charges: [{ id: "11", amount: "30000" }],
    });
    expect(sent(vendor)).toEqual({
      purchaseDate: "2026-10-30T14:40:00.000",
      branchId: 10001,
      discount: 0,
      description: "Đơn từ website WEB-1",
      makeInvoice: false,
      saleChannelId: 1,
      orderDetails: [
        {
          productId: 70000001,
          productCode: "ACD-VH",
          quantity: 3,
          price: 128000,
          discount: 10000,
          note: "Xay thô",
          OrderDetailTaxs: [{ TaxId: 3 }],
        },
        { productId: 70000055, quantity: 1, price: 1800000, OrderDetailTaxs: [{ TaxId: 5 }] },
      ],
      orderDelivery: {
        receiver: "Lê Thanh Bình",
        address: "1 đường Mẫu",
        locationName: "Hồ Chí Minh - Quận 7",
        wardName: "Phường Tân Phú",
      },
      customer: { id: 60000001, name: "Anh Bình" },
      surchages: [{ id: 11, price: 30000 }],
    });
    expect(warnings).toEqual([]);
    expect(asked(vendor).at(-1)).toBe(`GET /orders/${id.replace("order:", "")}`);
    // 3 x 118,000 and 8 percent of it, a course without VAT, and the delivery.
    expect(record).toMatchObject({ kind: "order", status: "draft", tax: "28320", total: "2212320" });
  });

  it("is refused unsent where the discount of the line has no exact discount of one unit", async () => {
    const { vendor, client } = open();
    const line = { item: { id: "70000001" }, quantity: "3", unitPrice: "128000", discount: "10000" };
    await expect(client.orders.create({ location: { id: "10001" }, lines: [line] })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("discount of one unit"),
      issues: [expect.objectContaining({ path: "lines.0.discount" })],
    });
    expect(vendor.exchanges).toEqual([]);
  });

  it.each([
    ["for a supplier", { contact: { id: "supplier:51001" } }, "is no customer"],
    ["at a place that KiotViet cannot have", { location: { id: "main" } }, "is no id here"],
  ])("%s is refused unsent", async (_, fields, message) => {
    const { vendor, client } = open();
    await expect(client.orders.create({ location: { id: "10001" }, ...fields })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(message),
    });
    expect(vendor.exchanges).toEqual([]);
  });
});

describe("a changed order", () => {
  it("is sent whole: what is not changed goes along, under the names that KiotViet takes", async () => {
    const { vendor, client } = open();
    const online = vendor.control.ids("fulfillments").find((id) => id.startsWith("invoice:")) ?? "";
    const invoice = await client.invoices.get(online);
    const orders = vendor.control.ids("orders");
    const id = orders[Number(invoice.record.sourceNumber?.replace("DH", "")) - 1] ?? "";
    const before = await client.orders.get(id);
    await client.orders.update(id, { note: "Gọi trước khi giao" });
    const raw = Object(before.raw);
    expect(sent(vendor)).toMatchObject({
      description: "Gọi trước khi giao",
      customer: { id: raw.customerId },
      orderDelivery: { receiver: raw.orderDelivery.receiver, contactNumber: raw.orderDelivery.contactNumber },
      orderDetails: raw.orderDetails.map((line: { productId: number; orderDetailTaxs: { taxId: number }[] }) => ({
        productId: line.productId,
        OrderDetailTaxs: line.orderDetailTaxs.map(({ taxId }) => ({ TaxId: taxId })),
      })),
      surchages: raw.invoiceOrderSurcharges.map((surcharge: { surchargeId: number; price: number }) => ({
        id: surcharge.surchargeId,
        price: surcharge.price,
      })),
    });
    expect(sent(vendor)).not.toHaveProperty("customerId");
    const { updatedAt: _, note: __, ...after } = (await client.orders.get(id)).record;
    const { updatedAt: ___, note: ____, ...was } = before.record;
    expect(after).toEqual(was);
  });
});

describe("a customer", () => {
  it("is made without tax code, which KiotViet takes on a change alone, and that is told", async () => {
    const { vendor, client } = open();
    const fields = { name: "Quán Thử", taxId: "0312687878", gender: "female", birthDate: "1990-05-17" } as const;
    const { id, warnings } = await client.customers.create({ ...fields, phones: [{ number: "0900000777" }] });
    expect(sent(vendor)).toEqual({
      name: "Quán Thử",
      gender: false,
      birthDate: "1990-05-17",
      contactNumber: "0900000777",
    });
    expect(warnings).toEqual(["taxId cannot be written to kiotviet customers and was left out"]);
    const { record } = await client.customers.update(id, { taxId: "0312687878" });
    expect(sent(vendor)).toMatchObject({ name: "Quán Thử", contactNumber: "0900000777", taxCode: "0312687878" });
    expect(record).toMatchObject({ taxId: "0312687878", gender: "female", phones: [{ number: "0900000777" }] });
  });

  it("has no province afterwards where its address is written without one, and keeps it where none is written", async () => {
    const { client } = open();
    const address = { line1: "1 đường Mẫu", district: "Quận 7", province: "Hồ Chí Minh" };
    const { id } = await client.customers.create({ name: "Quán Thử", addresses: [address] });
    const renamed = await client.customers.update(id, { name: "Quán Mẫu" });
    expect(renamed.record?.addresses).toMatchObject([address]);
    const { record } = await client.customers.update(id, { addresses: [{ line1: "2 đường Mẫu" }] });
    expect(record?.addresses).toEqual([{ line1: "2 đường Mẫu" }]);
  });

  it("loses its e-mail address when the list of them is emptied", async () => {
    const { client } = open();
    const { id } = await client.customers.create({ name: "Quán Thử", emails: ["quan@example.com"] });
    const { record } = await client.customers.update(id, { emails: [] });
    expect(record?.emails).toBeUndefined();
  });
});

describe("an item", () => {
  it("is written by its plain name: KiotViet itself adds variant and unit", async () => {
    const { vendor, client } = open();
    const { record } = await client.items.create({
      name: "Cà phê Thử - Rang vừa (Gói)",
      code: "THU-1",
      options: [{ name: "Rang", value: "Rang vừa" }],
      unit: "Gói",
      price: "99000",
      weight: "0.25",
      weightUnit: "kg",
      custom: { categoryId: "3002" },
    });
    expect(sent(vendor)).toEqual({
      name: "Cà phê Thử",
      code: "THU-1",
      categoryId: 3002,
      hasVariants: true,
      attributes: [{ attributeName: "Rang", attributeValue: "Rang vừa" }],
      unit: "Gói",
      basePrice: 99000,
      weight: 250,
    });
    expect(record?.name).toBe("Cà phê Thử - Rang vừa (Gói)");
  });

  it("keeps variant, unit and taxes when its price changes", async () => {
    const { vendor, client } = open();
    const before = await client.items.get("70000002");
    await client.items.update("70000002", { price: "500000" });
    expect(sent(vendor)).toMatchObject({
      name: "Arabica Cầu Đất",
      unit: "Túi 1kg",
      masterUnitId: 70000001,
      conversionValue: 4,
      basePrice: 500000,
      productTaxs: [{ taxId: 3 }],
    });
    const { record } = await client.items.get("70000002");
    expect({ ...record, price: before.record.price, updatedAt: before.record.updatedAt }).toEqual(before.record);
  });
});

describe("a record that is not wanted any more", () => {
  it("is deleted, and gone for the next look", async () => {
    const { client } = open();
    const { id } = await client.customers.create({ name: "Quán Thử" }, { idempotencyKey: "WEB-1" });
    await client.customers.remove(id);
    await expect(client.customers.get(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is cancelled where it is an order, which KiotViet keeps", async () => {
    const { client } = open();
    const { id } = await client.orders.create({
      placedAt: "2026-10-30T07:40:00.000Z",
      location: { id: "10001" },
      lines: [{ item: { id: "70000001" }, quantity: "1", unitPrice: "1000" }],
    });
    expect((await client.orders.cancel(id)).record?.status).toBe("cancelled");
  });
});
