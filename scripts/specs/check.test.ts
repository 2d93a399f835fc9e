import { describe, expect, test } from "vitest";
import { checkAll, checkVendor, type Known, type VendorCheck } from "./check.ts";
import type { Example } from "./examples.ts";
import type { Exchange } from "./finding.ts";
import { createDescription } from "./openapi.ts";
import type { Vendor } from "./vendors.ts";

const example: Example = {
  vendor: "example",
  resourcePath: "/items",
  operation: "list",
  direction: "response",
  status: "200",
  payload: [{ id: 1 }],
  source: "file.yaml#/paths/~1items/get/responses/200",
};

const vendor: Vendor = {
  description: createDescription("example", [
    {
      openapi: "3.1.0",
      servers: [{ url: "https://example.com" }],
      paths: {
        "/items": {
          get: {
            responses: {
              "200": {
                content: {
                  "application/json": { schema: { type: "array", items: { properties: { id: { type: "integer" } } } } },
                },
              },
            },
          },
        },
      },
    },
  ]),
  examples: [example, { ...example, resourcePath: "/other" }],
};

const answer = (rows: unknown): Exchange => ({
  request: { method: "GET", url: "https://example.com/items", headers: {} },
  response: { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(rows) },
});

const known: Known = {
  exceptions: [
    {
      vendor: "example",
      path: "/items",
      where: ["/response/body/*/id"],
      keyword: "type",
      reason: "Ids are text.",
      source: "a recording",
    },
    { vendor: "another", path: "/**", where: ["/**"], reason: "Not of this vendor.", source: "none" },
  ],
  rejectedExamples: [],
};

const check = (rows: unknown, rejects: string[] = []): VendorCheck => ({
  id: "example",
  run: async () => [answer(rows)],
  mapExample: ({ resourcePath }) => (resourcePath === "/items" ? { records: 1, rejects } : undefined),
});

describe("checkVendor", () => {
  test("an exception covers what it names and nothing else", async () => {
    expect(await checkVendor(check([{ id: "1" }]), vendor, known)).toEqual({
      id: "example",
      requests: 1,
      responses: 1,
      examples: 1,
      exceptionsUsed: 1,
      failures: [],
    });
    const report = await checkVendor(check([{ id: "1", Name: "Mai" }, { Name: "An" }]), vendor, known);
    expect(report.failures).toEqual([
      "GET /items /response/body/*/Name is not in the description (undeclared), 2 times",
    ]);
  });

  test("an exception that nothing needs fails the check", async () => {
    const report = await checkVendor(check([{ id: 1 }]), vendor, known);
    expect(report.failures).toEqual(["stale exception, remove it: /items /response/body/*/id (type): Ids are text."]);
  });

  test("a rejected example fails, unless it is expected; an expectation that nothing needs fails", async () => {
    const none = { ...known, exceptions: [] };
    const expecting = {
      ...none,
      rejectedExamples: [{ vendor: "example", example: "file.yaml#/paths/~1items", reason: "Has no currency." }],
    };
    expect((await checkVendor(check([], ["/currency is required"]), vendor, none)).failures).toEqual([
      `example ${example.source} is rejected: /currency is required`,
    ]);
    expect((await checkVendor(check([], ["/currency is required"]), vendor, expecting)).failures).toEqual([]);
    expect((await checkVendor(check([]), vendor, expecting)).failures).toEqual([
      "stale rejected example, remove it: file.yaml#/paths/~1items",
    ]);
  });

  test("an example that maps to nothing fails", async () => {
    const lossy: VendorCheck = { ...check([]), mapExample: () => ({ records: 0, rejects: [] }) };
    const report = await checkVendor(
      lossy,
      { ...vendor, examples: [example] },
      { exceptions: [], rejectedExamples: [] },
    );
    expect(report.failures).toEqual([`example ${example.source} maps to no record`]);
  });

  test("a check of nothing fails", async () => {
    const nothing: VendorCheck = { id: "example", run: async () => [], mapExample: () => undefined };
    const report = await checkVendor(nothing, vendor, { exceptions: [], rejectedExamples: [] });
    expect(report.failures).toEqual(["the run made no request", "no example was mapped"]);
  });
});

describe("checkAll", () => {
  test("skips clearly where the descriptions are not", async () => {
    const lines: string[] = [];
    expect(await checkAll([check([])], new URL("./absent/", import.meta.url), (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual([expect.stringContaining("skipped")]);
  });

  test("fails when no connector is named", async () => {
    expect(await checkAll([], new URL("./", import.meta.url), () => {})).toBe(1);
  });
});
