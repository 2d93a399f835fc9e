import { connect } from "@opensme/core";
import { judge, laws } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { bamboohr } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { all, apiKeyConfig, asked, oauthConfig, open } from "./vendor.ts";

describe("settings", () => {
  it("take the bare subdomain", () => {
    for (const companyDomain of ["https://acme.bamboohr.com", "acme.bamboohr.com", "acme/evil", ""]) {
      expect(() => connect(bamboohr, { config: { companyDomain, apiKey: "key" } })).toThrow(
        /companyDomain: write only the first part of the address/,
      );
    }
  });

  it("need a key or an app", () => {
    for (const config of [{ companyDomain: "acme" }, { companyDomain: "acme", clientId: "app" }])
      expect(() => connect(bamboohr, { config })).toThrow(
        /apiKey: give an apiKey, or clientId and clientSecret of an OAuth app/,
      );
  });
});

describe("errors", () => {
  it("say the reason that stands in the header, without addresses in it", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "status",
      status: 403,
      headers: { "x-bamboohr-error-message": "User boss@example.com has no access" },
    });
    await expect(client.check()).rejects.toMatchObject({
      code: "permission",
      message: expect.stringMatching(/^BambooHR answered 403 to GET \/company_information: User … has no access\./),
    });
  });

  it("say what a problem body says", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({
      kind: "status",
      status: 422,
      body: { title: "Invalid", detail: "page is wrong", code: "P1" },
    });
    await expect(client.check()).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "P1",
      message: expect.stringContaining("page is wrong"),
    });
  });

  it.each([{ error: { code: 403, message: "Not for you" } }, { code: 403, message: "Not for you" }])(
    "say what is told beside a number: %j",
    async (body) => {
      const { vendor, client } = open();
      vendor.faults.inject({ kind: "status", status: 403, body });
      await expect(client.check()).rejects.toMatchObject({
        vendorCode: "403",
        message: expect.stringContaining("Not for you"),
      });
    },
  );

  it("say once what the header says twice", async () => {
    const { vendor, client } = open();
    const headers = { "x-bamboohr-error-message": "Employee not found, Employee not found" };
    vendor.faults.inject({ kind: "status", status: 404, headers });
    await expect(client.check()).rejects.toMatchObject({
      message: expect.stringMatching(/: Employee not found\.(?! Employee)/),
    });
  });

  it.each([429, 503])("of status %i with Retry-After mean to wait", async (status) => {
    const { vendor, client } = open({ retries: 1 });
    vendor.faults.inject({ kind: "status", status, headers: { "retry-after": "0" } });
    await client.check();
    vendor.faults.inject({ kind: "status", status, headers: { "retry-after": "600" } });
    await expect(client.check()).rejects.toMatchObject({ code: "rate_limited", retryAfter: 600 });
    expect(vendor.exchanges).toHaveLength(3);
  });

  it("a value that a field cannot have is not a conflict", async () => {
    const { client } = open();
    const twin = { firstName: "Bảo", lastName: "Trần", workEmail: "bao.tran@may-mau.example.com" };
    await expect(client.employees.create(twin)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Duplicate email"),
    });
  });

  it.each([403, 404])("a plan without timesheets (%i) is a permission error of that stream", async (status) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status, path: "*/time_tracking/*", times: Number.POSITIVE_INFINITY });
    await expect(all(client.timeEntries.list())).rejects.toMatchObject({
      code: "permission",
      resource: "timeEntries",
      status,
      message: expect.stringContaining("plan lacks Time Tracking"),
    });
    expect(await all(client.leaveTypes.list())).toHaveLength(4);
  });

  it("a list field that is hidden is a permission error, not an empty list", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, body: [{ alias: "division", options: [] }] });
    await expect(all(client.departments.list())).rejects.toMatchObject({ code: "permission" });
  });
});

describe("OAuth", () => {
  const subject = {
    connector: bamboohr,
    sandbox: (options = {}) => ({ ...sandbox(options), config: oauthConfig }),
    fixtures: {},
    manifest,
  };

  it.each(laws.filter(({ number }) => [4, 9, 10, 11, 12].includes(number)))(
    "keeps law $number",
    async (law) => {
      expect(await judge(law, subject)).toEqual({ law: law.number, title: law.title, outcome: "kept" });
    },
    60_000,
  );

  it("renews the token at the company's own address", async () => {
    const { vendor, client } = open({ config: oauthConfig });
    await client.check();
    expect(asked(vendor)[0]).toBe("POST /token.php?request=token");
    expect(Object.fromEntries(new URLSearchParams(vendor.exchanges[0]?.request.body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: oauthConfig.refreshToken,
      client_id: oauthConfig.clientId,
      client_secret: oauthConfig.clientSecret,
    });
    expect(apiKeyConfig).not.toHaveProperty("clientId");
  });
});
