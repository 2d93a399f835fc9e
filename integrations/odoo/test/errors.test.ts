import { OpenSMEError } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { odoo } from "../src/index.ts";
import { all, open } from "./vendor.ts";

describe("settings", () => {
  it.each([
    [{ host: "https://may-mau.odoo.com" }, "host"],
    [{ protocol: "json-rpc" }, "login"],
    [{ database: "" }, "database"],
  ])("%o are refused by the name of the field", (changes, field) => {
    const config = { host: "may-mau.odoo.com", database: "may-mau", apiKey: "key", ...changes };
    expect(odoo.config.safeParse(config).error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("a failure of JSON-2", () => {
  it.each([
    [401, "werkzeug.exceptions.Unauthorized", "auth"],
    [403, "odoo.exceptions.AccessError", "permission"],
    [404, "odoo.exceptions.MissingError", "not_found"],
    [422, "odoo.exceptions.ValidationError", "invalid"],
    // An unknown field is an error of the server's own to Odoo.
    [500, "builtins.ValueError", "invalid"],
    [500, "psycopg2.errors.SerializationFailure", "unavailable"],
  ])("%i %s is %s", async (status, name, code) => {
    const { vendor, client } = open();
    const body = {
      name,
      message: "first\nsecond line names Mai",
      arguments: [],
      context: {},
      debug: "Traceback of the server",
    };
    vendor.faults.inject({ kind: "status", status, body });
    const error: unknown = await client.check().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, vendorCode: name, status });
    expect(OpenSMEError.is(error) && error.message).toContain("first");
    expect(OpenSMEError.is(error) && error.message).not.toMatch(/Mai|Traceback/);
  });

  it("does not repeat what was sent, nor people's addresses and numbers", async () => {
    const { vendor, client } = open();
    const body = {
      name: "builtins.ValueError",
      message: "Wrong value for res.partner.phone of mai@example.com: '0900000777'",
    };
    vendor.faults.inject({ kind: "status", status: 500, body });
    await expect(client.check()).rejects.toMatchObject({
      message: expect.stringMatching(/Wrong value for res\.partner\.phone of …\. */),
    });
  });
});

describe("a failure of a closed period", () => {
  it("keeps its day", async () => {
    const { vendor, client } = open();
    const message = "You cannot add/modify entries prior to and inclusive of: Hard Lock Date (2026-09-30).";
    const body = { name: "odoo.exceptions.UserError", message };
    vendor.faults.inject({ kind: "status", status: 422, body });
    await expect(client.check()).rejects.toMatchObject({ message: expect.stringContaining("(2026-09-30)") });
  });
});

describe("a failure of JSON-RPC, which comes with status 200,", () => {
  const failing = (name: string, message = "No") => ({
    kind: "status" as const,
    status: 200,
    after: 1,
    body: {
      jsonrpc: "2.0",
      id: 1,
      error: { code: 200, message: "Odoo Server Error", data: { name, message, debug: "Traceback" } },
    },
  });

  it.each([
    ["odoo.exceptions.AccessDenied", "auth"],
    ["odoo.exceptions.AccessError", "permission"],
    ["odoo.exceptions.UserError", "invalid"],
    ["odoo.http.SessionExpiredException", "auth"],
    ["psycopg2.OperationalError", "unavailable"],
  ])("%s is %s", async (name, code) => {
    const { vendor, client } = open({ protocol: "json-rpc" });
    vendor.faults.inject(failing(name));
    await expect(client.check()).rejects.toMatchObject({ code });
  });

  it("of a model that is not there is an empty list", async () => {
    const { vendor, client } = open({ protocol: "json-rpc" });
    vendor.faults.inject(failing("odoo.exceptions.UserError", "Object hr.leave doesn't exist"));
    expect(await all(client.leaveRequests.list())).toEqual([]);
  });

  it("of a wrong key or login is one of the credentials", async () => {
    await expect(open({ protocol: "json-rpc", apiKey: "another-key-0000" }).client.check()).rejects.toMatchObject({
      code: "auth",
    });
  });
});
