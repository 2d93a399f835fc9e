import { describe, expect, test } from "vitest";
import type { Document } from "./document.ts";
import type { Exchange } from "./finding.ts";
import { createDescription } from "./openapi.ts";

const document: Document = {
  openapi: "3.0.3",
  servers: [{ url: "https://{company}.example.com/api" }],
  security: [{ oauth: [] }],
  paths: {
    "/orders": {
      parameters: [{ name: "Tenant", in: "header", required: true, schema: { type: "string" } }],
      get: {
        parameters: [
          { name: "page", in: "query", schema: { type: "integer", minimum: 1 } },
          { name: "ids", in: "query", schema: { type: "array", items: { type: "integer" } } },
          { name: "since", in: "query", required: true, schema: { type: "string", format: "date" } },
          {
            name: "filter",
            in: "query",
            style: "deepObject",
            schema: { properties: { status: { type: "string", enum: ["open", "paid"] } } },
          },
        ],
        responses: {
          "200": {
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Order" } } },
            },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
        },
        responses: { "201": {}, "4XX": { content: { "application/json": { schema: { type: "object" } } } } },
      },
    },
    "/orders/{id}": {
      get: {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { default: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } } },
      },
    },
    "/orders/{code}": {
      get: {
        operationId: "by-code",
        parameters: [{ name: "code", in: "path", required: true, schema: { type: "string", pattern: "^[A-Z]+$" } }],
        responses: { default: { content: { "application/json": { schema: { type: "string" } } } } },
      },
    },
  },
  components: {
    schemas: {
      Named: { type: "object", properties: { name: { type: "string", nullable: true } } },
      Order: {
        allOf: [
          { $ref: "#/components/schemas/Named" },
          {
            required: ["id", "status"],
            properties: {
              id: { type: "integer", readOnly: true },
              status: { type: "string", enum: ["open", "paid"], nullable: true },
              total: { type: "number", format: "double" },
              custom: { type: "object" },
              lines: { type: "array", items: { properties: { sku: { type: "string" } } } },
            },
          },
        ],
      },
    },
    securitySchemes: {
      oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://login.example.com/token" } } },
    },
  },
};

const description = createDescription("example", [document]);
const json = { "content-type": "application/json; charset=utf-8" };
const order = { id: 1, status: "open" };

function listing(query: string, body: unknown = [], status = 200): Exchange {
  return {
    request: {
      method: "get",
      url: `https://acme.example.com/api/orders${query}`,
      headers: { Tenant: "t", Authorization: "Bearer x" },
    },
    response: { status, headers: json, body: JSON.stringify(body) },
  };
}

function creation(body: unknown): Exchange {
  return {
    request: {
      method: "POST",
      url: "https://acme.example.com/api/orders",
      headers: { tenant: "t", authorization: "Bearer x", ...json },
      body: JSON.stringify(body),
    },
    response: { status: 201, headers: {}, body: "" },
  };
}

function places(exchange: Exchange): string[] {
  return description.validateExchange(exchange).map((finding) => `${finding.where} ${finding.keyword}`);
}

