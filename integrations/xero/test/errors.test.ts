import { describe, expect, it } from "vitest";
import { all, open } from "./vendor.ts";

const failure = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const { vendor, client } = open();
  await client.check();
  vendor.faults.inject({ kind: "status", path: /Items/, status, body, headers, times: 3 });
  return all(client.items.list()).catch((error: unknown) => error);
};

describe("errors", () => {
  it.each([
    ["with capitals", { Title: "Forbidden", Status: 403, Detail: "AuthenticationUnsuccessful", Instance: "c3" }],
    ["without", { title: "Forbidden", status: 403, detail: "AuthenticationUnsuccessful", instance: "c3" }],
  ])("of the gateway, %s", async (_, body) => {
    expect(await failure(403, body)).toMatchObject({
      code: "permission",
      message: expect.stringContaining("AuthenticationUnsuccessful"),
    });
  });

  it("a scope that is missing is no matter of the token", async () => {
    const body = { Type: null, Title: "Unauthorized", Status: 401, Detail: "AuthorizationUnsuccessful" };
    expect(await failure(401, body)).toMatchObject({ code: "permission" });
  });

  it("of the API, with what is wrong deep within", async () => {
    const body = {
      ErrorNumber: 10,
      Type: "ValidationException",
      Message: "A validation exception occurred",
      Elements: [
        {
          ValidationErrors: [{ Message: "Email address must be valid." }],
          LineItems: [{ ValidationErrors: [{ Description: "Account code '9' is not valid" }, { Message: "" }] }],
        },
        { ValidationErrors: [{ Message: "Email address must be valid." }] },
      ],
    };
    expect(await failure(400, body)).toMatchObject({
      code: "invalid",
      vendorCode: "ValidationException",
      message: expect.stringContaining("Email address must be valid.; Account code '9' is not valid."),
    });
  });

  it("of the API, where no element is named", async () => {
    const body = { Type: "ValidationException", ValidationErrors: [{ Message: "Amount must be greater than zero" }] };
    expect(await failure(400, body)).toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Amount must be greater than zero."),
    });
  });

  it.each([
    ["contact.id", { ValidationErrors: [{ Message: "A Contact must be specified for this type of transaction" }] }],
    ["issueDate", { ValidationErrors: [{ Message: "The document date cannot be before the period lock date." }] }],
    ["number", { ValidationErrors: [{ Message: "Invoice # must be unique." }] }],
    ["currency", { ValidationErrors: [{ Message: "Organisation is not subscribed to currency EUR" }] }],
    ["contact.id", { Contact: { ValidationErrors: [{ Message: "This contact cannot be found" }] } }],
    [
      "lines.1.accountCode",
      {
        LineItems: [{}, { ValidationErrors: [{ Message: "Account code '9' is not a valid code for this document." }] }],
      },
    ],
    [
      "lines.0.taxRate.id",
      { LineItems: [{ ValidationErrors: [{ Message: "The TaxType code 'X' does not exist." }] }, {}] },
    ],
  ])("of the API name the field %s", async (path, element) => {
    const { vendor, client } = open();
    await client.check();
    const body = {
      ErrorNumber: 10,
      Type: "ValidationException",
      Message: "A validation exception",
      Elements: [element],
    };
    vendor.faults.inject({ kind: "status", path: /Invoices/, status: 400, body });
    const line = { description: "Cà phê", accountCode: "9", taxRate: { id: "X" } };
    const lines = [{ ...line, description: "Trà" }, line];
    const refusal = await client.invoices
      .create({ number: "INV-1", contact: { id: "a" }, lines })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "invalid", issues: [{ path }] });
  });

  it("a query that is not understood", async () => {
    const body = { ErrorNumber: 16, Type: "QueryParseException", Message: "No property or field 'X' exists" };
    expect(await failure(400, body)).toMatchObject({ vendorCode: "QueryParseException" });
  });

  it("too many requests, with which limit it is and when to come back", async () => {
    const headers = { "retry-after": "43200", "x-rate-limit-problem": "day" };
    expect(await failure(429, "", headers)).toMatchObject({
      code: "rate_limited",
      vendorCode: "day",
      retryAfter: 43_200,
      message: expect.stringContaining("limit: day"),
    });
  });
});
