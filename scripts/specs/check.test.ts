import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkAll, checkVendor } from "./check.ts";
import { findConnectors, type VendorCheck } from "./connectors.ts";
import type { Example } from "./examples.ts";
import type { Exchange } from "./finding.ts";
import { createDescription } from "./openapi.ts";
import type { Exception, Spec, Vendor } from "./spec.ts";

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

const idsAreText: Exception = {
  path: "/items",
  where: ["/response/body/*/id"],
  keyword: "type",
  reason: "Ids are text.",
  source: "a recording",
};

const check = (rows: unknown, spec: Partial<Spec> = {}, rejects: string[] = []): VendorCheck => ({
  id: "example",
  spec: { load: async () => vendor, mappedPaths: { "/items": ["items"] }, ...spec },
  run: async () => [answer(rows)],
  mapExample: async () => ({ records: 1, rejects }),
});

const failuresOf = async (each: VendorCheck): Promise<string[]> => (await checkVendor(each, vendor)).failures;

describe("checkVendor", () => {
  test("an exception covers what it names and nothing else", async () => {
    const exceptions = [idsAreText];
    expect(await checkVendor(check([{ id: "1" }], { exceptions }), vendor)).toEqual({
      id: "example",
      requests: 1,
      responses: 1,
      examples: 1,
      exceptionsUsed: 1,
      failures: [],
    });
    expect(await failuresOf(check([{ id: "1", Name: "Mai" }, { Name: "An" }], { exceptions }))).toEqual([
      "GET /items /response/body/*/Name is not in the description (undeclared), 2 times",
    ]);
  });

  test("an exception that nothing needs fails the check", async () => {
    expect(await failuresOf(check([{ id: 1 }], { exceptions: [idsAreText] }))).toEqual([
      "stale exception, remove it: /items /response/body/*/id (type): Ids are text.",
    ]);
  });

  test("a rejected example fails, unless it is expected; an expectation that nothing needs fails", async () => {
    const rejectedExamples = [{ example: "file.yaml#/paths/~1items", reason: "Has no currency." }];
    const rejects = ["/currency is required"];
    expect(await failuresOf(check([], {}, rejects))).toEqual([
      `example ${example.source} is rejected: /currency is required`,
    ]);
    expect(await failuresOf(check([], { rejectedExamples }, rejects))).toEqual([]);
    expect(await failuresOf(check([], { rejectedExamples }))).toEqual([
      "stale rejected example, remove it: file.yaml#/paths/~1items",
    ]);
  });

  test("an example that maps to nothing fails", async () => {
    const lossy: VendorCheck = { ...check([]), mapExample: async () => ({ records: 0, rejects: [] }) };
    expect(await failuresOf(lossy)).toEqual([`example ${example.source} maps to no record`]);
  });

  test("only answers that succeed hold records", async () => {
    const refused: Example = { ...example, status: "400" };
    const sent: Example = { ...example, direction: "request" };
    const report = await checkVendor(check([]), { ...vendor, examples: [refused, sent, example] });
    expect(report.examples).toBe(1);
  });

  test("a check of nothing fails, as does a mapped path without an example", async () => {
    const nothing: VendorCheck = { ...check([], { mappedPaths: { "/Items": ["items"] } }), run: async () => [] };
    expect(await failuresOf(nothing)).toEqual([
      "the run made no request",
      "stale mapped path, no example is of it: /Items",
    ]);
  });
});

describe("checkAll", () => {
  const here = new URL("./", import.meta.url);
  const absent = new URL("./absent/", import.meta.url);
  const run = async (connectors: Parameters<typeof checkAll>[0], specs: URL) => {
    const lines: string[] = [];
    return { exitCode: await checkAll(connectors, specs, (line) => lines.push(line)), lines };
  };

  test("prints a line for each vendor and each failure", async () => {
    expect(await run({ checks: [check([{ id: 1 }]), check([{ id: "1" }])], missing: [] }, here)).toEqual({
      exitCode: 1,
      lines: [
        "example: 1 requests and 1 responses checked, 1 examples mapped, 0 findings, 0 exceptions used",
        "example: 1 requests and 1 responses checked, 1 examples mapped, 1 findings, 0 exceptions used",
        "  GET /items /response/body/*/id must be integer (type)",
      ],
    });
  });

  test("skips clearly where the descriptions are not", async () => {
    expect(await run({ checks: [check([])], missing: [] }, absent)).toEqual({
      exitCode: 0,
      lines: [expect.stringContaining("skipped")],
    });
  });

  test("fails where there is no connector, or one that cannot be checked", async () => {
    expect((await run({ checks: [], missing: [] }, here)).exitCode).toBe(1);
    expect(await run({ checks: [check([])], missing: ["acme: add a file"] }, here)).toMatchObject({
      exitCode: 1,
      lines: ["acme: add a file", expect.stringContaining("0 findings")],
    });
    expect((await run({ checks: [check([])], missing: ["acme: add a file"] }, absent)).exitCode).toBe(1);
  });
});

describe("findConnectors", () => {
  test("names the files that a connector lacks", async () => {
    const root = pathToFileURL(`${await mkdtemp(join(tmpdir(), "opensme-specs-"))}/`);
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(new URL("integrations/acme/test/", root), { recursive: true });
    await writeFile(new URL("integrations/acme/package.json", root), "{}");
    await writeFile(new URL("integrations/acme/test/subject.ts", root), "");
    expect(await findConnectors([], root)).toEqual({
      checks: [],
      missing: ["acme: add integrations/acme/test/spec.ts; CONTRIBUTING.md says what it holds"],
    });
    expect(await findConnectors(["acne"], root)).toEqual({
      checks: [],
      missing: ["acne: there is no integrations/acne"],
    });
  });

  test("each row of an example is read by one of the resources of its path", async () => {
    const { checks } = await findConnectors(["xero"]);
    const bill = { Type: "ACCPAY", InvoiceID: "0b6bd6a5-9bd1-4a3b-9c5c-1d7e6e0a4f11", Status: "DRAFT" };
    const invoice = { ...bill, Type: "ACCREC" };
    const mixed: Example = { ...example, resourcePath: "/Invoices", payload: { Invoices: [bill, invoice] } };
    expect(await checks[0]?.mapExample(mixed)).toEqual({ records: 2, rejects: [] });
    const odd: Example = { ...mixed, payload: { Invoices: [bill, { ...invoice, Type: "ACCODD" }] } };
    expect(await checks[0]?.mapExample(odd)).toMatchObject({ records: 1, rejects: [expect.stringContaining("Type")] });
  });
});
