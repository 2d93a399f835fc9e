import { type Change, decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { odoo } from "../src/index.ts";
import { all, asked, company, open } from "./vendor.ts";

describe("a list asks for", () => {
  it("the fields that the database has, and pages behind the last id", async () => {
    const { vendor, client } = open({}, 3);
    let pages = 0;
    for await (const page of client.accounts.list().pages()) {
      pages += 1;
      if (page.cursor) expect(page.cursor).toEqual({ after: pages * 3 });
      if (pages === 2) break;
    }
    const [first, second, third] = asked(vendor);
    expect(first).toEqual({ call: "account.account/fields_get", body: { attributes: ["type"] } });
    // The sandbox is an Odoo 19, where accounts are no longer deprecated but archived.
    expect(second?.body).toMatchObject({
      domain: [["id", ">", 0]],
      fields: expect.not.arrayContaining(["deprecated"]),
      limit: 3,
      order: "id",
      context: { active_test: false },
    });
    expect(third?.body).toMatchObject({ domain: [["id", ">", 3]] });
    expect(asked(vendor)).toHaveLength(3);
  });

  it("what changed since a moment by whole seconds in UTC, lines included", async () => {
    const { vendor, client } = open();
    await all(client.orders.list({ since: "2026-10-30T17:00:00.900Z" }));
    expect(asked(vendor).find(({ call }) => call === "sale.order/search_read")?.body).toMatchObject({
      domain: [
        ["id", ">", 0],
        "|",
        ["write_date", ">=", "2026-10-30 17:00:00"],
        ["order_line.write_date", ">=", "2026-10-30 17:00:00"],
      ],
    });
  });

  it("an order again whose line alone has changed", async () => {
    const { vendor, client } = open();
    const [id = ""] = vendor.control.ids("orders");
    const { record } = await client.orders.get(id);
    vendor.control.touch("orders", id);
    const changes = await all(client.orders.list({ since: "2026-10-31T00:00:00Z" }));
    expect(changes.map((change) => change.id)).toContain(id);
    expect(record.lines?.length).toBeGreaterThan(0);
  });

  it("the lines of a page's documents at once, and what settles them", async () => {
    const { vendor, client } = open();
    await all(client.invoices.list());
    expect(asked(vendor).map(({ call }) => call)).toEqual([
      "account.move/fields_get",
      "account.move/search_read",
      "account.move.line/fields_get",
      "account.move.line/search_read",
      "account.partial.reconcile/fields_get",
      "account.partial.reconcile/search_read",
      "account.move.line/search_read",
    ]);
  });

  it("pay, birth dates and bank accounts only where sensitive fields are wanted", async () => {
    const { vendor, client } = open();
    await all(client.employees.list());
    const fields = JSON.stringify(asked(vendor).find(({ call }) => call === "hr.employee/search_read")?.body);
    for (const field of ["wage", "birthday", "private_street", "identification_id"])
      expect(fields).not.toContain(field);
    expect(asked(vendor).map(({ call }) => call)).not.toContain("res.partner.bank/search_read");
  });
});

describe("a database", () => {
  it("without an app has none of its records", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "status",
      status: 404,
      path: "*/hr.leave/fields_get",
      body: { name: "werkzeug.exceptions.NotFound", message: "the model 'hr.leave' does not exist" },
    });
    expect(await all(client.leaveRequests.list())).toEqual([]);
  });

  it("whose fields cannot be told is not one without the app", async () => {
    const { vendor, client } = open();
    const body = { name: "odoo.exceptions.MissingError", message: "Record does not exist or has been deleted." };
    vendor.faults.inject({ kind: "status", status: 404, path: "*/hr.leave/fields_get", body });
    await expect(all(client.leaveRequests.list())).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["in another order", [{ id: 2 }, { id: 1 }]],
    ["doubled", [{ id: 1 }, { id: 1 }]],
  ])("whose page comes %s is to be read again, as records behind it could be lost", async (_, body) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, path: "*/account.account/search_read", body });
    await expect(all(client.accounts.list())).rejects.toMatchObject({ code: "mismatch", retryable: true });
  });

  it("of which a record is deleted while it is read is to be read again", async () => {
    const { vendor, client } = open();
    const body = { name: "odoo.exceptions.MissingError", message: "Record does not exist or has been deleted." };
    vendor.faults.inject({ kind: "status", status: 404, path: "*/account.account/search_read", body });
    await expect(all(client.accounts.list())).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("Try again"),
    });
  });

  it("whose analytic lines have no projects has no timesheets, and is asked for none", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "status",
      status: 200,
      path: "*/account.analytic.line/fields_get",
      body: { id: { type: "integer" }, date: { type: "date" }, unit_amount: { type: "float" } },
    });
    expect(await all(client.timesheets.list())).toEqual([]);
    expect(asked(vendor)).toHaveLength(1);
  });

  it("of another name is no empty database", async () => {
    const { client } = open({ database: "other" });
    await expect(all(client.leaveRequests.list())).rejects.toMatchObject({ code: "not_found", status: 404 });
  });
});

