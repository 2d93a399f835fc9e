import { connect, decode } from "@opensme/core";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { describe, expect, it } from "vitest";
import { baseVn } from "../src/index.ts";
import { access } from "../src/sandbox/wire.ts";
import { all, answer, asked, company, open } from "./vendor.ts";

describe("an app", () => {
  it("is asked at its own host, with its own token in the field of its kind", async () => {
    const { vendor, client } = open();
    await client.check();
    await all(client.areas.list());
    await all(client.leaveTypes.list());
    await all(client.jobOpenings.list());
    const tokens = vendor.exchanges.map(({ request }) => Object.fromEntries(new URLSearchParams(request.body)));
    expect(asked(vendor)).toEqual([
      "account.base.vn/extapi/v1/users",
      "hrm.base.vn/extapi/v1/area/list",
      "timeoff.base.vn/extapi/v1/group/list",
      "hiring.base.vn/publicapi/v2/opening/list page=1",
      "hiring.base.vn/publicapi/v2/opening/list page=2",
      "hiring.base.vn/publicapi/v2/opening/list page=2",
    ]);
    expect(tokens.slice(0, 4)).toEqual([
      { access_token: access.accountToken },
      { access_token_v2: access.hrmToken },
      { access_token_v2: access.timeoffToken },
      { access_token: access.hiringToken, page: "1" },
    ]);
    expect(vendor.exchanges.every(({ request }) => request.method === "POST")).toBe(true);
  });

  it("may stand under the company's own domain", async () => {
    const asked: string[] = [];
    const server = setupServer(
      http.post("https://:app.may-mau.example/extapi/v1/*", ({ request }) => {
        asked.push(request.url);
        return HttpResponse.json({ code: 1, users: [{ id: "7", name: "Mẫu" }], areas: [] });
      }),
    );
    server.listen();
    const client = connect(baseVn, { config: { ...access, domain: "may-mau.example" } });
    expect(await all(client.users.list())).toMatchObject([{ id: "7" }]);
    expect(await all(client.areas.list())).toEqual([]);
    server.close();
    expect(asked).toEqual([
      "https://account.may-mau.example/extapi/v1/users",
      "https://hrm.may-mau.example/extapi/v1/area/list",
    ]);
  });
});

describe("pages", () => {
  it("begin at 0 and end with one that is empty twice in HRM", async () => {
    const { vendor, client } = open();
    expect(await all(client.employees.list())).toHaveLength(company.employees.length);
    expect(asked(vendor)).toEqual([0, 1, 2, 2].map((page) => `hrm.base.vn/extapi/v1/employee/list page=${page}`));
  });

  it("end at the total in Timeoff", async () => {
    const { vendor, client } = open();
    const count = company.leaveRequests.length;
    expect(await all(client.leaveRequests.list())).toHaveLength(count);
    const pages = asked(vendor).filter((call) => call.includes("timeoff/list"));
    expect(pages).toHaveLength(Math.ceil(count / 20));
  });

  it("end where the vendor does not heed the number", async () => {
    const { vendor, client } = open();
    const body = { code: 1, employees: [{ id: "1" }, { id: "2" }] };
    vendor.faults.inject({ kind: "status", status: 200, body, times: Number.POSITIVE_INFINITY });
    const changes = await all(client.employees.list());
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(["1", "2"]));
    expect(vendor.exchanges).toHaveLength(3);
  });

  it.each(["empty", "twice"])("are not ended by one that comes %s by mistake", async (mistake) => {
    const { vendor, client } = open();
    let first: unknown;
    vendor.faults.inject({ kind: "edit", edit: (body) => (first = body) });
    vendor.faults.inject({ kind: "edit", edit: () => (mistake === "twice" ? first : { code: 1, employees: [] }) });
    const changes = await all(client.employees.list());
    expect(new Set(changes.map(({ id }) => id)).size).toBe(company.employees.length);
  });

  it("that stay empty before the total are no end", async () => {
    const { vendor, client } = open({ config: { ...access, hrmToken: undefined } });
    vendor.faults.inject({
      kind: "edit",
      after: 1,
      times: Number.POSITIVE_INFINITY,
      edit: (body) => Object.assign({}, body, { timeoffs: [] }),
    });
    await expect(all(client.leaveRequests.list())).rejects.toMatchObject({ code: "mismatch", retryable: true });
  });

  it.each([null, "", "nhiều", undefined])("go on without a total, as %j is", async (total_items) => {
    const { vendor, client } = open({ config: { ...access, hrmToken: undefined } });
    vendor.faults.inject({
      kind: "edit",
      times: Number.POSITIVE_INFINITY,
      edit: (body) => Object.assign({}, body, { total_items }),
    });
    expect(await all(client.leaveRequests.list())).toHaveLength(company.leaveRequests.length);
  });

  it.each([{}, { areas: [] }, { areas: {} }, { areas: null }, { data: [] }])("are empty in %j", async (content) => {
    const { vendor, client } = open();
    vendor.faults.inject(answer(content));
    expect(await all(client.areas.list())).toEqual([]);
  });

  it("may hold rows by keys of their own, as PHP writes them", async () => {
    const { vendor, client } = open();
    vendor.faults.inject(
      answer({ areas: { "41": { id: 41, name: "Miền Nam" }, "42": { id: "42", name: "Miền Bắc" } } }),
    );
    expect((await all(client.areas.list())).map(({ id }) => id)).toEqual(["area:41", "area:42"]);
  });

  it("since a moment are asked for in seconds", async () => {
    const { vendor, client } = open();
    await all(client.departments.list({ since: "2026-10-31T00:00:00.500Z" }));
    expect(asked(vendor)).toEqual(["hrm.base.vn/extapi/v1/team/list updated_from=1793404800"]);
  });
});

