import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { spec } from "../../integrations/xero/test/spec.ts";
import type { Exchange } from "./finding.ts";
import { specsFolder, type Vendor } from "./spec.ts";

const absent = !existsSync(specsFolder);
const json = { "content-type": "application/json" };

function places(vendor: Vendor, exchange: Exchange): string[] {
  return vendor.description.validateExchange(exchange).map((finding) => `${finding.where} ${finding.keyword}`);
}

describe.skipIf(absent)(
  absent ? "the description of Xero (skipped: it is not in ../shared/specs)" : "the description of Xero",
  () => {
    let xero: Vendor;
    beforeAll(async () => {
      xero = await spec.load(specsFolder);
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
  },
);
