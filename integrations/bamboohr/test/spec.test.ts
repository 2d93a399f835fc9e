import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../../scripts/specs/finding.ts";
import { specsFolder, type Vendor } from "../../../scripts/specs/spec.ts";
import { spec } from "./spec.ts";

const absent = !existsSync(specsFolder);
const json = { "content-type": "application/json" };

function places(vendor: Vendor, exchange: Exchange): string[] {
  return vendor.description.validateExchange(exchange).map((finding) => `${finding.where} ${finding.keyword}`);
}

describe.skipIf(absent)(absent ? "the description (skipped: it is not in ../shared/specs)" : "the description", () => {
  let bamboohr: Vendor;
  beforeAll(async () => {
    bamboohr = await spec.load(specsFolder);
  });

  const get = (path: string, body: unknown): Exchange => ({
    request: { method: "GET", url: `https://acme.bamboohr.com/api/v1/${path}`, headers: { authorization: "Basic x" } },
    response: { status: 200, headers: json, body: JSON.stringify(body) },
  });

  test("required dates, nested query parameters and literal paths are told apart", () => {
    expect(places(bamboohr, get("time_off/requests?start=2026-01-01", []))).toEqual(["/request/query/end required"]);
    expect(
      places(
        bamboohr,
        get("employees/changed?since=2026-01-01T00:00:00Z", { latest: "2026-01-01T00:00:00Z", employees: {} }),
      ),
    ).toEqual([]);
    const page = { data: [], meta: { total: 0, page: { limit: 1, nextCursor: null, prevCursor: null } }, _links: {} };
    expect(places(bamboohr, get("employees?page[limit]=100&fields=workEmail,hireDate", page))).toEqual([]);
    expect(places(bamboohr, get("employees?page[size]=100&fields=salary", page)).sort()).toEqual([
      "/request/query/fields/0 enum",
      "/request/query/page/size undeclared",
    ]);
  });

  test("a wrong type in an answer is caught", () => {
    const change = { id: 7, action: "Changed", lastChanged: "yesterday" };
    expect(
      places(
        bamboohr,
        get("employees/changed?since=2026-01-01T00:00:00Z", {
          latest: "2026-01-01T00:00:00Z",
          employees: { 7: change },
        }),
      ),
    ).toEqual([
      "/response/body/employees/7/id type",
      "/response/body/employees/7/action enum",
      "/response/body/employees/7/lastChanged format",
    ]);
  });

  test("the examples of the description are found", () => {
    expect(bamboohr.examples.length).toBeGreaterThan(40);
    expect(bamboohr.examples.filter(({ operation }) => operation === "list-employees")).toHaveLength(2);
  });
});
