import { describe, expect, it } from "vitest";
import { asked, open } from "./vendor.ts";

const sent = (vendor: Parameters<typeof asked>[0], call: string): unknown =>
  asked(vendor).findLast((request) => request.call === call)?.body;

describe("a contact", () => {
  it("is made from a list of values and read again", async () => {
    const { vendor, client } = open();
    const { id, record, warnings } = await client.contacts.create({
      name: "Quán Thử",
      kind: "company",
      taxId: "0399900099",
      emails: ["quan@example.com"],
      phones: [{ number: "0900000777" }],
      note: "1 < 2 & 3",
      birthDate: "1990-01-01",
    });
    expect(sent(vendor, "res.partner/create")).toEqual({
      vals_list: [
        {
          name: "Quán Thử",
          is_company: true,
          vat: "0399900099",
          email: "quan@example.com",
          phone: "0900000777",
          comment: "1 &lt; 2 &amp; 3",
        },
      ],
    });
    expect(warnings).toEqual(["birthDate cannot be written to odoo contacts and was left out"]);
    expect(record).toMatchObject({ id, kind: "company", status: "active", note: "1 < 2 & 3" });
  });

  it("loses its telephone when the list of them is emptied, and is archived", async () => {
    const { vendor, client } = open();
    const { record } = await client.contacts.update("101", { phones: [], status: "archived" });
    expect(sent(vendor, "res.partner/write")).toEqual({ ids: [101], vals: { phone: false, active: false } });
    expect(record?.phones).toBeUndefined();
    expect(record?.status).toBe("archived");
  });

  it("with two telephones is refused unsent: Odoo keeps one", async () => {
    const { vendor, client } = open();
    const phones = [{ number: "0900000777" }, { number: "0900000778" }];
    await expect(client.contacts.create({ name: "A", phones })).rejects.toMatchObject({ code: "invalid" });
    expect(vendor.exchanges).toEqual([]);
  });
});

describe("an invoice", () => {
  const draft = {
    contact: { id: "101" },
    issueDate: "2026-10-01",
    lines: [{ item: { id: "1" }, quantity: "2", unitPrice: "100000", discountRate: "10", taxRate: { id: "4" } }],
  };

  it("is made as a draft whose lines are commands, and counted by Odoo", async () => {
    const { vendor, client } = open();
    const { record } = await client.invoices.create(draft);
    expect(sent(vendor, "account.move/create")).toEqual({
      vals_list: [
        {
          move_type: "out_invoice",
          partner_id: 101,
          invoice_date: "2026-10-01",
          invoice_line_ids: [
            [0, 0, { product_id: 1, quantity: 2, price_unit: 100000, discount: 10, tax_ids: [[6, 0, [4]]] }],
          ],
        },
      ],
    });
    expect(record).toMatchObject({ status: "draft", subTotal: "180000", tax: "14400", total: "194400" });
  });

  it("with several taxes on a line is written with all of them", async () => {
    const { vendor, client } = open();
    const lines = [{ quantity: "2", unitPrice: "100000", taxRates: [{ id: "4" }, { id: "5" }] }];
    await client.invoices.create({ ...draft, lines });
    expect(sent(vendor, "account.move/create")).toMatchObject({
      vals_list: [{ invoice_line_ids: [[0, 0, { tax_ids: [[6, 0, [4, 5]]] }]] }],
    });
  });

  it("that is not to be a draft is refused unsent", async () => {
    const { vendor, client } = open();
    await expect(client.invoices.create({ ...draft, status: "open" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("call post(id) afterwards"),
    });
    expect(vendor.exchanges).toEqual([]);
  });

  it("keeps the lines that a change does not name", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.invoices.create(draft);
    const line = record?.lines?.[0]?.id ?? "";
    const { record: changed } = await client.invoices.update(id, {
      lines: [
        { id: line, quantity: "3" },
        { description: "Phí", quantity: "1", unitPrice: "5000" },
      ],
    });
    expect(sent(vendor, "account.move/write")).toEqual({
      ids: [Number(id)],
      vals: {
        invoice_line_ids: [
          [1, Number(line), { quantity: 3 }],
          [0, 0, { name: "Phí", quantity: 1, price_unit: 5000 }],
        ],
      },
    });
    expect(changed?.lines).toHaveLength(2);
    expect(changed?.subTotal).toBe("275000");
  });

  it("that is posted is refused by Odoo, and says what cannot change", async () => {
    const { vendor, client } = open();
    const posted = vendor.control.ids("invoices").at(-1) ?? "";
    await expect(client.invoices.update(posted, { issueDate: "2026-12-31" })).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "odoo.exceptions.UserError",
      message: expect.stringContaining("invoice_date"),
    });
  });
});

