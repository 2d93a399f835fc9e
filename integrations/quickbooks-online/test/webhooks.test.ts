import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { quickbooksOnline } from "../src/index.ts";
import { open } from "./vendor.ts";

const webhooks = quickbooksOnline.webhooks ?? expect.fail();
const token = "verifier-token";
const sign = (body: string): string => createHmac("sha256", token).update(body).digest("base64");
const request = (body: string, signature: string) => ({
  body,
  headers: new Headers({ "intuit-signature": signature }),
});

describe("signatures", () => {
  const body = "[]";

  it("of the body, with the verifier token", () => {
    expect(webhooks.verify(request(body, sign(body)), token)).toBe(true);
    expect(webhooks.events(request(body, sign(body)))).toEqual([]);
  });

  it.each([
    ["of another body", request(`${body} `, sign(body)), token],
    ["of another token", request(body, sign(body)), "other-token"],
    ["missing", { body, headers: new Headers() }, token],
    ["no base64 of that length", request(body, "abc"), token],
  ])("%s", (_, received, secret) => {
    expect(webhooks.verify(received, secret)).toBe(false);
  });
});

const events = (body: unknown) => webhooks.events(request(JSON.stringify(body), ""));

const event = (type: string, intuitentityid = "1234", intuitaccountid = "310687") => ({
  specversion: "1.0",
  id: "d1a3aedd-9670-41bf-a4f9-c148a1cc4e03",
  source: "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
  type,
  time: "2026-10-07T19:59:07.034359333Z",
  intuitentityid,
  intuitaccountid,
  data: {},
});

const at = "2026-10-07T19:59:07.034Z";

describe("CloudEvents", () => {
  it.each([
    ["qbo.invoice.updated.v1", "changed", "invoices", "1234"],
    ["qbo.invoice.voided.v1", "changed", "invoices", "1234"],
    ["qbo.invoice.deleted.v1", "deleted", "invoices", "1234"],
    ["qbo.class.created.v1", "changed", "classes", "class:1234"],
    ["qbo.customer.merged.v1", "changed", "customers", "customer:1234"],
    ["qbo.billpayment.deleted.v1", "deleted", "billPayments", "billPayment:1234"],
    ["qbo.salesreceipt.emailed.v1", "changed", "salesReceipts", "salesReceipt:1234"],
    ["qbo.journalentry.created.v1", "changed", "journalEntries", "1234"],
    ["qbo.employee.merged.v1", "changed", "employees", "1234"],
    ["qbo.timeactivity.deleted.v1", "deleted", "timeEntries", "1234"],
    ["qbo.purchase.updated.v1", "changed", "expenses", "1234"],
  ])("%s", (type, happened, resource, id) => {
    expect(events([event(type)])).toEqual([{ type: happened, resource, id, at, account: "310687" }]);
  });

  it("of what is not read here are none", () => {
    expect(events([event("qbo.estimate.created.v1"), event("qbo")])).toEqual([]);
  });

  it("of several companies in one delivery name each", () => {
    const both = events([event("qbo.item.updated.v1", "1", "11"), event("qbo.item.updated.v1", "1", "12")]);
    expect(both.map(({ account }) => account)).toEqual(["11", "12"]);
  });
});

it("the form before 2026 is understood, with what was merged away", () => {
  const body = {
    eventNotifications: [
      {
        realmId: "310687",
        dataChangeEvent: {
          entities: [
            { name: "Vendor", id: "3", operation: "Delete", lastUpdated: "2026-03-01T11:00:00-08:00" },
            { name: "Customer", id: "4", operation: "Merge", lastUpdated: "2026-03-01T11:00:00-08:00", deletedId: "5" },
            { name: "Budget", id: "6", operation: "Update" },
          ],
        },
      },
      { realmId: "9" },
    ],
  };
  const told = { at: "2026-03-01T19:00:00.000Z", account: "310687" };
  expect(events(body)).toEqual([
    { type: "deleted", resource: "vendors", id: "vendor:3", ...told },
    { type: "changed", resource: "customers", id: "customer:4", ...told },
    { type: "deleted", resource: "customers", id: "customer:5", ...told },
  ]);
});

it("anything else is refused", () => {
  expect(() => events({ hello: "world" })).toThrow();
});

it("of the simulated company tell what was written through the API", async () => {
  const { vendor, client } = open();
  vendor.webhooks?.enter("https://hooks.example.com/books");
  const { id } = await client.customers.create({ name: "Quán Mới" });
  await client.customers.update(id, { note: "Giao buổi sáng" });
  const told = (vendor.webhooks?.sent ?? []).map(async (sent) =>
    webhooks.events(request(await sent.text(), sent.headers.get("intuit-signature") ?? "")),
  );
  const event = { type: "changed", resource: "customers", id, account: vendor.config["realmId"] };
  expect(await Promise.all(told)).toMatchObject([[event], [event]]);
});