describe("people", () => {
  const [first] = company.leaveRequests;

  it("of other apps are those of HRM", async () => {
    const { client } = open();
    const [request] = await all(client.leaveRequests.list());
    expect(request).toMatchObject({ record: { employee: { id: String(first?.employeeId) } } });
    const punches = await all(client.timeEntries.list());
    const ids = new Set(company.employees.map(({ id }) => String(id)));
    expect(punches.length).toBe(company.timeEntries.length * 2);
    expect(punches.every((punch) => punch.type === "upsert" && ids.has(punch.record.employee.id))).toBe(true);
  });

  it("of other apps are logins where HRM may not be read", async () => {
    const { hrmToken: _, ...config } = access;
    const { client } = open({ config });
    const [request] = await all(client.leaveRequests.list());
    expect(request).toMatchObject({ record: { employee: { id: `user:${1000 + (first?.employeeId ?? 0)}` } } });
  });

  it("are read one by one, and have names in NFC", async () => {
    const { vendor, client } = open();
    const { record } = await client.employees.get("4");
    expect(record.displayName).toBe("Phạm Thị Mỹ Linh");
    expect(record).toMatchObject({ number: "NV004", hireDate: "2021-09-01", birthDate: "1992-04-30" });
    expect(asked(vendor)).toEqual(["hrm.base.vn/extapi/v1/employee/get id=4"]);
  });

  it.each([
    ["15.000.000", "15000000"],
    ["1.250.000,5", "1250000.5"],
    ["15,000,000", "15000000"],
    ["15000000", "15000000"],
    ["15.5", "15.5"],
  ])("have a salary of %j", (salary, payRate) => {
    expect(decode(baseVn.resources.employees, { id: "1", salary })).toMatchObject({ record: { payRate } });
  });

  it("keep a salary that is no amount as it is written", () => {
    expect(decode(baseVn.resources.employees, { id: "1", salary: "thoả thuận" })).toMatchObject({
      record: { unmapped: { payRate: "thoả thuận" } },
    });
  });

  it.each(["2024-01-02 08:30:00", "02/01/2024 08:30", "2024-01-02"])("begin on the day of %j", (start_date) => {
    expect(decode(baseVn.resources.employees, { id: "1", start_date, terminated_date: "0000-00-00" })).toMatchObject({
      record: { hireDate: "2024-01-02" },
    });
  });

  it("keep pay, papers and own fields to themselves unless asked", async () => {
    const { client } = open({ sensitive: false });
    const [employee] = await all(client.employees.list());
    expect(employee).toMatchObject({ record: { number: "NV001" } });
    expect(JSON.stringify(employee)).not.toMatch(/salary|ssn_no|bank|dob|co_ao|gender/);
    const [candidate] = await all(client.candidates.list());
    expect(JSON.stringify(candidate)).not.toMatch(/gender|dob_|"ssn"/);
    await expect(all(client.payslips.list())).rejects.toMatchObject({ code: "config" });
  });
});

describe("punches", () => {
  const { definition } = baseVn.resources.timeEntries;
  const log = { time: "1759714200", checkout: "1" };

  it("are read in steps of a month, a year back from the vendor's clock", async () => {
    const { vendor, client } = open();
    const pages: unknown[] = [];
    for await (const page of client.timeEntries.list().pages()) pages.push(page.cursor);
    const windows = asked(vendor).filter((call) => call.includes("getlogs"));
    expect(windows).toHaveLength(13);
    const now = Date.parse(company.now) / 1000;
    expect(windows[1]).toBe(
      `checkin.base.vn/extapi/v1/getlogs start_date=${now - 365 * 86_400} end_date=${now - 334 * 86_400 - 1}`,
    );
    expect(windows.at(-1)).toContain(`end_date=${now}`);
    expect(pages.at(-1)).toBeUndefined();
    expect(pages.slice(0, -1).every(Boolean)).toBe(true);
  });

  it.each([
    ["in a list for each day", { user_id: "1001", date: "1759683600", logs: [log, log] }],
    [
      "below the person by day",
      { id: "1001", logs: { "1759683600": { logs: [log] }, "1759770000": { logs: { a: log } } } },
    ],
  ])("stand %s", (_, person) => {
    const rows = definition.list.rowsIn({ code: 1, logs: [person] }) ?? [];
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(decode(baseVn.resources.timeEntries, row)).toMatchObject({
        id: "1001:1759714200",
        record: { employee: { id: "user:1001" }, endedAt: "2025-10-06T01:30:00.000Z" },
      });
  });

  it("of nobody are none, and a person of another form is rejected whole", () => {
    for (const person of [
      { id: "1", logs: [] },
      { id: "1", logs: null },
      { id: "1", name: "Mẫu" },
    ])
      expect(definition.list.rowsIn({ code: 1, logs: [person] })).toEqual([]);
    expect(definition.list.split({ user_id: "1", log })).toEqual([{ user_id: "1", log }]);
    expect(definition.list.split({ id: "1", logs: "none" })).toEqual([{ id: "1", logs: "none" }]);
  });
});

