import { describe, expect, it } from "vitest";
import { all, open } from "./vendor.ts";

describe("what Haravan refuses", () => {
  it.each([
    [400, { errors: "Bad Request" }, { code: "invalid", message: expect.stringContaining("Bad Request") }],
    [401, { error: "invalid_token" }, { code: "auth" }],
    [403, { message: "scope" }, { code: "permission", message: expect.stringContaining("scope") }],
    [404, { errors: "Not Found" }, { code: "not_found" }],
    [
      422,
      { errors: { base: ["Cannot delete"] } },
      { code: "invalid", message: expect.stringContaining("Cannot delete") },
    ],
    [
      422,
      { errors: { email: ["is taken"] } },
      { code: "invalid", message: expect.stringContaining("email: is taken") },
    ],
    [422, "", { code: "unavailable", retryable: true }],
    [429, { errors: "Slow down" }, { code: "rate_limited", retryable: true }],
    [502, "<html>", { code: "unavailable", retryable: true }],
  ])("with status %i is told in our terms and Haravan's words", async (status, body, error) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status, body, path: "*/orders.json" });
    await expect(all(client.orders.list())).rejects.toMatchObject({ resource: "orders", status, ...error });
  });

  it("is told of the record's own fields, and of the whole without one", async () => {
    const { vendor, client } = open();
    const errors = {
      base: ["cannot be saved"],
      customer: { email: ["is taken", "is too long"] },
      "addresses[0].ward": ["is not known"],
      tax_code: ["is missing"],
    };
    vendor.faults.inject({ kind: "status", status: 422, body: { errors }, method: "POST" });
    const customer = { name: "Mai", emails: ["mai@example.com"], addresses: [{ line1: "9 đường Thử", ward: "?" }] };
    await expect(client.customers.create(customer)).rejects.toMatchObject({
      message: expect.stringContaining("cannot be saved; customer.email: is taken; customer.email: is too long"),
      issues: [
        { path: "emails.0", message: "is taken" },
        { path: "emails.0", message: "is too long" },
        { path: "addresses.0.ward", message: "is not known" },
        { path: "", message: "tax_code: is missing" },
      ],
    });
  });

  it("is told without the telephone numbers and addresses in it", async () => {
    const { vendor, client } = open();
    const errors = { phone: ["0900 000 123 of khach@example.com has already been taken"] };
    vendor.faults.inject({ kind: "status", status: 422, body: { errors }, method: "POST" });
    const error: unknown = await client.customers.create({ name: "Mai" }).catch((reason: unknown) => reason);
    expect(String(error)).toContain("already been taken");
    expect(String(error) + JSON.stringify(error)).not.toMatch(/0900|example/);
  });

  it("is waited for, by a time with a decimal", async () => {
    const { vendor, client } = open({}, { retries: 1 });
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "0.1" });
    expect(await client.check()).toMatchObject({ id: "200000100001" });
    expect(vendor.exchanges.map(({ response }) => response.status)).toEqual([429, 200]);
  });

  it.each([{}, { orders: null }, { errors: "?" }, { customers: [] }])(
    "a page that is none is a mismatch, and not the end of the list: %o",
    async (body) => {
      const { vendor, client } = open();
      vendor.faults.inject({ kind: "status", status: 200, body, path: "*/orders.json" });
      await expect(all(client.orders.list())).rejects.toMatchObject({ code: "mismatch" });
    },
  );

  it("a variant that is not there is not found", async () => {
    const { client } = open();
    await expect(client.items.get("1")).rejects.toMatchObject({ code: "not_found", resource: "items" });
  });
});
