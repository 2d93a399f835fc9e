import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Exchange } from "../../../scripts/specs/finding.ts";
import { specsFolder, type Vendor } from "../../../scripts/specs/spec.ts";
import { realmId } from "../src/sandbox/wire.ts";
import { schemasOf } from "./spec/xsd.ts";
import { spec } from "./spec.ts";

const document = `<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <!-- <xs:element name="Commented" type="xs:string"/> -->
  <xs:simpleType name="Size"><xs:restriction base="xs:string"><xs:enumeration value="small"/><xs:enumeration value="large"/></xs:restriction></xs:simpleType>
  <xs:complexType name="Ref">
    <xs:simpleContent><xs:extension base="id"><xs:attribute name="name" type="xs:string"/></xs:extension></xs:simpleContent>
  </xs:complexType>
  <xs:simpleType name="id"><xs:restriction base="xs:string"/></xs:simpleType>
  <xs:complexType name="Base"><xs:sequence><xs:element name="Id" type="id"/></xs:sequence><xs:attribute name="status" type="Size"/></xs:complexType>
  <xs:complexType name="Cup">
    <xs:annotation><xs:documentation>A <b>cup</b></xs:documentation></xs:annotation>
    <xs:complexContent><xs:extension base="Base"><xs:sequence>
      <xs:element name="Price" type="xs:decimal"/>
      <xs:element name="Owner" type="Ref" maxOccurs="unbounded"/>
    </xs:sequence></xs:extension></xs:complexContent>
  </xs:complexType>
</xs:schema>`;

it("XML schemas are read as the vendor writes their types in JSON", () => {
  expect(schemasOf([document])).toEqual({
    Size: { type: "string", enum: ["small", "large"] },
    id: { type: "string" },
    Ref: {
      type: "object",
      properties: { value: { $ref: "#/components/schemas/id" }, name: { type: "string" } },
    },
    Base: {
      type: "object",
      properties: { Id: { $ref: "#/components/schemas/id" }, status: { $ref: "#/components/schemas/Size" } },
    },
    Cup: {
      type: "object",
      properties: {
        Id: { $ref: "#/components/schemas/id" },
        status: { $ref: "#/components/schemas/Size" },
        Price: { type: "number" },
        Owner: { type: "array", items: { $ref: "#/components/schemas/Ref" } },
      },
    },
  });
});

const absent = !existsSync(specsFolder);

describe.skipIf(absent)(absent ? "the description (skipped: it is not in ../shared/specs)" : "the description", () => {
  let vendor: Vendor;
  beforeAll(async () => {
    vendor = await spec.load(specsFolder);
  });

  const time = "2026-10-31T09:00:00.000-07:00";
  const exchange = (path: string, answer: unknown, body?: unknown): Exchange => ({
    request: {
      method: body === undefined ? "GET" : "POST",
      url: `https://quickbooks.api.intuit.com/v3/company/${realmId}${path}`,
      headers: { authorization: "Bearer x", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    response: { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) },
  });
  const places = (one: Exchange): string[] =>
    vendor.description.validateExchange(one).map(({ where, keyword }) => `${where} ${keyword}`);

  const invoice = { Id: "1", SyncToken: "0", TotalAmt: 5.5, CustomerRef: { value: "2", name: "Quán" }, Line: [] };

  it("takes what is right", () => {
    expect(places(exchange("/invoice/1?minorversion=75", { Invoice: invoice, time }))).toEqual([]);
    expect(places(exchange("/invoice?minorversion=75&requestid=a", { Invoice: invoice, time }, invoice))).toEqual([]);
  });

  it.each([
    ["an invented field", { ...invoice, Reference: "x" }, "/response/body/Invoice/Reference undeclared"],
    ["an amount as text", { ...invoice, TotalAmt: "5.5" }, "/response/body/Invoice/TotalAmt type"],
    ["an id as a number", { ...invoice, Id: 1 }, "/response/body/Invoice/Id type"],
    ["a ref as text", { ...invoice, CustomerRef: "2" }, "/response/body/Invoice/CustomerRef type"],
    ["a word of no list", { ...invoice, EmailStatus: "Gone" }, "/response/body/Invoice/EmailStatus enum"],
    ["a day with a time", { ...invoice, TxnDate: "2026-04-24T00:00:00" }, "/response/body/Invoice/TxnDate pattern"],
    [
      "a line of no kind",
      { ...invoice, Line: [{ DetailType: "SalesLine" }] },
      "/response/body/Invoice/Line/0/DetailType enum",
    ],
  ])("finds %s", (_, row, place) => {
    expect(places(exchange("/invoice/1?minorversion=75", { Invoice: row, time }))).toEqual([place]);
  });

  it.each([
    ["select * from Bill where Active = true or Id = '1'"],
    ["select * from Bill startposition 0 maxresults 10"],
    ["select * from Bill startposition 1 maxresults 1001"],
  ])("finds a query that the language does not know: %s", (query) => {
    const path = `/query?minorversion=75&query=${encodeURIComponent(query)}`;
    expect(places(exchange(path, { QueryResponse: {}, time }))).toEqual(["/request/query/query pattern"]);
  });

  it("finds what is wrong with a request", () => {
    const path = `/invoice?minorversion=70&operation=erase&requestid=${"x".repeat(51)}`;
    expect(places(exchange(path, { Invoice: invoice, time }, { Lines: [] })).sort()).toEqual([
      "/request/body/Lines undeclared",
      "/request/query/minorversion minimum",
      "/request/query/operation enum",
      "/request/query/requestid maxLength",
    ]);
  });
});
