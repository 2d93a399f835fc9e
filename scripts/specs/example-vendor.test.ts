import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DescribedVendor, exampleVendor } from "./example-vendor.ts";
import type { Exchange } from "./finding.ts";
import type { Vendor } from "./spec.ts";

const files: Record<string, unknown> = {
  "orders.json": {
    data: [
      { id: 1, note: null, at: "2026-10-06T09:00:00Z", parts: [{ id: 2, bundle: true }] },
      { id: 3, total: 1.5 },
    ],
    next: null,
  },
  "order.create.json": { request: { total: 1, at: "2026-10-06T09:00:00.000Z" }, response: { id: 4, total: 1 } },
  "error.json": { code: "E1" },
};

const described: DescribedVendor = {
  server: "https://{shop}.example.com/api",
  headers: { Authorization: /^Bearer ./ },
  pathParameters: { id: "integer" },
  answers: { "4XX": { examples: ["error.json"] } },
  objects: {
    order: {
      examples: ["orders.json#/data/*", "orders.json#/data/*/parts/*", "order.create.json#/response"],
      fields: { note: "string", parent: "#order" },
      required: ["id"],
    },
  },
  operations: [
    {
      method: "get",
      path: "/orders",
      query: { since: /^\d{4}-\d{2}-\d{2}$/, page: "integer 1 to 9" },
      requiredQuery: ["since"],
      answers: {
        "200": { examples: ["orders.json"], fields: { data: ["#order"], next: "string" }, required: ["data"] },
      },
    },
    {
      method: "post",
      path: "/orders",
      body: { examples: ["order.create.json#/request"], fields: { at: "string" }, required: ["total"] },
      answers: { "201": { examples: ["order.create.json#/response"], fields: "#order" } },
    },
    { method: "delete", path: "/orders/{id}", answers: { "204": {} } },
    {
      method: "post",
      server: "https://login.example.com",
      headers: {},
      path: "/token",
      body: { mediaType: "application/x-www-form-urlencoded", fields: { key: "string" }, required: ["key"] },
      answers: { "200": { fields: { token: "string" } } },
    },
  ],
};

let folder: URL;
let vendor: Vendor;
beforeAll(async () => {
  folder = pathToFileURL(`${await mkdtemp(join(tmpdir(), "opensme-examples-"))}/`);
  for (const [file, content] of Object.entries(files)) await writeFile(new URL(file, folder), JSON.stringify(content));
  vendor = await exampleVendor("acme", folder, described);
});
afterAll(() => rm(folder, { recursive: true }));

const api = "https://mai.example.com/api";

function problems(request: Partial<Exchange["request"]>, status = 204, answer?: unknown): string[] {
  const body = answer === undefined ? "" : JSON.stringify(answer);
  const exchange: Exchange = {
    request: { method: "GET", url: api, headers: { authorization: "Bearer x" }, ...request },
    response: { status, headers: { "content-type": "application/json" }, body },
  };
  return vendor.description.validateExchange(exchange).map(({ where, keyword }) => `${where} ${keyword}`);
}

const listed = (order: object): string[] =>
  problems({ url: `${api}/orders?since=2026-01-31` }, 200, { data: [{ id: 1, ...order }], next: "b" });

const created = (body: object, answer: object = { id: 5 }): string[] => {
  const headers = { authorization: "Bearer x", "content-type": "application/json" };
  return problems({ method: "POST", url: `${api}/orders`, headers, body: JSON.stringify(body) }, 201, answer);
};

describe("the description", () => {
  test("objects have the keys of their examples and tables", () => {
    expect(listed({ note: "x", at: "2026-01-31T00:00:00Z", bundle: false, total: 2, parent: { id: 2 } })).toEqual([]);
    expect(listed({ id: "1", Note: "x", at: "2026-01-31", parent: {} })).toEqual([
      "/response/body/data/0/id type",
      "/response/body/data/0/at pattern",
      "/response/body/data/0/parent/id required",
      "/response/body/data/0/Note undeclared",
    ]);
  });

  test("query, headers and values in paths are checked", () => {
    const page = { data: [] };
    expect(problems({ url: `${api}/orders?page=10&size=1` }, 200, page)).toEqual([
      "/request/query/since required",
      "/request/query/page maximum",
      "/request/query/size undeclared",
    ]);
    expect(
      problems({ url: `${api}/orders?since=2026-01-31`, headers: { authorization: "Basic x" } }, 200, page),
    ).toEqual(["/request/headers/authorization pattern"]);
    expect(problems({ method: "DELETE", url: `${api}/orders/7` })).toEqual([]);
    expect(problems({ method: "DELETE", url: `${api}/orders/A7` })).toEqual(["/request/path/id type"]);
    expect(problems({ method: "PUT", url: `${api}/orders/7` })).toEqual(["/request operation"]);
  });

  test("in a request the tables decide, and a part of a file can be its example", () => {
    expect(created({ total: 2, at: "any time" })).toEqual([]);
    expect(created({ at: 1, note: "x" })).toEqual([
      "/request/body/total required",
      "/request/body/note undeclared",
      "/request/body/at type",
    ]);
    expect(created({ total: 2 }, { total: 2 })).toEqual(["/response/body/id required"]);
  });

  test("what every operation can answer, and an answer without a body", () => {
    expect(problems({ method: "DELETE", url: `${api}/orders/7` }, 404, { code: "E2" })).toEqual([]);
    expect(problems({ method: "DELETE", url: `${api}/orders/7` }, 404, { error: "E2" })).toEqual([
      "/response/body/error undeclared",
    ]);
    expect(problems({ method: "DELETE", url: `${api}/orders/7` }, 204, {})).toEqual(["/response/body body"]);
    expect(problems({ method: "DELETE", url: `${api}/orders/7` }, 500)).toEqual(["/response/status status"]);
  });

  test("an operation can stand at another server, with headers of its own and a form", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const token = (body: string): string[] =>
      problems({ method: "POST", url: "https://login.example.com/token", headers, body }, 200, { token: "t" });
    expect(token("key=k")).toEqual([]);
    expect(token("secret=k")).toEqual(["/request/body/key required", "/request/body/secret undeclared"]);
  });
});

test("the examples are those of the operations, with where they stand", () => {
  expect(
    vendor.examples.map(({ operation, direction, status, source }) => [operation, direction, status, source]),
  ).toEqual([
    ["GET /orders", "response", "200", "orders.json"],
    ["POST /orders", "request", undefined, "order.create.json#/request"],
    ["POST /orders", "response", "201", "order.create.json#/response"],
  ]);
  expect(vendor.examples[1]?.payload).toEqual({ total: 1, at: "2026-10-06T09:00:00.000Z" });
});

test("a pointer that leads nowhere is told", async () => {
  const operations: DescribedVendor["operations"] = [
    { method: "get", path: "/orders", answers: { "200": { examples: ["orders.json#/rows/*"] } } },
  ];
  await expect(exampleVendor("acme", folder, { ...described, operations })).rejects.toThrow(
    "There is nothing at orders.json#/rows/*",
  );
});
