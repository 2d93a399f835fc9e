import { type AnyResource, decode, type Resource } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { bamboohr } from "../src/index.ts";

/** The records in a recorded answer; what is not a page of the listing is taken for rows. */
const read = (key: keyof typeof bamboohr.resources, answer: unknown): unknown[] => {
  const resources: Readonly<Record<string, AnyResource>> = bamboohr.resources;
  const resource = resources[key] ?? expect.fail(`there is no resource ${key}`);
  const { list } = resource.definition;
  const rows = list?.rowsIn(answer) ?? [answer].flat().flatMap((row) => list?.split(row) ?? []);
  return rows.map((row) => {
    const change = decode(resource as Resource, row);
    return change.type === "upsert" ? change.record : change.issues;
  });
};

describe("people in every answer that holds them", () => {
  const person = { firstName: "Ánh", lastName: "Mẫu" };

  it.each([
    ["the cursor-paged list", { data: [{ employeeId: "12", ...person, _restrictedFields: [] }], meta: { page: {} } }],
    ["the directory", { fields: [{ id: "firstName" }], employees: [{ id: "12", ...person, canUploadPhoto: 1 }] }],
    ["a report", { title: "All", fields: [], employees: [{ id: "12", ...person }] }],
    ["a dataset", { data: [{ eeid: 12, ...person }], aggregations: [], pagination: {} }],
    ["a dataset of the second version", { data: [{ fields: { id: "12", ...person } }], links: [], meta: {} }],
    ["one person", { id: "12", ...person }],
    ["one row of a dataset", { fields: { eeid: "12", ...person } }],
  ])("%s", (_, answer) => {
    expect(read("employees", answer)).toEqual([{ id: "12", ...person }]);
  });

  it("a row without any id says what to ask for", () => {
    expect(read("employees", { data: [person] })).toEqual([
      [{ path: "", message: expect.stringContaining("neither id, employeeId nor eeid") }],
    ]);
  });

  it("a row with an employee number only is known by it, apart from ids", () => {
    expect(read("employees", { data: [{ fields: { employeeNumber: 16, ...person } }] })).toEqual([
      { id: "number:16", number: "16", ...person },
    ]);
  });

  it("nothing but nulls, empty lists and zero dates", () => {
    const row = {
      id: 12,
      employeeNumber: null,
      status: null,
      payRate: [],
      hireDate: "0000-00-00",
      terminationDate: "",
      address1: "",
      country: null,
      lastChanged: null,
      gender: "",
    };
    expect(read("employees", row)).toEqual([{ id: "12" }]);
  });
});

it("a company without a display name goes by its legal one", () => {
  const company = { legalName: "Mây Mẫu LLC", displayName: "", address: { line1: "", zip: "" }, phone: "" };
  expect(read("organizations", company)).toEqual([{ id: "company", name: "Mây Mẫu LLC", legalName: "Mây Mẫu LLC" }]);
});

describe("places", () => {
  it("of the list of places with their addresses", () => {
    const page = { data: [{ id: "5", label: "Lindon", archived: false, address: [] }], meta: { page: 0 }, _links: [] };
    expect(read("locations", page)).toEqual([{ id: "5", name: "Lindon", status: "active" }]);
  });

  it("of all list fields", () => {
    const lists = [
      { fieldId: 4, name: "Department", alias: "department", options: [{ id: 1, name: "HR", archived: "no" }] },
      { fieldId: 18, name: "Location", alias: "location", options: [{ id: 2, name: "Lindon", archived: "yes" }] },
    ];
    expect(read("locations", lists)).toEqual([{ id: "2", name: "Lindon", status: "inactive" }]);
    expect(read("departments", lists)).toEqual([{ id: "1", name: "HR", status: "active" }]);
  });
});

describe("tables", () => {
  it("give a list of rows", () => {
    expect(read("jobInfo", [{ id: "7", employeeId: "12", date: "2024-01-01", location: "Lindon" }])).toEqual([
      {
        id: "jobInfo:7",
        employee: { id: "12" },
        effectiveDate: "2024-01-01",
        kind: "job",
        unmapped: { location: "Lindon" },
      },
    ]);
  });

  it.each([
    [
      { value: "27.00", currency: "CAD" },
      { payRate: "27", payCurrency: "CAD" },
    ],
    [{ value: 27.5, currency: "" }, { payRate: "27.5" }],
    ["55000.00 USD", { payRate: "55000", payCurrency: "USD" }],
    ["1,234,567.80 USD", { payRate: "1234567.8", payCurrency: "USD" }],
    ["$27.00", { payRate: "27" }],
    [13000000, { payRate: "13000000" }],
    ["0.00 USD", { payRate: "0", payCurrency: "USD" }],
    ["1.234,50 EUR", { unmapped: { payRate: "1.234,50 EUR" } }],
    [{ value: "", currency: "USD" }, {}],
    [[], {}],
    [null, {}],
  ])("pay %j", (rate, pay) => {
    const row = { id: "1", employeeId: "2", startDate: "2026-01-01", rate };
    const common = { id: "compensation:1", employee: { id: "2" }, effectiveDate: "2026-01-01", kind: "pay" };
    expect(read("compensation", [row])).toEqual([{ ...common, ...pay }]);
  });
});