describe("an order", () => {
  it("goes out in UTC without a zone, from a warehouse by its bare id", async () => {
    const { vendor, client } = open();
    const { record } = await client.orders.create({
      contact: { id: "101" },
      placedAt: "2026-10-30T02:15:00.000Z",
      location: { id: "warehouse:2" },
      custom: { client_order_ref: "WEB-1" },
      lines: [{ item: { id: "1" }, quantity: "3", unitPrice: "125000.5" }],
    });
    expect(sent(vendor, "sale.order/create")).toEqual({
      vals_list: [
        {
          partner_id: 101,
          client_order_ref: "WEB-1",
          date_order: "2026-10-30 02:15:00",
          warehouse_id: 2,
          order_line: [[0, 0, { product_id: 1, product_uom_qty: 3, price_unit: 125000.5 }]],
        },
      ],
    });
    expect(record).toMatchObject({
      status: "draft",
      placedAt: "2026-10-30T02:15:00.000Z",
      custom: { client_order_ref: "WEB-1" },
    });
  });
});

describe("over JSON-RPC", () => {
  it("makes an order with lines of which not every field is given", async () => {
    const { client } = open({ protocol: "json-rpc" });
    const lines = [{ item: { id: "1" }, quantity: "2", unitPrice: "90000" }];
    const { record } = await client.orders.create({ contact: { id: "101" }, lines });
    expect(record).toMatchObject({ status: "draft", subTotal: "180000" });
  });

  it("signs in once and writes by position, with database, user and key in the call", async () => {
    const { vendor, client } = open({ protocol: "json-rpc" });
    const { id } = await client.contacts.create({ name: "Quán Thử" });
    await client.contacts.update(id, { name: "Quán Mới" });
    const calls = asked(vendor);
    expect(calls.filter(({ call }) => call === "rpc common authenticate")).toHaveLength(1);
    const args = (call: string): unknown => {
      const body = calls.find((request) => request.call === call)?.body;
      return Object(body).params.args.slice(3);
    };
    expect(args("rpc res.partner create")).toEqual(["res.partner", "create", [[{ name: "Quán Thử" }]], {}]);
    expect(args("rpc res.partner write")).toEqual([
      "res.partner",
      "write",
      [[Number(id)]],
      { vals: { name: "Quán Mới" } },
    ]);
    for (const { request } of vendor.exchanges) {
      expect(new URL(request.url).pathname).toBe("/jsonrpc");
      expect(request.headers).not.toHaveProperty("authorization");
      expect(request.headers).not.toHaveProperty("x-odoo-uid");
    }
  });
});

describe("what is done with a document", () => {
  it.each(["json-2", "json-rpc"] as const)("posts a draft and cancels what is posted: %s", async (protocol) => {
    const { vendor, client } = open({ protocol });
    const { id } = await client.bills.create({
      contact: { id: "10001" },
      lines: [{ description: "Tiền điện", quantity: "1", unitPrice: "1500000" }],
    });
    expect((await client.bills.post(id)).record).toMatchObject({ status: "open", due: "1500000" });
    await expect(client.bills.remove(id)).rejects.toMatchObject({ code: "invalid" });
    expect((await client.bills.void(id)).record).toMatchObject({ status: "void" });
    expect(asked(vendor).map(({ call }) => call)).toContain(
      protocol === "json-2" ? "account.move/button_cancel" : "rpc account.move button_cancel",
    );
  });

  it("confirms a quotation, and cancels it without asking what to write to the customer", async () => {
    const { vendor, client } = open();
    const { id } = await client.orders.create({
      contact: { id: "101" },
      lines: [{ item: { id: "1" }, quantity: "1", unitPrice: "1000" }],
    });
    expect((await client.orders.confirm(id)).record?.status).toBe("open");
    expect((await client.orders.cancel(id)).record?.status).toBe("cancelled");
    expect(sent(vendor, "sale.order/action_cancel")).toEqual({
      ids: [Number(id)],
      context: { disable_cancel_warning: true },
    });
  });
});

describe("an idempotency key", () => {
  it("is kept as the mark by which the record is found", async () => {
    const { vendor, client } = open();
    const options = { idempotencyKey: "web-77" };
    const { id } = await client.contacts.create({ name: "Quán Thử" }, options);
    expect(sent(vendor, "res.partner/create")).toEqual({ vals_list: [{ name: "Quán Thử", ref: "web-77" }] });
    expect(await client.contacts.create({ name: "Quán Thử" }, options)).toMatchObject({ id, existed: true });
  });

  it("finds the bill of the same supplier alone, where two have the same number", async () => {
    const { client } = open();
    const bill = (supplier: string) =>
      client.bills.create(
        { contact: { id: supplier }, reference: "HD-1", lines: [{ quantity: "1", unitPrice: "1000" }] },
        { idempotencyKey: `bill ${supplier}` },
      );
    const [one, other, again] = [await bill("10001"), await bill("10002"), await bill("10002")];
    expect([other.existed, again.existed]).toEqual([undefined, true]);
    expect(new Set([one.id, other.id, again.id]).size).toBe(2);
  });
});
