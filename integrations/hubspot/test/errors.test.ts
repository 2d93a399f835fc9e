import { describe, expect, it } from "vitest";
import { all, open } from "./vendor.ts";

const failure = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const { vendor, client } = open();
  vendor.faults.inject({ kind: "status", status, body, headers });
  return all(client.deals.list()).catch((error: unknown) => error);
};

describe("errors", () => {
  it("of scopes that are missing", async () => {
    const body = {
      status: "error",
      message: "One or more of the following scopes are required.",
      correlationId: "e06d5f4a-fcde-4985-bc2b-2b89d29568b0",
      context: { requiredGranularScopes: ["crm.objects.deals.read"] },
      category: "MISSING_SCOPES",
    };
    expect(await failure(403, body, { "x-hubspot-correlation-id": "e06d5f4a" })).toMatchObject({
      code: "permission",
      vendorCode: "MISSING_SCOPES",
      requestId: "e06d5f4a",
      message: expect.stringContaining("scopes are required"),
    });
  });

  it("of properties, with what is wrong and without whose it is", async () => {
    const message =
      'Property values were not valid: [{"isValid":false,"message":"Email address mai.tran@example.com is invalid","error":"INVALID_EMAIL","name":"email","propertyValue":"mai.tran@example.com"},{"message":"+84 900 000 777 is no number"}]';
    const error = await failure(400, {
      status: "error",
      message,
      category: "VALIDATION_ERROR",
      errors: [{ message: "Existing ID: 29013756946" }],
    });
    expect(error).toMatchObject({ code: "invalid", message: expect.stringContaining("INVALID_EMAIL") });
    expect(error).toMatchObject({ message: expect.stringContaining("Existing ID: 29013756946") });
    expect(error).toMatchObject({ message: expect.not.stringMatching(/mai\.tran|900 000 777/) });
  });

  it.each([
    ["TEN_SECONDLY_ROLLING", 10],
    ["SECONDLY", 1],
    ["DAILY", undefined],
  ])("of the limit %s say when to come back, where it is known", async (policyName, retryAfter) => {
    const body = { status: "error", message: "You have reached your limit.", errorType: "RATE_LIMIT", policyName };
    expect(await failure(429, body)).toMatchObject({ code: "rate_limited", vendorCode: policyName, retryAfter });
  });

  it.each([
    ["an object that is locked", 423, {}, 2],
    ["an account that is being moved", 477, { "retry-after": "7200" }, 7200],
  ])("of %s say when to come back, and that nothing was done", async (_, status, headers, retryAfter) => {
    expect(await failure(status, null, headers)).toMatchObject({ code: "rate_limited", retryable: true, retryAfter });
  });

  it("of an answer without a form that is known", async () => {
    expect(await failure(502, "bad gateway")).toMatchObject({ code: "unavailable", retryable: true });
  });
});
