import { type AnyResource, decode, type Listing, type Resource } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { bamboohr } from "../src/index.ts";

/** The first page as the listing itself reads it, which has to know the answer too where its paging is declared. */
const pageOf = async (list: Listing, body: unknown): Promise<readonly unknown[] | undefined> => {
  const rows = list.rowsIn(body);
  if (rows === undefined || list.paging === "custom") return rows;
  const request = async () => ({ status: 200, headers: new Headers(), body });
  for await (const page of list.pages({}, { sensitive: true, config: {}, request })) return page.rows;
  return undefined;
};

/** The records in a recorded answer; what is not a page of the listing is taken for rows. */
const read = async (key: keyof typeof bamboohr.resources, answer: unknown): Promise<unknown[]> => {
  const resources: Readonly<Record<string, AnyResource>> = bamboohr.resources;
  const resource = resources[key] ?? expect.fail(`there is no resource ${key}`);
  const { list } = resource.definition;
  const rows = (list && (await pageOf(list, answer))) ?? [answer].flat().flatMap((row) => list?.split(row) ?? []);
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
  ])("%s", async (_, answer) => {
    expect(await read("employees", answer)).toEqual([{ id: "12", ...person }]);
  });

  it("the log of changes, of which the deleted are no records", async () => {
    const lastChanged = "2026-10-02T09:30:00+00:00";
    const employees = {
      12: { id: "12", action: "Updated", lastChanged },
      13: { id: "13", action: "Deleted", lastChanged },
    };
    expect(await read("employees", { latest: lastChanged, employees })).toEqual([
      { id: "12", updatedAt: "2026-10-02T09:30:00.000Z" },
      [{ path: "action", message: expect.stringContaining("deleted") }],
    ]);
    expect(await read("employees", { latest: lastChanged, employees: [] })).toEqual([]);
  });

  it("a field-based webhook, by labels or aliases, each value wrapped or not", async () => {
    const fields = {
      "First Name": "Ánh",
      "Employee #": "9",
      "Reporting to": "An Mẫu",
      "Zip Code": { value: "700000" },
      "Pay rate": { value: "27500.00", currency: "VND" },
      "Paid per": "Hour",
    };
    const employees = [
      { id: "12", action: "Updated", timestamp: "2026-01-31T18:42:00+0000", changedFields: ["First Name"], fields },
      { id: 13, fields: { firstName: { value: "Bảo" }, customUniformSize: { value: "M" } } },
      { id: "14", action: "Created", changedFields: [], fields: [] },
      { id: "15", action: "Deleted", changedFields: [], fields: [] },
    ];
    expect(await read("employees", { employees })).toEqual([
      {
        id: "12",
        number: "9",
        firstName: "Ánh",
        homeAddress: { kind: "home", postalCode: "700000" },
        payRate: "27500",
        payCurrency: "VND",
        payPeriod: "hour",
        unmapped: { manager: "An Mẫu" },
      },
      { id: "13", firstName: "Bảo", custom: { customUniformSize: "M" } },
      { id: "14" },
      [{ path: "action", message: expect.stringContaining("deleted") }],
    ]);
  });

  it("active is a status, also where it stands in what else is the kind of employment", async () => {
    const read1 = async (row: object) => (await read("employees", { id: 12, ...row }))[0];
    expect(await read1({ employmentStatus: "Inactive" })).toEqual({ id: "12", status: "inactive" });
    expect(await read1({ employmentStatus: "Full-Time" })).toEqual({ id: "12", employmentKind: "Full-Time" });
    expect(await read1({ status: "Active", employmentStatus: "active" })).toEqual({ id: "12", status: "active" });
  });

  it("an e-mail address that is not told to be of work or of home is kept", async () => {
    const row = { id: 12, bestEmail: "an@example.com" };
    expect(await read("employees", row)).toEqual([{ id: "12", unmapped: { bestEmail: "an@example.com" } }]);
    expect(await read("employees", { ...row, homeEmail: "an@example.com" })).toEqual([
      { id: "12", personalEmail: "an@example.com" },
    ]);
  });

  it("a reference to nobody leaves the name", async () => {
    const row = { id: 12, supervisorEId: "0", supervisor: "An Mẫu", departmentId: 0, department: "HR" };
    expect(await read("employees", row)).toEqual([{ id: "12", unmapped: { manager: "An Mẫu", department: "HR" } }]);
  });

  it("pay in two columns", async () => {
    const row = { eeid: 12, compensationPayRate: "27500.00", compensationPaidPer: "Hour" };
    const pay = { id: "12", payRate: "27500", payPeriod: "hour" };
    const withCurrency = (code: string) => ({ ...row, compensationPayRateCurrencyCode: code });
    expect(await read("employees", withCurrency("VND"))).toEqual([{ ...pay, payCurrency: "VND" }]);
    expect(await read("employees", withCurrency("₫"))).toEqual([{ ...pay, unmapped: { payCurrency: "₫" } }]);
    expect(await read("employees", withCurrency(""))).toEqual([pay]);
  });

  it("a row without any id says what to ask for", async () => {
    expect(await read("employees", { data: [person] })).toEqual([
      [{ path: "", message: expect.stringContaining("neither id, employeeId nor eeid") }],
    ]);
  });

  it("a row with an employee number only is known by it, apart from ids", async () => {
    expect(await read("employees", { data: [{ fields: { employeeNumber: 16, ...person } }] })).toEqual([
      { id: "number:16", number: "16", ...person },
    ]);
  });

  it("nothing but nulls, empty lists and zero dates", async () => {
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
    expect(await read("employees", row)).toEqual([{ id: "12" }]);
  });
});

