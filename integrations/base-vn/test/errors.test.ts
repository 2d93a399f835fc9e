import { connect } from "@opensme/core";
import { judge, laws } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { baseVn } from "../src/index.ts";
import { access, payrollColumns } from "../src/sandbox/wire.ts";
import { subject } from "./subject.ts";
import { all, open } from "./vendor.ts";

describe("credentials", () => {
  // Tokens are put into the form for each app, so the laws of sign-in pass by themselves unless some authentication is declared.
  const declared = {
    ...baseVn,
    http: { ...baseVn.http, auth: () => ({ kind: "header" as const, name: "x-law", value: "unused" }) },
  };

  it.each(laws.filter(({ number }) => [6, 9, 12, 13].includes(number)))(
    "keep law $number",
    async (law) => {
      const verdict = await judge(law, { ...subject, connector: declared });
      expect(verdict).toEqual({ law: law.number, title: law.title, outcome: "kept" });
    },
    60_000,
  );

  it("that are missing are told by name, and keep no other app from being read", async () => {
    const { vendor, client } = open({
      config: { accountToken: access.accountToken, timeoffToken: access.timeoffToken },
    });
    await client.check();
    for (const [list, name] of [
      [client.employees.list(), "hrmToken"],
      [client.timeEntries.list(), "checkinToken"],
      [client.payrollRuns.list(), "payrollToken"],
      [client.candidates.list(), "hiringToken"],
    ] as const)
      await expect(all<unknown>(list)).rejects.toMatchObject({
        code: "config",
        message: expect.stringContaining(`set "${name}"`),
        issues: [{ path: name, message: "is required" }],
      });
    expect((await all(client.leaveTypes.list())).length).toBe(4);
    expect(vendor.exchanges).toHaveLength(2);
  });

  it("of one app do not open another", async () => {
    const { client } = open({ config: { ...access, payrollToken: access.hrmToken } });
    await expect(all(client.payrollCycles.list())).rejects.toMatchObject({ code: "auth", resource: "payrollCycles" });
  });

  it("stand in no checkpoint", async () => {
    const { client } = open({ config: { ...access, payrollColumns } });
    for (const { read } of client.streams)
      for await (const { cursor } of read({}).pages())
        expect(JSON.stringify(cursor) ?? "").not.toMatch(/SANDBOX|sandbox_/);
  });
});

describe("settings", () => {
  it.each(["https://base.vn", "base", "base.vn/evil", ""])("take a domain alone, not %j", (domain) => {
    expect(() => connect(baseVn, { config: { ...access, domain } })).toThrow(/domain: write the domain alone/);
  });

  it("know what a column may hold", () => {
    const columns: Record<string, "net"> = JSON.parse('{"thuc_linh":"nett"}');
    expect(() => connect(baseVn, { config: { ...access, payrollColumns: columns } })).toThrow(/payrollColumns/);
  });
});

describe("failures", () => {
  it.each([
    ["Invalid access token", "auth"],
    ["Bạn không có quyền truy cập", "permission"],
    ["Employee not found", "not_found"],
    ["Too many requests", "rate_limited"],
    ["Hệ thống đang bảo trì", "unavailable"],
    ["Please try again later", "unavailable"],
    ["Missing cycle_id", "invalid"],
    ["", "invalid"],
  ])("within a 200: %j is %s", async (message, code) => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, body: { code: 0, message, data: null } });
    await expect(client.check()).rejects.toMatchObject({ code, vendorCode: "0" });
  });

  it("are no lists without rows", async () => {
    const { vendor, client } = open();
    for (const body of [{}, [], { users: [] }, ""]) {
      vendor.faults.inject({ kind: "status", status: 200, body });
      await expect(all(client.users.list())).rejects.toMatchObject({ code: "unavailable", retryable: true });
    }
    vendor.faults.inject({ kind: "status", status: 200, body: { code: "0", users: [] } });
    await expect(all(client.users.list())).rejects.toMatchObject({ code: "invalid" });
    vendor.faults.inject({ kind: "status", status: 200, body: { code: "1", users: [] } });
    expect(await all(client.users.list())).toEqual([]);
  });

  it("are told, and rows read, where an answer stands alone in a list", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, body: [{ code: 0, message: "Invalid access token" }] });
    await expect(all(client.users.list())).rejects.toMatchObject({ code: "auth" });
    vendor.faults.inject({ kind: "status", status: 200, body: [{ code: 1, users: [{ id: "7", name: "Mẫu" }] }] });
    expect(await all(client.users.list())).toMatchObject([{ id: "7", record: { name: "Mẫu" } }]);
  });

  it("keep people's addresses and numbers out of the message", async () => {
    const { vendor, client } = open();
    const message = "mau@example.com (0900 000 001) is blocked";
    vendor.faults.inject({ kind: "status", status: 200, body: { code: 0, message } });
    await expect(client.check()).rejects.toThrow(/…/);
    vendor.faults.inject({ kind: "status", status: 200, body: { code: 0, message } });
    await expect(client.check()).rejects.not.toThrow(/example\.com|0900/);
  });

  it("of one employee who is not there", async () => {
    const { client } = open();
    await expect(client.employees.get("999")).rejects.toMatchObject({ code: "not_found" });
  });
});
