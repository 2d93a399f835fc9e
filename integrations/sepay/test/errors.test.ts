import { describe, expect, it } from "vitest";
import { all, open } from "./vendor.ts";

describe("errors", () => {
  it("an unknown token, answered with 200 and nothing, is no empty list", async () => {
    const { client } = open({ token: "unknown-token" });
    await expect(client.check()).rejects.toMatchObject({ code: "auth" });
    await expect(all(client.bankTransactions.list())).rejects.toMatchObject({ code: "auth" });
  });

  it("a record that is not there, answered with 200, is not found", async () => {
    const { client } = open();
    await expect(client.bankTransactions.get("1")).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("Transaction not found"),
    });
    await expect(client.bankAccounts.get("1")).rejects.toMatchObject({ code: "not_found" });
  });

  it("nor is one that is answered without a row", async () => {
    const { vendor, client } = open();
    vendor.faults.inject({ kind: "status", status: 200, body: { status: 200, error: null, transaction: null } });
    await expect(client.bankTransactions.get("1")).rejects.toMatchObject({ code: "not_found" });
  });

  it("a failure within a 200 is told in the vendor's words, without account numbers", async () => {
    const { vendor, client } = open();
    const body = { status: 400, error: "bad", messages: { error: "Account 0071000888888 is not yours" } };
    vendor.faults.inject({ kind: "status", status: 200, body });
    await expect(client.check()).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "bad",
      message: expect.stringContaining("Account … is not yours"),
    });
    vendor.faults.inject({ kind: "status", status: 200, body: { messages: { success: false } } });
    await expect(client.check()).rejects.toMatchObject({ code: "invalid" });
  });

  it("the vendor says in a header of its own how long to wait", async () => {
    const { vendor, client } = open({ retries: 1 });
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "0" });
    await client.check();
    vendor.faults.inject({ kind: "rate-limit", retryAfter: "600" });
    await expect(client.check()).rejects.toMatchObject({ code: "rate_limited", retryAfter: 600 });
  });
});