it("a company without a display name goes by its legal one", async () => {
  const company = { legalName: "Mây Mẫu LLC", displayName: "", address: { line1: "", zip: "" }, phone: "" };
  expect(await read("organizations", company)).toEqual([
    { id: "company", name: "Mây Mẫu LLC", legalName: "Mây Mẫu LLC" },
  ]);
});

describe("places", () => {
  it("of the list of places with their addresses", async () => {
    const page = { data: [{ id: "5", label: "Lindon", archived: false, address: [] }], meta: { page: 0 }, _links: [] };
    expect(await read("locations", page)).toEqual([{ id: "5", name: "Lindon", status: "active" }]);
  });

  it("of that list with the numbers of state and country only", async () => {
    const address = { address1: "335 S", city: "Lindon", stateId: "44", zipcode: "84042", countryId: "1" };
    expect(await read("locations", { data: [{ id: "5", label: "Lindon", address }], meta: {}, _links: [] })).toEqual([
      {
        id: "5",
        name: "Lindon",
        address: { line1: "335 S", city: "Lindon", postalCode: "84042" },
        unmapped: { stateId: "44", countryId: "1" },
      },
    ]);
  });

  it("of all list fields", async () => {
    const lists = [
      { fieldId: 4, name: "Department", alias: "department", options: [{ id: 1, name: "HR", archived: "no" }] },
      { fieldId: 18, name: "Location", alias: "location", options: [{ id: 2, name: "Lindon", archived: "yes" }] },
    ];
    expect(await read("locations", lists)).toEqual([{ id: "2", name: "Lindon", status: "inactive" }]);
    expect(await read("departments", lists)).toEqual([{ id: "1", name: "HR", status: "active" }]);
  });
});