describe("payslips", () => {
  it("add up, by the columns that the settings name", async () => {
    const { vendor, client } = open();
    const slips = await all(client.payslips.list());
    expect(slips.length).toBe(vendor.control.ids("payslips").length);
    for (const slip of slips) {
      if (slip.type !== "upsert") throw new Error("a payslip was rejected");
      const { gross, net, deductions = [], custom, periodStart, periodEnd } = slip.record;
      const taken = deductions.reduce((total, { amount }) => total + Number(amount ?? 0), 0);
      expect(Number(gross) - taken).toBe(Number(net));
      expect(deductions.filter(({ isEmployerPaid }) => isEmployerPaid)).toHaveLength(1);
      expect(custom).toBeUndefined();
      expect([periodStart, periodEnd]).toEqual(["2026-10-01", "2026-10-31"]);
    }
  });

  it("hold the columns by their ids where the settings name none", async () => {
    const { client } = open({ config: { ...access } });
    const [slip] = await all(client.payslips.list());
    expect(slip).toMatchObject({ record: { custom: { bhxh: "424800", cong: "26" } } });
    expect(slip).not.toHaveProperty("record.net");
  });

  it("are of a login where the employee is not named, and of nobody are rejected", () => {
    const { payslips } = baseVn.resources;
    const read = (row: object) => decode(payslips, { id: "93", payroll_id: "81", form: null, ...row });
    expect(read({ employee_id: "0", username: "levanba" })).toMatchObject({
      record: { employee: { id: "user:levanba" } },
    });
    expect(read({ employee_id: null })).toMatchObject({ type: "reject", id: "93" });
  });

  it("belong to payrolls, which have the month of their cycle", async () => {
    const { vendor, client } = open();
    const [run] = await all(client.payrollRuns.list());
    expect(run).toMatchObject({ id: "81", record: { periodStart: "2026-10-01", unmapped: { cycle_id: "71" } } });
    expect(asked(vendor)[0]).toBe("payroll.base.vn/extapi/v1/cycle/list page=0");
    expect(asked(vendor)).toContain("payroll.base.vn/extapi/v1/payroll/list cycle_id=71 page=0");
  });
});

describe("recruiting", () => {
  it("has plain names and titles, where E-Hiring keeps HTML", () => {
    const row = {
      id: "401",
      name: "D&#039;Mẫu &amp; Con &copy; &#x1F600;",
      title: "<b>Nhân viên</b> <i>bán&nbsp;hàng</i>",
    };
    expect(decode(baseVn.resources.candidates, row)).toMatchObject({
      record: { name: "D'Mẫu & Con &copy; 😀", jobTitle: "Nhân viên bán hàng" },
    });
    expect(decode(baseVn.resources.applications, row)).toMatchObject({
      record: { candidate: { id: "401", name: "D'Mẫu & Con &copy; 😀" } },
    });
    expect(decode(baseVn.resources.jobOpenings, { id: "3", name: "R&amp;D" })).toMatchObject({
      record: { name: "R&D" },
    });
  });

  it("has names in plain letters, however PHP has written them", () => {
    const name = "K&#7871; to&aacute;n &Ecirc;m &ndash; &ldquo;s&ocirc;&rdquo; &zwnj;";
    expect(decode(baseVn.resources.jobOpenings, { id: "3", name })).toMatchObject({
      record: { name: "Kế toán Êm – “sô” &zwnj;" },
    });
  });

  it("reads the people of each opening, page by page from 1", async () => {
    const { vendor, client } = open();
    const candidates = await all(client.candidates.list());
    expect(candidates).toHaveLength(27);
    expect(asked(vendor).filter((call) => call.includes("opening_id=301"))).toEqual(
      [1, 2, 3, 3].map((page) => `hiring.base.vn/publicapi/v2/candidate/list opening_id=301 page=${page}`),
    );
    const applications = await all(client.applications.list());
    const statuses = applications.map((change) => (change.type === "upsert" ? change.record.status : undefined));
    expect(new Set(statuses)).toEqual(new Set(["open", "hired", "rejected"]));
  });
});
