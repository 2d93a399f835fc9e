import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "./finding.ts";
import { loadVendor, specsFolder, type Vendor } from "./vendors.ts";

const absent = !existsSync(specsFolder);
const title = (vendor: string): string => (absent ? `${vendor} (skipped: no descriptions in ../shared/specs)` : vendor);
const json = { "content-type": "application/json" };

function places(vendor: Vendor, exchange: Exchange): string[] {
  return vendor.description.validateExchange(exchange).map((finding) => `${finding.where} ${finding.keyword}`);
}

describe.skipIf(absent)(title("xero"), () => {
  let xero: Vendor;
  beforeAll(async () => {
    xero = await loadVendor("xero");
  });

  const headers = { authorization: "Bearer x", "xero-tenant-id": "t", ...json };
  const invoices = (query: string, rows: unknown[]): Exchange => ({
    request: { method: "GET", url: `https://api.xero.com/api.xro/2.0/Invoices${query}`, headers },
    response: { status: 200, headers: json, body: JSON.stringify({ Invoices: rows }) },
  });
  const creation = (invoice: unknown): Exchange => ({
    request: {
      method: "PUT",
      url: "https://api.xero.com/api.xro/2.0/Invoices",
      headers,
      body: JSON.stringify({ Invoices: [invoice] }),
    },
    response: { status: 200, headers: json, body: JSON.stringify({ Invoices: [] }) },
  });

  test("a fitting invoice has no finding, either way", () => {
    const invoice = {
      Type: "ACCREC",
      Status: "AUTHORISED",
      LineItems: [{ Description: "Beans", Quantity: 2, UnitAmount: 4.25 }],
    };
    expect(places(xero, creation({ ...invoice, Date: "2026-10-07", DueDate: "/Date(1777034078688+0000)/" }))).toEqual(
      [],
    );
    expect(
      places(
        xero,
        invoices("?page=1&pageSize=1000&includeArchived=true", [
          { ...invoice, Date: "/Date(1777034078688)/", Total: 8.5 },
        ]),
      ),
    ).toEqual([]);
  });

  test("a wrong enum in a body is caught, either way", () => {
    expect(places(xero, creation({ Type: "ACCREC", Status: "APPROVED" }))).toEqual([
      "/request/body/Invoices/0/Status enum",
    ]);
    expect(places(xero, invoices("", [{ Type: "SALE" }]))).toEqual(["/response/body/Invoices/0/Type enum"]);
  });

  test("wrong types, dates, ids and names are caught", () => {
    const wrong = {
      Total: "8.50",
      Date: "2026-10-07",
      InvoiceID: "INV-1",
      LineItems: [{ LineAmt: 1 }],
      InvoiceNo: "1",
    };
    expect(places(xero, invoices("", [wrong])).sort()).toEqual([
      "/response/body/Invoices/0/Date pattern",
      "/response/body/Invoices/0/InvoiceID format",
      "/response/body/Invoices/0/InvoiceNo undeclared",
      "/response/body/Invoices/0/LineItems/0/LineAmt undeclared",
      "/response/body/Invoices/0/Total type",
    ]);
  });

  test("undeclared query parameters and a missing tenant are caught", () => {
    expect(places(xero, invoices("?page=1&modifiedSince=2026-10-07", []))).toEqual([
      "/request/query/modifiedSince undeclared",
    ]);
    const exchange = invoices("", []);
    exchange.request.headers = { authorization: "Bearer x" };
    expect(places(xero, exchange)).toEqual(["/request/headers/xero-tenant-id required"]);
  });

  test("the examples of the description are found", () => {
    expect(xero.examples.length).toBeGreaterThan(280);
    const listed = xero.examples.filter(({ operation, status }) => operation === "getInvoices" && status === "200");
    expect(listed.map(({ resourcePath, payload }) => [resourcePath, Object.keys(payload as object)])).toEqual([
      ["/Invoices", expect.arrayContaining(["Invoices"])],
    ]);
    expect(
      xero.examples.some(({ operation, payload }) => operation === "getConnections" && Array.isArray(payload)),
    ).toBe(true);
  });
});

describe.skipIf(absent)(title("bamboohr"), () => {
  let bamboohr: Vendor;
  beforeAll(async () => {
    bamboohr = await loadVendor("bamboohr");
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

describe.skipIf(absent)(title("kiotviet"), () => {
  let kiotviet: Vendor;
  beforeAll(async () => {
    kiotviet = await loadVendor("kiotviet");
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
      "/request/headers/retailer required",
      "/request/headers/authorization security",
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