describe("requests", () => {
  test("what fits has no finding", () => {
    expect(places(listing("?page=2&ids=1,2&ids=3&since=2026-01-31&filter[status]=open", [order]))).toEqual([]);
    expect(
      places(creation({ status: "paid", total: 1.5, name: null, lines: [{ sku: "A" }], custom: { anything: 1 } })),
    ).toEqual([]);
    expect(places(creation({ status: null }))).toEqual([]);
  });

  test("query parameters are checked by name and value", () => {
    expect(places(listing("?since=2026-01-31&pagesize=3"))).toEqual(["/request/query/pagesize undeclared"]);
    expect(places(listing("?since=2026-01-31&page=0"))).toEqual(["/request/query/page minimum"]);
    expect(places(listing("?since=2026-01-31&page=two"))).toEqual(["/request/query/page type"]);
    expect(places(listing("?since=2026-01-31&ids=1,b"))).toEqual(["/request/query/ids/1 type"]);
    expect(places(listing("?since=31.01.2026"))).toEqual(["/request/query/since format"]);
    expect(places(listing("?since=2026-01-31&filter[status]=void&filter[state]=x"))).toEqual([
      "/request/query/filter/state undeclared",
      "/request/query/filter/status enum",
    ]);
    expect(places(listing(""))).toEqual(["/request/query/since required"]);
  });

  test("required headers and authorization are checked", () => {
    const exchange = listing("?since=2026-01-31");
    exchange.request.headers = {};
    expect(places(exchange)).toEqual(["/request/headers/tenant required", "/request/headers/authorization security"]);
  });

  test("bodies are checked: enum, type, unknown and read-only fields, content type, absence", () => {
    expect(places(creation({ status: "PAID" }))).toEqual(["/request/body/status enum"]);
    expect(places(creation({ status: "paid", total: "1.5" }))).toEqual(["/request/body/total type"]);
    expect(places(creation({ status: "paid", amount: 1 }))).toEqual(["/request/body/amount undeclared"]);
    expect(places(creation({ status: "paid", lines: [{ sku: "A" }, { SKU: "A" }] }))).toEqual([
      "/request/body/lines/1/SKU undeclared",
    ]);
    expect(places(creation({ status: "paid", id: 1 }))).toEqual(["/request/body/id read-only"]);
    expect(places(creation({}))).toEqual(["/request/body/status required"]);
    const xml = creation({ status: "paid" });
    xml.request.headers["content-type"] = "text/xml";
    expect(places(xml)).toEqual(["/request/headers/content-type content-type"]);
    const empty = creation({});
    delete empty.request.body;
    expect(places(empty)).toEqual(["/request/body body"]);
  });

  test("unknown operations are findings", () => {
    const exchange = listing("?since=2026-01-31");
    expect(places({ ...exchange, request: { ...exchange.request, method: "DELETE" } })).toEqual(["/request operation"]);
    expect(places({ ...exchange, request: { ...exchange.request, url: "https://example.org/api/orders" } })).toEqual([
      "/request operation",
    ]);
    expect(
      places({
        ...exchange,
        request: { ...exchange.request, url: "https://acme.example.com/api/Orders?since=2026-01-31" },
      }),
    ).toEqual(["/request/path path-case"]);
  });

  test("of two paths with one form the one whose parameters fit is taken", () => {
    const get = (path: string, body: unknown): Exchange => ({
      request: { method: "GET", url: `https://acme.example.com/api/orders/${path}`, headers: { authorization: "x" } },
      response: { status: 200, headers: json, body: JSON.stringify(body) },
    });
    expect(places(get("7", order))).toEqual([]);
    expect(places(get("ABC", "text"))).toEqual([]);
    expect(places(get("ABC", order))).toEqual(["/response/body type"]);
  });

  test("token endpoints follow RFC 6749", () => {
    const token = (body: string, answer: unknown): Exchange => ({
      request: {
        method: "POST",
        url: "https://login.example.com/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      },
      response: { status: 200, headers: json, body: JSON.stringify(answer) },
    });
    const answer = { access_token: "a", token_type: "Bearer", expires_in: 1800 };
    expect(places(token("grant_type=refresh_token&refresh_token=r", answer))).toEqual([]);
    expect(places(token("grant_type=refresh", answer))).toEqual(["/request/body/grant_type enum"]);
    expect(places(token("grant_type=client_credentials&scopes=all", { ...answer, expires_in: "1800" }))).toEqual([
      "/request/body/scopes undeclared",
      "/response/body/expires_in type",
    ]);
  });
});

describe("responses", () => {
  const answered = (body: unknown, status?: number): string[] => places(listing("?since=2026-01-31", body, status));

  test("bodies are checked: type, enum, required and unknown fields", () => {
    expect(answered([order, { ...order, id: "1" }])).toEqual(["/response/body/1/id type"]);
    expect(answered([{ ...order, status: "closed" }])).toEqual(["/response/body/0/status enum"]);
    expect(answered([{ status: "open" }])).toEqual(["/response/body/0/id required"]);
    expect(answered([{ ...order, Name: "x" }])).toEqual(["/response/body/0/Name undeclared"]);
    expect(answered({})).toEqual(["/response/body type"]);
  });

  test("status, emptiness and form are checked", () => {
    expect(answered([], 418)).toEqual(["/response/status status"]);
    const exchange = listing("?since=2026-01-31");
    expect(places({ ...exchange, response: { status: 200, headers: json, body: "" } })).toEqual([
      "/response/body body",
    ]);
    expect(places({ ...exchange, response: { status: 200, headers: json, body: "[" } })).toEqual([
      "/response/body body",
    ]);
    const created = creation({ status: "paid" });
    expect(places({ ...created, response: { status: 201, headers: json, body: "{}" } })).toEqual([
      "/response/body body",
    ]);
    expect(places({ ...created, response: { status: 422, headers: json, body: "{}" } })).toEqual([]);
    expect(places({ ...created, response: { status: 0, headers: {}, body: "" } })).toEqual([]);
  });

  test("no finding tells a value", () => {
    const findings = description.validateExchange(
      listing("?since=2026-01-31&secret=hunter2", [{ ...order, status: "hunter2", total: "hunter2" }]),
    );
    expect(findings).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });
});
