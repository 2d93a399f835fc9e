import { describe, expect, it } from "vitest";
import { all, failure, open } from "./vendor.ts";

const fault = (code: string, Detail: string, type = "ValidationFault") => ({
  Fault: { Error: [{ Message: "A message", Detail, code, element: "" }], type },
  time: "2026-10-31T09:00:00.000-07:00",
});

const answered = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const { vendor, client } = open();
  await client.check();
  vendor.faults.inject({ kind: "status", path: /query/, status, body, headers, times: 2 });
  return failure(all(client.items.list()));
};

describe("errors", () => {
  it.each([
    [400, "610", "not_found"],
    [400, "5010", "conflict"],
    [403, "3001", "rate_limited"],
    [200, "3001", "rate_limited"],
    [400, "6190", "permission"],
    [400, "4001", "invalid"],
    [200, "6240", "invalid"],
    [500, "10000", "unavailable"],
    [200, "10000", "unavailable"],
    [400, "500", "unsupported"],
  ])("status %i with the code %s is %s", async (status, vendorCode, code) => {
    expect(await answered(status, fault(vendorCode, "what is wrong"))).toMatchObject({
      code,
      vendorCode,
      message: expect.stringContaining(vendorCode === "5010" ? "A message" : "A message: what is wrong"),
    });
  });

  it.each([
    [401, "3200", "auth"],
    [403, "3100", "permission"],
  ])("of the gateway, whose keys are in lower case: %i, %s", async (status, vendorCode, code) => {
    const body = { fault: { error: [{ message: "AuthenticationFailed", detail: "Token expired", code: vendorCode }] } };
    expect(await answered(status, body)).toMatchObject({
      code,
      vendorCode,
      message: expect.stringContaining("AuthenticationFailed: Token expired"),
    });
  });

  it.each([
    ["5010", "You and Mai Thử were working on this at the same time", "Mai"],
    ["2210", "Invalid e-mail: mai@example.com", "mai@"],
    ["6240", "Another $$Mai Thử$$ is already using this name", "Mai"],
  ])("of %s, who changed a record meanwhile, names and addresses are not told", async (code, detail, secret) => {
    expect(String(await answered(400, fault(code, detail)))).not.toContain(secret);
  });

  it.each([
    [fault("3001", "", "SERVICE"), { "retry-after": "7" }, 7],
    [fault("3001", "", "SERVICE"), {}, 60],
    ["", {}, 60],
  ])(
    "too many requests: the time to wait where it is said, and else a minute: %j %j",
    async (body, headers, retryAfter) => {
      expect(await answered(429, body, { ...headers })).toMatchObject({ code: "rate_limited", retryAfter });
    },
  );

  it("an empty object is no list", async () => {
    expect(await answered(200, {})).toMatchObject({ code: "mismatch" });
  });

  it("the vendor's id of the request is kept", async () => {
    expect(await answered(400, fault("4001", ""), { intuit_tid: "1-5f0b" })).toMatchObject({ requestId: "1-5f0b" });
  });
});
