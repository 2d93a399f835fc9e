import { createHmac } from "node:crypto";
import { isAuthentic, type WebhookRequest } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { hubspot } from "../src/index.ts";
import { company, open } from "./vendor.ts";

const webhooks = hubspot.webhooks ?? expect.fail();
const secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
const url = "https://www.example.com/webhook_uri";
const body = '[{"eventId":1,"subscriptionType":"contact.creation","objectId":123}]';
const now = 1_790_000_001_000;

const verify = (received: WebhookRequest): boolean => isAuthentic(webhooks, received, secret, new Date(now));

const signed = (source: string): string => createHmac("sha256", secret).update(source).digest("base64");

const request = (parts: { url?: string; body?: string; sentAt?: string; signature?: string } = {}) => {
  const sentAt = parts.sentAt ?? String(now);
  const signature = parts.signature ?? signed(`POST${url}${body}${sentAt}`);
  return {
    url: parts.url ?? url,
    body: parts.body ?? body,
    headers: new Headers({ "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": sentAt }),
  };
};

describe("signatures", () => {
  it("of method, address, body and time", () => {
    expect(verify(request())).toBe(true);
  });

  it.each([
    ["another body", request({ body: `${body} ` })],
    ["another address", request({ url: `${url}/` })],
    ["another secret", request({ signature: createHmac("sha256", "other").update("x").digest("base64") })],
    ["a time that is none", request({ sentAt: "soon" })],
    ["a time in seconds", request({ sentAt: "1790000001" })],
    ["no signature", request({ signature: "" })],
    ["more than 5 minutes ago", request({ sentAt: String(now - 300_001) })],
    ["a time to come", request({ sentAt: String(now + 300_001) })],
  ])("of %s do not hold", (_, received) => {
    expect(verify(received)).toBe(false);
  });

  it("hold for 5 minutes", () => {
    expect(verify(request({ sentAt: String(now - 300_000) }))).toBe(true);
  });

  it("are of the address with some of its characters decoded, and others not", () => {
    const plain = `${url}?to=https://a.example/b&name=%C3%A1%20b`;
    const signature = signed(`POST${plain}${body}${now}`);
    const called = `${url}?to=https%3A%2F%2fa.example%2Fb&name=%C3%A1%20b`;
    expect(verify(request({ url: called, signature }))).toBe(true);
  });

  it("cannot be told without the address", () => {
    const { headers } = request();
    expect(() => webhooks.verify({ headers, body }, secret)).toThrow(/give the webhook's url/);
  });
});

const received = (...events: object[]) => webhooks.events({ headers: new Headers(), body: JSON.stringify(events) });
const of = { eventId: 3_181_526_809, subscriptionId: 4, portalId: 44_237_000, appId: 9, attemptNumber: 0 };

describe("events", () => {
  it.each([
    ["contact.creation", {}, "changed", "contacts", "contact:123"],
    ["contact.propertyChange", { propertyName: "email" }, "changed", "contacts", "contact:123"],
    ["contact.deletion", {}, "deleted", "contacts", "contact:123"],
    ["contact.privacyDeletion", {}, "deleted", "contacts", "contact:123"],
    ["contact.restore", {}, "changed", "contacts", "contact:123"],
    ["company.creation", {}, "changed", "companies", "company:123"],
    ["deal.propertyChange", {}, "changed", "deals", "123"],
    ["product.deletion", {}, "deleted", "items", "123"],
    ["object.creation", { objectTypeId: "0-27" }, "changed", "tasks", "task:123"],
    ["object.deletion", { objectTypeId: "0-123" }, "deleted", "orders", "123"],
    ["object.propertyChange", { objectTypeId: "0-136" }, "changed", "leads", "123"],
    ["object.creation", { objectTypeId: "0-18" }, "changed", "messages", "message:123"],
    ["object.propertyChange", { objectTypeId: "0-53" }, "changed", "invoices", "123"],
    ["object.restore", { objectTypeId: "0-101" }, "changed", "payments", "123"],
  ])("%s %j", (subscriptionType, more, type, resource, id) => {
    expect(received({ ...of, subscriptionType, objectId: 123, occurredAt: now, ...more })).toEqual([
      { type, resource, id, at: "2026-09-21T14:13:21.000Z", account: "44237000" },
    ]);
  });

  it("of a change of associations tell of the record that it is on", () => {
    const event = { ...of, subscriptionType: "deal.associationChange", fromObjectId: 5, toObjectId: 6 };
    expect(received(event)).toMatchObject([{ type: "changed", resource: "deals", id: "5" }]);
    const generic = { ...of, subscriptionType: "object.associationChange", fromObjectTypeId: "0-1", fromObjectId: 5 };
    expect(received(generic)).toMatchObject([{ resource: "contacts", id: "contact:5" }]);
  });

  it.each([
    [{ primaryObjectId: 1, mergedObjectIds: [2, 3], newObjectId: 1 }, ["deleted 2", "deleted 3", "changed 1"]],
    [{ primaryObjectId: 1, mergedObjectIds: [2], newObjectId: 9 }, ["deleted 1", "deleted 2", "changed 9"]],
  ])("of a merge tell what is gone and what it became: %j", (ids, told) => {
    const events = received({ ...of, subscriptionType: "deal.merge", ...ids });
    expect(events.map(({ type, id }) => `${type} ${id}`)).toEqual(told);
  });

  it("of what is not read are passed over", () => {
    expect(
      received(
        { ...of, subscriptionType: "ticket.creation", objectId: 1 },
        { ...of, subscriptionType: "object.creation", objectTypeId: "2-145284183", objectId: 1 },
        { ...of, subscriptionType: "conversation.newMessage", objectId: 1 },
      ),
    ).toEqual([]);
  });
});

it("of the simulated account tell what was written through the API", async () => {
  const { vendor, client } = open();
  vendor.webhooks?.enter(url);
  const [id = ""] = vendor.control.ids("companies");
  await client.companies.update(id, { note: "Giao buổi sáng" });
  const [sent] = vendor.webhooks?.sent ?? [];
  const received = { url, headers: new Headers(sent?.headers), body: (await sent?.text()) ?? "" };
  expect(isAuthentic(webhooks, received, vendor.webhooks?.secret ?? "", new Date(company.now))).toBe(true);
  expect(webhooks.events(received)).toMatchObject([{ type: "changed", resource: "companies", id }]);
});
