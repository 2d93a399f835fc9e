import { describe, expect, it } from "vitest";
import { open, records } from "./vendor.ts";

describe("errors", () => {
  it("name the field within what nests, without addresses", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "status",
      status: 422,
      path: "*/employees",
      body: {
        errors: [
          {
            error_key: "employee",
            category: "nested_errors",
            errors: [
              { error_key: "work_email", category: "invalid_attribute_value", message: "boss@example.com is taken" },
              { error_key: "base", category: "invalid_operation", message: "Company is suspended" },
            ],
          },
        ],
      },
    });
    await expect(client.employees.create({ firstName: "A", lastName: "B" })).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "invalid_attribute_value",
      message:
        "Gusto answered 422 to POST /v1/companies/{company}/employees: work_email: … is taken; Company is suspended.",
    });
  });

  it("of a body that is none leave the failure itself", async () => {
    const { vendor, client } = open();
    await client.check();
    vendor.faults.inject({ kind: "status", status: 403 });
    await expect(client.check()).rejects.toMatchObject({ code: "permission", status: 403 });
    vendor.faults.inject({ kind: "status", status: 404, body: { errors: "none" } });
    await expect(client.check()).rejects.toMatchObject({ code: "not_found" });
  });

  it("of too many requests say when to come back", async () => {
    const { vendor, client } = open();
    await client.check();
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "600" });
    await expect(client.check()).rejects.toMatchObject({ code: "rate_limited", retryAfter: 600, retryable: true });
  });

  it("a page of nothing before all records are there is no end of the list", async () => {
    const { vendor, client } = open({ pageSize: 5 });
    vendor.faults.inject({ kind: "edit", path: /employees\?.*page=2(&|$)/, edit: () => [] });
    await expect(records(client.employees.list())).rejects.toMatchObject({
      code: "mismatch",
      retryable: true,
      message: expect.stringContaining("Gusto gave 5 of the"),
    });
  });

  it("a refresh token that was used before", async () => {
    const { client } = open({
      config: {
        clientId: "gusto-sandbox-app",
        clientSecret: "sandbox-secret-2f90ab",
        refreshToken: "used",
        environment: "demo",
      },
    });
    await expect(client.check()).rejects.toMatchObject({ code: "auth", vendorCode: "invalid_grant" });
  });

  it.each([
    { resource: { type: "Oauth::Application", uuid: "9c2a1b3d-4e5f-6789-abcd-ef0123456789" } },
    { resource: null },
  ])("a token of no company: %j", async (body) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "edit", path: "*/token_info", edit: () => body });
    await expect(records(client.departments.list())).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining("belongs to no company"),
    });
    expect(await client.check()).toMatchObject({ name: "Mây Mẫu Coffee" });
  });
});
