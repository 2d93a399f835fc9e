import { createHmac } from "node:crypto";
import { isAuthentic, type WebhookRequest } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { bamboohr } from "../src/index.ts";

const secret = "webhook-private-key";
const webhooks = bamboohr.webhooks ?? expect.fail("there are no webhooks");

const verify = (received: WebhookRequest): boolean => isAuthentic(webhooks, received, secret);

const delivery = (body: string, timestamp = String(Math.floor(Date.now() / 1000)), key = secret) => ({
  body,
  headers: new Headers({
    "x-bamboohr-timestamp": timestamp,
    "x-bamboohr-signature": createHmac("sha256", key).update(`${body}${timestamp}`).digest("hex"),
  }),
});
const events = (body: unknown) =>
  webhooks.events({ headers: new Headers(), body: typeof body === "string" ? body : JSON.stringify(body) });

describe("signatures", () => {
  const body = '{"type":"employee.updated","data":{"employeeId":"7","name":"Ánh"}}';

  it("cover the body and the time of sending", () => {
    expect(verify(delivery(body))).toBe(true);
    expect(verify(delivery(body, new Date().toISOString()))).toBe(true);
    expect(verify({ ...delivery(body), body: body.replace("7", "8") })).toBe(false);
    expect(verify(delivery(body, undefined, "another"))).toBe(false);
    expect(verify({ body, headers: new Headers() })).toBe(false);
  });

  it("are refused when they are old, ahead of time or without a time", () => {
    const now = Math.floor(Date.now() / 1000);
    expect(verify(delivery(body, String(now - 200)))).toBe(true);
    for (const time of [String(now - 400), String(now + 400), "yesterday", ""])
      expect(verify(delivery(body, time))).toBe(false);
  });
});

describe("events", () => {
  it("of the event-based family", () => {
    const event = (type: string) => ({
      type,
      timestamp: "2026-01-31T18:42:00+0000",
      data: { companyId: "12345", employeeId: "67", changedFields: ["firstName"] },
    });
    const at = "2026-01-31T18:42:00.000Z";
    expect(events(event("employee.created"))).toEqual([{ type: "changed", resource: "employees", id: "67", at }]);
    expect(events(event("employee.updated"))).toEqual([{ type: "changed", resource: "employees", id: "67", at }]);
    expect(events(event("employee.deleted"))).toEqual([{ type: "deleted", resource: "employees", id: "67", at }]);
    expect(events(event("company.updated"))).toEqual([
      { type: "changed", resource: "organizations", id: "company", at },
    ]);
    expect(events(event("company-integrations.updated"))).toEqual([]);
  });

  it("of the field-based family, several at a time", () => {
    const body = {
      employees: [
        {
          id: 5,
          action: "Updated",
          timestamp: "2026-01-31T18:42:00+00:00",
          changedFields: ["jobTitle"],
          fields: { jobTitle: { value: "Pha chế" } },
        },
        { id: "6", action: "Deleted", timestamp: "2026-01-31T18:43:00+00:00", changedFields: [], fields: [] },
      ],
    };
    expect(events(body)).toEqual([
      { type: "changed", resource: "employees", id: "5", at: "2026-01-31T18:42:00.000Z" },
      { type: "deleted", resource: "employees", id: "6", at: "2026-01-31T18:43:00.000Z" },
    ]);
  });

  it("posted as a form", () => {
    expect(events("type=employee.updated&data%5BemployeeId%5D=67&data%5BchangedFields%5D%5B0%5D=firstName")).toEqual([
      { type: "changed", resource: "employees", id: "67", at: undefined },
    ]);
    expect(events("employees[0][id]=5&employees[0][action]=Deleted&employees[1][id]=6")).toEqual([
      { type: "deleted", resource: "employees", id: "5", at: undefined },
      { type: "changed", resource: "employees", id: "6", at: undefined },
    ]);
  });

  it("posted as a form by the id of the person", () => {
    expect(events("employees[12345][changedFields][0]=First+name&employees[12345][First+name]=John")).toEqual([
      { type: "changed", resource: "employees", id: "12345", at: undefined },
    ]);
    expect(() => events({ employees: [{ action: "Updated" }] })).toThrow(/type/);
  });

  it("that are none are refused", () => {
    expect(() => events('{"type":')).toThrow(/is not JSON/);
    expect(() => events({ hello: 1 })).toThrow(/type/);
    expect(() => events("__proto__[polluted]=1")).toThrow(/type/);
    expect({}).not.toHaveProperty("polluted");
  });
});
