import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { xero } from "../src/index.ts";

const webhooks = xero.webhooks ?? expect.fail();
const key = "webhook-key";
const sign = (body: string): string => createHmac("sha256", key).update(body).digest("base64");
const request = (body: string, signature: string) => ({
  body,
  headers: new Headers({ "x-xero-signature": signature }),
});

describe("signatures", () => {
  const body = '{"events":[],"firstEventSequence": 0,"lastEventSequence": 0, "entropy": "S0m3r4Nd0mt3xt"}';

  it("of the check whether the receiver checks", () => {
    expect(webhooks.verify(request(body, sign(body)), key)).toBe(true);
    expect(webhooks.events(request(body, sign(body)))).toEqual([]);
  });

  it.each([
    ["of another body", request(`${body} `, sign(body)), key],
    ["of another key", request(body, sign(body)), "other-key"],
    ["missing", { body, headers: new Headers() }, key],
    ["no base64 of that length", request(body, "abc"), key],
  ])("%s", (_, received, secret) => {
    expect(webhooks.verify(received, secret)).toBe(false);
  });
});

const event = (eventCategory: string, data?: object) => ({
  resourceUrl: "https://api.xero.com/api.xro/2.0/Contacts/717f2bfc-c6d4-41fd-b238-3f2f0c0cf777",
  resourceId: "717f2bfc-c6d4-41fd-b238-3f2f0c0cf777",
  eventDateUtc: "2026-06-21T01:15:39.902",
  eventType: "UPDATE",
  eventCategory,
  tenantId: "c2cc9b6e-9458-4c7d-93cc-f02b81b0594f",
  tenantType: "ORGANISATION",
  ...(data ? { data } : {}),
});

it.each([
  ["CONTACT", undefined, ["contacts"]],
  ["INVOICE", undefined, ["invoices", "bills"]],
  ["CREDITNOTE", { Type: "ACCRECCREDIT", Status: "PAID" }, ["creditNotes"]],
  ["CREDITNOTE", { Type: "ACCPAYCREDIT", Status: "VOIDED" }, ["vendorCredits"]],
  ["CREDITNOTE", undefined, ["creditNotes", "vendorCredits"]],
  ["SUBSCRIPTION", undefined, []],
])("%s events with %j", (category, data, resources) => {
  const body = JSON.stringify({ events: [event(category, data)], firstEventSequence: 1, lastEventSequence: 1 });
  expect(webhooks.events(request(body, ""))).toEqual(
    resources.map((resource) => ({
      type: "changed",
      resource,
      id: "717f2bfc-c6d4-41fd-b238-3f2f0c0cf777",
      at: "2026-06-21T01:15:39.902Z",
      account: "c2cc9b6e-9458-4c7d-93cc-f02b81b0594f",
    })),
  );
});
