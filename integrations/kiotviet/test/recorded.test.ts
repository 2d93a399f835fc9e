import { describe, expect, it } from "vitest";
import { read, recorded, rejected } from "./recorded.ts";

describe("times", () => {
  it("without offset are those of Vietnam, with one are taken at their word, and the first day of .NET is none", () => {
    const at = (purchaseDate: string): unknown => read("invoices", { id: 1, purchaseDate })["placedAt"];
    expect(at("2026-10-07T00:10:12.5733333")).toBe("2026-10-06T17:10:12.573Z");
    expect(at("2026-10-07T00:10:12.5733333+07:00")).toBe("2026-10-06T17:10:12.573Z");
    expect(at("2026-10-07T00:10:12Z")).toBe("2026-10-07T00:10:12.000Z");
    expect(at("0001-01-01T00:00:00")).toBeUndefined();
    expect(at("0001-01-01T00:00:00.0000000+07:00")).toBeUndefined();
  });

  it("of birth are days in Vietnam", () => {
    const born = (birthDate: string): unknown => read("customers", { id: 1, name: "Mai", birthDate })["birthDate"];
    expect(born("1990-05-17T00:00:00.0000000")).toBe("1990-05-17");
    expect(born("1990-05-16T17:00:00Z")).toBe("1990-05-17");
    expect(born("0001-01-01T00:00:00.0000000")).toBeUndefined();
    expect(rejected("customers", { id: 1, name: "Mai", birthDate: "17/05/1990" })).toEqual(["birthDate"]);
  });

  it("of a change that were never set leave that of creation", () => {
    const row = { id: 1, createdDate: "2026-02-03T10:11:12.3330000", modifiedDate: "0001-01-01T00:00:00" };
    expect(read("bills", row)["updatedAt"]).toBe("2026-02-03T03:11:12.333Z");
  });
});

describe("ids", () => {
  it("of 0 are nobody, and the name beside one is kept", () => {
    const row = {
      id: 1,
      customerId: 0,
      customerName: "Khách lẻ",
      soldById: 0,
      soldByName: "Thử",
      branchId: 0,
      orderId: 0,
    };
    expect(read("invoices", row)).toEqual({
      id: "invoice:1",
      kind: "sale",
      currency: "VND",
      unmapped: { "contact.name": "Khách lẻ", "seller.name": "Thử" },
    });
    expect(read("refunds", { id: 1, invoiceId: 0, customerId: 0, receivedById: 0 })).toEqual({
      id: "1",
      currency: "VND",
    });
    expect(read("bills", { id: 1, supplierId: 0, supplierName: "Chợ" })).toMatchObject({
      unmapped: { "contact.name": "Chợ" },
    });
    expect(read("items", { id: 1, name: "A", hasVariants: true, masterProductId: 0, masterUnitId: 0 })).toEqual({
      id: "1",
      name: "A",
      currency: "VND",
      group: { id: "1", name: "A" },
    });
    expect(read("payments", { id: 1, amount: 5, invoiceId: 0, orderId: 7 })).toMatchObject({
      kind: "prepayment",
      allocations: [{ document: { id: "order:7" } }],
    });
  });

  it("that are empty are no ids of records", () => {
    expect(rejected("customers", { id: "", name: "Mai" })).toEqual(["id"]);
    expect(rejected("invoices", { id: "" })).toEqual(["id"]);
  });

  it("are the names of what has none", () => {
    expect(read("customers", { id: 1, name: " ", organization: "CÔNG TY MẪU", code: "KH1" })["name"]).toBe(
      "CÔNG TY MẪU",
    );
    expect(read("customers", { id: 1, name: "", code: "KH1" })["name"]).toBe("KH1");
    expect(read("suppliers", { id: 1 })["name"]).toBe("1");
    expect(read("items", { id: 1, code: "SP1", fullName: "" })["name"]).toBe("SP1");
    expect(read("locations", { id: 1 })["name"]).toBe("1");
    expect(read("users", { id: 1 })["name"]).toBe("1");
  });
});

describe("lines", () => {
  const line = (fields: object): unknown => {
    const { lines } = read("invoices", { id: 1, invoiceDetails: [fields] });
    return Array.isArray(lines) ? lines[0] : lines;
  };

  it("have the discount of one unit, times the quantity, in amounts as KiotViet writes them", () => {
    expect(line({ quantity: 2, price: 2737000, discount: 187000, subTotal: 5100000 })).toEqual({
      quantity: "2",
      unitPrice: "2737000",
      discount: "374000",
      total: "5100000",
    });
    expect(line({ quantity: 0.1 + 0.2, price: "18518.5185185185" })).toEqual({
      quantity: "0.30000000000000004",
      unitPrice: "18518.5185185185",
      total: "5555.55555555555074074074074074",
    });
    expect(line({ quantity: -2, price: 5000, discount: 500 })).toEqual({
      quantity: "-2",
      unitPrice: "5000",
      discount: "-1000",
      total: "-9000",
    });
  });

  it("with a discount in percent alone tell no total: what KiotViet rounds it to is not known", () => {
    const percent = { quantity: 3, price: 9999, discountRatio: 7.5 };
    expect(line(percent)).toEqual({ quantity: "3", unitPrice: "9999", discountRate: "7.5" });
    expect(line({ ...percent, subTotal: 27747 })).toMatchObject({ total: "27747" });
    expect(line({ quantity: 3, price: 9999, discountRatio: 0 })).toMatchObject({ total: "29997" });
  });

  it("that earn points are no gifts", () => {
    expect(line({ quantity: 1, price: 5000, usePoint: true })).not.toHaveProperty("isReward");
  });
});