describe("tables", () => {
  it("give a list of rows", async () => {
    expect(await read("jobInfo", [{ id: "7", employeeId: "12", date: "2024-01-01", location: "Lindon" }])).toEqual([
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
    ["$27.00", { payRate: "27", unmapped: { payCurrency: "$" } }],
    [13000000, { payRate: "13000000" }],
    ["0.00 USD", { payRate: "0", payCurrency: "USD" }],
    ["USD 55,000.00", { payRate: "55000", payCurrency: "USD" }],
    ["55000.00 usd", { payRate: "55000", payCurrency: "USD" }],
    [
      { value: "$1,250.00", currency: "CAD" },
      { payRate: "1250", payCurrency: "CAD" },
    ],
    [
      { value: "27.00", currency: "Rupees" },
      { payRate: "27", unmapped: { payCurrency: "Rupees" } },
    ],
    ["-27.00 USD", { payRate: "-27", payCurrency: "USD" }],
    ["-$27.00", { unmapped: { payRate: "-$27.00" } }],
    ["(27.00)", { unmapped: { payRate: "(27.00)" } }],
    ["**", { unmapped: { payRate: "**" } }],
    ["1.234,50 EUR", { payRate: "1234.5", payCurrency: "EUR" }],
    ["27,50 EUR", { unmapped: { payRate: "27,50 EUR" } }],
    [" USD", {}],
    [{ value: "", currency: "USD" }, {}],
    [[], {}],
    [null, {}],
  ])("pay %j", async (rate, pay) => {
    const row = { id: "1", employeeId: "2", startDate: "2026-01-01", rate };
    const common = { id: "compensation:1", employee: { id: "2" }, effectiveDate: "2026-01-01", kind: "pay" };
    expect(await read("compensation", [row])).toEqual([{ ...common, ...pay }]);
  });

  it.each(["Twice a month", "Every other week", "Pay Period", "Piece"])(
    "pay per %s keeps the word",
    async (paidPer) => {
      expect(await read("compensation", [{ id: "1", employeeId: "2", paidPer }])).toEqual([
        {
          id: "compensation:1",
          employee: { id: "2" },
          kind: "pay",
          payPeriod: "other",
          unmapped: { payPeriod: paidPer },
        },
      ]);
    },
  );

  it("give the columns of the company's own", async () => {
    for (const table of ["jobInfo", "employmentStatus", "compensation"] as const)
      expect(await read(table, [{ id: 1, employeeId: 2, customGrade: "B2", 4401: 0, customEmpty: null }])).toEqual([
        expect.objectContaining({ id: `${table}:1`, custom: { customGrade: "B2", 4401: 0 } }),
      ]);
  });

  it("know kinds of employment in small and in capital letters", async () => {
    const row = { id: 1, employeeId: 2, employmentStatus: "FULL-TIME" };
    expect(await read("employmentStatus", [row])).toMatchObject([{ employmentType: "full-time" }]);
  });

  it("know 0 as a reason that nobody chose", async () => {
    const row = { id: 1, employeeId: 2, terminationReasonId: "0", terminationTypeId: 0, terminationRehireId: "0" };
    expect(await read("employmentStatus", [row])).toEqual([
      { id: "employmentStatus:1", employee: { id: "2" }, kind: "status" },
    ]);
  });

  it("as changed rows have no ids, and are known by person, day and place among those of the day", async () => {
    const rows = [{ date: "2026-10-01" }, { date: "2026-10-01", division: "EU" }, {}];
    const employees = { 12: { lastChanged: "2026-10-02T09:30:00+00:00", rows } };
    const onDay = { employee: { id: "12" }, effectiveDate: "2026-10-01", kind: "job" };
    expect(await read("jobInfo", { table: "jobInfo", employees })).toEqual([
      { id: "jobInfo:12-2026-10-01", ...onDay },
      { id: "jobInfo:12-2026-10-01-2", ...onDay, division: "EU" },
      { id: "jobInfo:12", employee: { id: "12" }, kind: "job" },
    ]);
  });
});

it("an application that got an offer is open, and one of a status of the company's own is kept", async () => {
  const application = { id: 23, applicant: { id: 85 } };
  expect(await read("applications", { ...application, status: { id: 20, label: "Made an Offer" } })).toMatchObject([
    { status: "open", stage: "Made an Offer", stageId: "20" },
  ]);
  expect(await read("applications", { ...application, status: { id: 21, label: "Thử việc" } })).toMatchObject([
    { status: "other", stage: "Thử việc", unmapped: { status: "Thử việc" } },
  ]);
});

it("who is out is absent, and a holiday is nobody's absence", async () => {
  const days = { start: "2026-12-24", end: "2026-12-25" };
  const out = [
    { id: 7, type: "timeOff", employeeId: 5, name: "An Mẫu", ...days },
    { id: 8, type: "holiday", name: "Christmas", ...days },
  ];
  expect(await read("leaveRequests", out)).toEqual([
    {
      id: "7",
      employee: { id: "5", name: "An Mẫu" },
      startDate: days.start,
      endDate: days.end,
      unmapped: { leaveType: "timeOff" },
    },
    [expect.objectContaining({ path: "employeeId" })],
  ]);
});

describe("leave requests", () => {
  const request = { id: "1", employeeId: "5", start: "2026-12-14", end: "2026-12-14" };
  const record = { id: "1", employee: { id: "5" }, startDate: "2026-12-14", endDate: "2026-12-14" };

  it.each([
    [[], {}],
    [{}, {}],
    ["", {}],
    [null, {}],
    [{ employee: "Về quê", manager: "" }, { employeeNote: "Về quê" }],
    [{ from: "manager", note: "Trùng lịch" }, { managerNote: "Trùng lịch" }],
    [
      [
        { from: "employee", note: "Về quê" },
        { from: "manager", note: null },
        { from: "employee", note: "Đã đổi ca" },
      ],
      { employeeNote: "Về quê\nĐã đổi ca" },
    ],
    [
      { employee: "Về quê", reason: "personal" },
      { employeeNote: "Về quê", unmapped: { "notes.reason": "personal" } },
    ],
    ["Về quê", { unmapped: { "notes.unsigned": "Về quê" } }],
  ])("notes %j", async (notes, expected) => {
    expect(await read("leaveRequests", [{ ...request, notes }])).toEqual([{ ...record, ...expected }]);
  });

  it("name the employee, and may have the status as a bare word", async () => {
    expect(await read("leaveRequests", [{ ...request, name: "An Mẫu", status: "superceded" }])).toEqual([
      { ...record, employee: { id: "5", name: "An Mẫu" }, status: "superseded" },
    ]);
  });

  it("with days without an amount, and nothing where an object was to be", async () => {
    const dates = { "2026-12-15": null, "2026-12-14": "0.5", "2026-12-16": "" };
    expect(await read("leaveRequests", [{ ...request, type: "", amount: "", dates }])).toEqual([
      { ...record, days: [{ date: "2026-12-14", amount: "0.5" }] },
    ]);
    expect(await read("leaveRequests", [{ ...request, dates: "" }])).toEqual([record]);
  });

  it("whose day is none are refused", async () => {
    expect(await read("leaveRequests", [{ ...request, start: "0000-00-00" }])).toEqual([
      [expect.objectContaining({ path: "startDate" })],
    ]);
  });
});

describe("time entries", () => {
  const entry = { id: 1, employeeId: 2, date: "2026-09-01", timezone: "America/Denver" };

  it("say the moment by its offset, and are refused without one", async () => {
    expect(await read("timeEntries", [{ ...entry, start: "2026-09-01T08:00:00-06:00", end: "" }])).toEqual([
      expect.objectContaining({ startedAt: "2026-09-01T14:00:00.000Z" }),
    ]);
    expect(await read("timeEntries", [{ ...entry, start: "2026-09-01 08:00:00" }])).toEqual([
      [{ path: "start", message: "expected a date and time with its offset" }],
    ]);
  });

  it("never changed have no time of change", async () => {
    const [record] = await read("timeEntries", [{ ...entry, createdAt: "2026-09-01T14:00:00Z", updatedAt: null }]);
    expect(record).not.toHaveProperty("updatedAt");
  });
});

it("a company whose postal code is a number, or which has no address", async () => {
  const company = { legalName: "Mây Mẫu LLC", displayName: "Mây Mẫu" };
  const record = { id: "company", name: "Mây Mẫu", legalName: "Mây Mẫu LLC" };
  expect(await read("organizations", { ...company, address: { zip: 84042 }, phone: 8017246600 })).toEqual([
    { ...record, addresses: [{ postalCode: "84042" }], phones: [{ number: "8017246600" }] },
  ]);
  expect(await read("organizations", { ...company, address: [], phone: null })).toEqual([record]);
});