describe("a record by its id", () => {
  it("comes with its lines, as in the list", async () => {
    const { client } = open();
    const [change] = await all(client.bills.list());
    expect(change?.type === "upsert" && (await client.bills.get(change.id)).record).toEqual(
      change?.type === "upsert" && change.record,
    );
  });

  it.each(["999999", "abc"])("that there is not, %s, is not found", async (id) => {
    await expect(open().client.contacts.get(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("of the other side is not found", async () => {
    const { vendor, client } = open();
    const [bill = ""] = vendor.control.ids("bills");
    await expect(client.invoices.get(bill)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the books of the sample company", () => {
  it.each(["json-2", "json-rpc"] as const)(
    "add up over %s: invoices, what was paid on them, and the ledger",
    async (protocol) => {
      const { client } = open({ protocol });
      const invoices = (await all(client.invoices.list())).flatMap((change) =>
        change.type === "upsert" ? [change.record] : [],
      );
      const payments = (await all(client.payments.list())).flatMap((change) =>
        change.type === "upsert" ? [change.record] : [],
      );
      const total = (amounts: readonly (string | undefined)[]): number =>
        amounts.reduce((sum, amount) => sum + Number(amount ?? 0), 0);
      const used = payments.flatMap(({ allocations = [] }) =>
        allocations.filter(({ documentKind }) => documentKind === "invoice"),
      );
      expect(total(used.map(({ amount }) => amount))).toBe(total(invoices.map(({ paid }) => paid)));
      expect(total(used.map(({ amount }) => amount))).toBeGreaterThan(0);
      const entries = (await all(client.journalEntries.list())).flatMap((change) =>
        change.type === "upsert" ? [change.record] : [],
      );
      const receivable = entries
        .filter(({ status }) => status === "posted")
        .flatMap(({ lines = [] }) => lines.filter(({ accountCode }) => accountCode === "131"));
      const credits = (await all(client.creditNotes.list())).flatMap((change) =>
        change.type === "upsert" ? [change.record] : [],
      );
      expect(total(receivable.map(({ amount }) => amount))).toBe(
        total(invoices.map(({ due }) => due)) - total(credits.map(({ remaining }) => remaining)),
      );
    },
  );
});

describe("the counter of the sample company", () => {
  it("sells what its sales come to, and gives back what its refunds come to", async () => {
    const { client } = open();
    const recordsOf = async <Record>(list: AsyncIterable<Change & { record?: Record }>): Promise<Record[]> =>
      (await all(list)).flatMap(({ record }) => (record ? [record] : []));
    const total = (amounts: readonly (string | undefined)[]): number =>
      amounts.reduce((sum, amount) => sum + Number(amount ?? 0), 0);
    const shop = company.sales.filter(({ channel }) => channel === "shop");
    const sales = await recordsOf(client.posOrders.list());
    expect(sales).toHaveLength(shop.length);
    expect(total(sales.map((sale) => sale.total))).toBe(shop.reduce((sum, sale) => sum + sale.total, 0));
    expect(total(sales.map(({ paid }) => paid))).toBe(shop.reduce((sum, { paid }) => sum + paid, 0));
    const back = shop.flatMap(({ refund }) => refund ?? []);
    const refunds = await recordsOf(client.posRefunds.list());
    expect(back.length).toBeGreaterThan(0);
    expect(refunds.map((refund) => refund.total)).toEqual(back.map((refund) => String(refund.total)));
    for (const { order } of refunds) expect(sales.map(({ id }) => id)).toContain(order?.id);
  });
});

const { contacts, invoices, leaveRequests, orders } = odoo.resources;

/** What a row becomes. */
const fields = (change: Change): Readonly<Record<string, unknown>> =>
  change.type === "upsert" ? { ...change.record } : { rejected: change.type };

describe("rows as they come", () => {
  it("with next to nothing in them", () => {
    expect(fields(decode(contacts, { id: 7, name: "Mai" }))).toEqual({ id: "7", name: "Mai" });
    expect(fields(decode(invoices, { id: 7, state: "posted" }))).toEqual({
      id: "7",
      status: "open",
    });
  });

  it("with nothing but false", () => {
    const names = ["ref", "partner_id", "invoice_date", "narration", "currency_id", "payment_state"];
    const row = Object.fromEntries(names.map((field) => [field, false]));
    expect(fields(decode(invoices, { ...row, id: 7, name: false, state: "draft" }))).toEqual({
      id: "7",
      status: "draft",
    });
  });

  it("with other records as ids, pairs and objects", () => {
    for (const partner_id of [8, [8, "Quán"], [8, false], { id: 8, display_name: "Quán" }])
      expect(fields(decode(orders, { id: 1, partner_id }))["contact"]).toMatchObject({ id: "8" });
  });

  it("with the noise of binary fractions and with exact text", () => {
    expect(fields(decode(contacts, { id: 1, name: "A", credit: 0.1 + 0.2 }))["receivable"]).toBe("0.3");
    expect(fields(decode(contacts, { id: 1, name: "A", credit: "12345678901234567.89" }))["receivable"]).toBe(
      "12345678901234567.89",
    );
  });

  it("with ids of lines instead of lines", () => {
    expect(
      fields(decode(invoices, { id: 1, state: "posted", invoice_line_ids: [1, 2], line_ids: [1, 2, 3] }))["lines"],
    ).toBeUndefined();
  });

  it("with an unknown state, kept in Odoo's own word", () => {
    expect(fields(decode(orders, { id: 1, state: "on_hold" }))).toMatchObject({
      status: "other",
      unmapped: { status: "on_hold" },
    });
  });

  it("with notes in HTML", () => {
    expect(fields(decode(contacts, { id: 1, name: "A", comment: "<p>Một &amp; hai</p><p>ba<br></p>" }))["note"]).toBe(
      "Một & hai\nba",
    );
    expect(fields(decode(contacts, { id: 1, name: "A", comment: "<p><br></p>" }))["note"]).toBeUndefined();
  });

  it("with fields that people have added", () => {
    expect(
      fields(decode(contacts, { id: 1, name: "A", x_studio_zone: "Q7", x_vip: true, x_empty: false }))["custom"],
    ).toEqual({
      x_studio_zone: "Q7",
      x_vip: true,
    });
  });
});

describe("recorded answers", () => {
  const { list } = odoo.resources.invoices.definition;
  const invoice = { id: 1, move_type: "out_invoice" };

  it.each([
    ["of JSON-2", [invoice]],
    ["of JSON-RPC", { jsonrpc: "2.0", id: 3, result: [invoice] }],
    ["of Odoo's own client", { jsonrpc: "2.0", id: 3, result: { length: 1, records: [invoice] } }],
  ])("%s hold rows", (_, answer) => {
    expect(list.rowsIn(answer)).toEqual([invoice]);
  });

  it("hold documents of other types, which are others' records", () => {
    expect(list.rowsIn([invoice, { id: 2, move_type: "in_invoice" }, { id: 3 }])).toEqual([invoice, { id: 3 }]);
  });

  it("hold logins of the portal, which are not read", () => {
    const people = [{ id: 1, share: false }, { id: 2, share: true }, { id: 3 }];
    expect(odoo.resources.users.definition.list.rowsIn(people)).toEqual([people[0], people[2]]);
  });

  it("of leave with moments alone have the days of its time zone, and none where no zone is told", () => {
    const leave = { id: 1, employee_id: 2, request_date_from: false, request_date_to: false };
    const moments = { date_from: "2026-10-11 17:30:00", date_to: "2026-10-13 10:00:00" };
    const { definition } = leaveRequests;
    const read = (more: object): readonly unknown[] =>
      definition.list.split({ ...leave, ...moments, ...more }).map((row) => fields(decode(leaveRequests, row)));
    expect(read({ tz: "Asia/Ho_Chi_Minh" })).toMatchObject([{ startDate: "2026-10-12", endDate: "2026-10-13" }]);
    expect(read({ tz: "UTC" })).toMatchObject([{ startDate: "2026-10-11", endDate: "2026-10-13" }]);
    expect(read({ tz: "Asia/Ho_Chi_Minh", request_date_from: "2026-10-01" })).toMatchObject([
      { startDate: "2026-10-01", endDate: "2026-10-13" },
    ]);
    for (const tz of [false, "Nowhere/At_All"]) expect(read({ tz })).toEqual([{ rejected: "reject" }]);
  });

  it("of an automation rule bear the id under another name", () => {
    expect(list.split({ _id: 5, _model: "account.move", _action: "Send", name: "INV/1" })).toMatchObject([
      { id: 5, name: "INV/1" },
    ]);
  });
});