describe("returns", () => {
  const goods = [{ quantity: 1, price: 189000 }];

  it("tell what is due, with discount and fee taken off, and money out as less than nothing", () => {
    const row = { id: 1, returnTotal: 170000, returnDiscount: 10000, returnFee: 9000, totalPayment: -170000 };
    expect(read("refunds", { ...row, returnDetails: goods })).toMatchObject({
      subTotal: "189000",
      discount: "10000",
      fee: "9000",
      total: "170000",
      paid: "170000",
    });
    expect(read("refunds", row)).toMatchObject({ total: "170000" });
    expect(read("refunds", row)).not.toHaveProperty("subTotal");
  });

  it("as the manual has them, with the value of the goods, come to the same", () => {
    const row = { id: 1, returnTotal: 189000, returnFee: 9000, totalPayment: 180000, returnDetails: goods };
    expect(read("refunds", row)).toMatchObject({ subTotal: "189000", fee: "9000", total: "180000", paid: "180000" });
  });
});

describe("words", () => {
  it("for a person outweigh the organization; without them the organization makes a company", () => {
    const kind = (fields: object): unknown =>
      read("customers", { id: 1, name: "Mai", organization: "CÔNG TY", ...fields })["kind"];
    expect([kind({ type: 0 }), kind({ type: 1 }), kind({})]).toEqual(["person", "company", "company"]);
  });

  it("for states of purchases that nobody has described stay KiotViet's", () => {
    expect(read("bills", { id: 1, status: 2 })).toMatchObject({ status: "other", unmapped: { status: 2 } });
  });

  it("for a price list without a name are its id", () => {
    expect(read("items", { id: 1, name: "A", priceBooks: [{ priceBookId: 5, price: 7 }] })).toMatchObject({
      prices: [{ id: "5", name: "5", price: "7" }],
    });
  });

  it("for the tax are in the list of taxes where its own field is empty", () => {
    expect(read("items", { id: 1, name: "A", taxRate: "", productTaxs: [{ taxId: 5, name: "KCT" }] })["taxKind"]).toBe(
      "exempt",
    );
  });
});

describe("stock", () => {
  const inventories = [
    { branchId: 1, onhand: 2.5 },
    { branchId: 2, onHand: -3 },
    { branchId: 3, onHand: 0 },
  ];

  it("has its quantity in either spelling, in a list, a product and alone", async () => {
    const found = [
      { id: "9:1", onHand: "2.5" },
      { id: "9:2", onHand: "-3" },
      { id: "9:3", onHand: "0" },
    ];
    const { records } = await recorded("stockLevels", { total: 1, data: [{ id: 9, inventories }] });
    expect(records).toMatchObject(found);
    expect((await recorded("stockLevels", { id: 9, inventories })).records).toMatchObject(found);
    const alone = inventories.map((inventory) => ({ productId: 9, ...inventory }));
    expect((await recorded("stockLevels", { data: alone })).records).toMatchObject(found);
  });

  it("without a quantity is not taken for none", () => {
    expect(rejected("stockLevels", { productId: 9, branchId: 1 })).toEqual(["onHand"]);
  });
});

describe("payments and deliveries of a document", () => {
  const payment = { id: 81, amount: 5, method: "Cash" };

  it.each([
    ["an order by its lines", { code: "X1", orderDetails: [] }, "order:7"],
    ["an order by its number", { code: "DHSPE_1", invoiceDetails: null }, "order:7"],
    ["an invoice by its lines", { code: "DH1", invoiceDetails: [] }, "invoice:7"],
    ["an invoice where nothing else fits", { code: "1" }, "invoice:7"],
    ["a return by its number", { code: "TH000001" }, "7"],
    ["a purchase without a supplier", { code: "PN000001", purchaseById: 2001 }, "7"],
  ])("know %s", async (_, document, id) => {
    const { records } = await recorded("payments", { total: 1, data: [{ id: 7, ...document, payments: [payment] }] });
    expect(records).toMatchObject([{ amount: "5", allocations: [{ document: { id } }] }]);
  });

  it("are none where the documents have none, and not one out of the answer itself", async () => {
    const page = { total: 1, pageSize: 100, data: [{ id: 7, code: "HD1", status: 1 }] };
    expect((await recorded("fulfillments", page)).records).toEqual([]);
    expect((await recorded("payments", page)).records).toEqual([]);
    expect(rejected("fulfillments", page)).toEqual(["documentId"]);
  });

  it("of a payment alone settle nothing that is known", () => {
    expect(read("payments", payment)).toEqual({
      id: "81",
      amount: "5",
      currency: "VND",
      direction: "in",
      kind: "payment",
      method: "cash",
    });
  });
});

