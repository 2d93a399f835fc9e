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
  let kiotviet: Vendor;
  beforeAll(async () => {
    kiotviet = await spec.load(specsFolder);
  });

  const get = (path: string, body: unknown): Exchange => ({
    request: {
      method: "GET",
      url: `https://public.kiotapi.com/${path}`,
      headers: { authorization: "Bearer x", retailer: "shop" },
    },
    response: { status: 200, headers: json, body: JSON.stringify(body) },
  });
  const customers = (row: object): string[] =>
    places(kiotviet, get("customers", { total: 1, pageSize: 20, data: [{ id: 1, code: "KH1", name: "Mai", ...row }] }));

  test("the documented pages fit their own description", () => {
    const pages = kiotviet.examples.filter(({ operation, status }) => operation.startsWith("GET") && status === "200");
    for (const { operation, resourcePath, payload } of pages) {
      expect(places(kiotviet, get(resourcePath.slice(1), payload)), operation).toEqual([]);
    }
    expect(pages).toHaveLength(13);
  });

  test("wrong date forms, types and names are caught", () => {
    expect(customers({ createdDate: "2026-08-12T10:57:25.5930000" })).toEqual([]);
    expect(customers({ createdDate: "2026-08-12T10:57:25" })).toEqual(["/response/body/data/0/createdDate pattern"]);
    expect(customers({ createdDate: "2026-08-12T10:57:25.5930000+07:00" })).toEqual([
      "/response/body/data/0/createdDate pattern",
    ]);
    expect(customers({ debt: "120000" })).toEqual(["/response/body/data/0/debt type"]);
    expect(customers({ email: null })).toEqual(["/response/body/data/0/email type"]);
    expect(customers({ phone: "0900" })).toEqual(["/response/body/data/0/phone undeclared"]);
    expect(places(kiotviet, get("customers", { data: [] }))).toEqual(["/response/body/total required"]);
  });

  test("requests keep to the manual", () => {
    const page = { total: 0, pageSize: 100, data: [] };
    expect(
      places(kiotviet, get("orders?pageSize=100&currentItem=0&lastModifiedFrom=2026-08-12T10:57:25&status=1,2", page)),
    ).toEqual([]);
    expect(
      places(kiotviet, get("orders?pageSize=200&page=2&lastModifiedFrom=2026-08-12T10:57:25Z", page)).sort(),
    ).toEqual([
      "/request/query/lastModifiedFrom pattern",
      "/request/query/page undeclared",
      "/request/query/pageSize maximum",
    ]);
    const exchange = get("invoices", page);
    exchange.request.headers = {};
    expect(places(kiotviet, exchange)).toEqual([
      "/request/headers/authorization required",
      "/request/headers/retailer required",
    ]);
    expect(places(kiotviet, get("cashbooks", page))).toEqual(["/request operation"]);
  });

  test("the documented order fits as a request", () => {
    const example = kiotviet.examples.find(({ operation }) => operation === "POST /orders");
    const exchange: Exchange = {
      request: {
        method: "POST",
        url: "https://public.kiotapi.com/orders",
        headers: { authorization: "Bearer x", retailer: "shop", ...json },
        body: JSON.stringify(example?.payload),
      },
      response: {
        status: 400,
        headers: json,
        body: JSON.stringify({ responseStatus: { errorCode: "KvValidateException", message: "Lỗi" } }),
      },
    };
    expect(places(kiotviet, exchange)).toEqual([]);
  });
});