describe("recorded answers", () => {
  it("of several pages are one, with what each reports as deleted under any name", async () => {
    const pages = [
      { total: 2, data: [{ id: 5, branchName: "A" }], removeId: [], removedIds: [7] },
      { total: 2, data: [{ id: 6, branchName: "B" }], removeIds: [8], removedId: [9] },
    ];
    const { records, removed } = await recorded("locations", pages);
    expect(records).toMatchObject([{ id: "5" }, { id: "6" }]);
    expect(removed).toEqual([7, 8, 9]);
  });

  it("of a write, and of a list without its total, hold what is under data", async () => {
    const row = { id: 5, name: "Mai", contactNumber: "+84 90 000 0001" };
    const expected = [{ id: "customer:5", phones: [{ number: "+84 90 000 0001" }] }];
    expect((await recorded("customers", { message: "OK", data: row })).records).toMatchObject(expected);
    expect((await recorded("customers", { data: [row] })).records).toMatchObject(expected);
  });
});

describe("notifications", () => {
  const notice = (action: string, ...data: unknown[]): object => ({
    Id: "d2a0b1c4",
    Attempt: 1,
    Notifications: [{ Action: `${action}.500000001`, Data: data }],
  });

  it("hold rows with capitals in their keys", async () => {
    const sale = {
      Id: 90000001,
      Code: "HD000001",
      Status: 1,
      CustomerId: 60000001,
      ModifiedDate: "2026-10-07T15:00:00.0000000",
      InvoiceDelivery: { Status: 3, Receiver: "Mai", PartnerDelivery: { Name: "GHN" } },
      InvoiceDetails: [{ ProductId: 70000010, Quantity: 2.0, Price: 199000.0, Discount: 10000.0 }],
      Payments: [{ Id: 81000002, Amount: 318000.0, Method: "Cash", Status: 0 }],
      SaleChannel: { Id: 1, Name: "Facebook" },
    };
    const update = notice("invoice.update", sale);
    expect((await recorded("invoices", update)).records).toMatchObject([
      {
        id: "invoice:90000001",
        status: "completed",
        fulfillmentStatus: "delivered",
        contact: { id: "customer:60000001" },
        channel: "Facebook",
        lines: [{ item: { id: "70000010" }, discount: "20000", total: "378000" }],
        updatedAt: "2026-10-07T08:00:00.000Z",
      },
    ]);
    expect((await recorded("payments", update)).records).toMatchObject([
      { id: "81000002", allocations: [{ document: { id: "invoice:90000001" } }] },
    ]);
    expect((await recorded("fulfillments", update)).records).toMatchObject([
      { id: "invoice:90000001", carrier: "GHN" },
    ]);
    expect((await recorded("invoices", sale)).records).toMatchObject([{ id: "invoice:90000001" }]);
  });

  it("of stock, products and branches read like their lists", async () => {
    // KiotViet itself mixes its spellings, and its times have an offset here.
    const stock = { __type: "KiotViet", ProductId: 1, BranchId: 2, OnHand: 3.0, Reserved: 1.0, isActive: true };
    expect((await recorded("stockLevels", notice("stock.update", stock))).records).toMatchObject([
      { id: "1:2", onHand: "3", reserved: "1", isActive: true },
    ]);
    const product = {
      Id: 1,
      Name: "A",
      Images: [{ Image: "https://example.com/a.jpeg" }],
      Inventories: [stock],
      ModifiedDate: "2024-03-04T23:39:24.1470000+07:00",
    };
    expect((await recorded("items", notice("product.update", product))).records).toMatchObject([
      { id: "1", images: ["https://example.com/a.jpeg"], updatedAt: "2024-03-04T16:39:24.147Z" },
    ]);
    expect((await recorded("stockLevels", notice("product.update", product))).records).toMatchObject([{ id: "1:2" }]);
    const branch = { Id: 2, Name: "Kho", Location: "Hà Nội - Quận Hoàn Kiếm" };
    expect((await recorded("locations", notice("branch.update", branch))).records).toMatchObject([
      { id: "2", name: "Kho", address: { province: "Hà Nội", district: "Quận Hoàn Kiếm" } },
    ]);
  });

  it("of deletions tell them, in either form", async () => {
    for (const gone of [
      notice("product.delete", 70000099),
      notice("product.delete", { Id: 70000099 }),
      { RemoveId: [70000099] },
    ])
      expect(await recorded("items", gone)).toEqual({ records: [], removed: [70000099] });
  });

  it("about something else hold nothing, and delete nothing", async () => {
    expect(await recorded("customers", notice("invoice.update", { Id: 1 }))).toEqual({ records: [], removed: [] });
    expect(await recorded("stockLevels", notice("product.delete", 1))).toEqual({ records: [], removed: [] });
    expect((await recorded("orders", notice("invoice.update", { Id: 1 }))).records).toEqual([]);
  });
});
