import { describe, expect, it } from "vitest";
import { asked, bodies, open } from "./vendor.ts";

describe("employees", () => {
  it("are created by the vendor's names, and read under the id of the Location", async () => {
    const { vendor, client } = open({ sensitive: true });
    const { id, record, warnings } = await client.employees.create({
      number: "NV025",
      firstName: "Mai",
      lastName: "Lê",
      department: { id: "18107", name: "Cửa hàng" },
      location: { id: "18201", name: "Cửa hàng Bến Thành" },
      jobTitle: "Pha chế",
      hireDate: "2026-11-01",
      gender: "female",
      birthDate: "2001-05-06",
      homeAddress: { kind: "home", line1: "1 đường Mẫu", city: "Hồ Chí Minh", countryName: "Vietnam" },
      custom: { customUniformSize: "L" },
      payRate: "9000000",
      manager: { id: "3" },
    });
    expect(id).toBe("25");
    expect(warnings).toEqual([
      "payRate cannot be written to bamboohr employees and was left out",
      "manager cannot be written to bamboohr employees and was left out",
    ]);
    expect(bodies(vendor)).toEqual([
      {
        customUniformSize: "L",
        employeeNumber: "NV025",
        firstName: "Mai",
        lastName: "Lê",
        jobTitle: "Pha chế",
        department: "Cửa hàng",
        location: "Cửa hàng Bến Thành",
        hireDate: "2026-11-01",
        dateOfBirth: "2001-05-06",
        gender: "Female",
        address1: "1 đường Mẫu",
        city: "Hồ Chí Minh",
        country: "Vietnam",
      },
    ]);
    expect(record).toMatchObject({ number: "NV025", location: { id: "18201" }, birthDate: "2001-05-06" });
    expect(asked(vendor).map((line) => line.replace(/\?.*/, ""))).toEqual([
      "POST /employees",
      "GET /meta/fields",
      "GET /employees/25",
    ]);
  });

  it("are changed field by field", async () => {
    const { vendor, client } = open();
    const { record } = await client.employees.update("4", { mobilePhone: "0900000555" });
    expect(asked(vendor)[0]).toBe("POST /employees/4");
    expect(bodies(vendor)).toEqual([{ mobilePhone: "0900000555" }]);
    expect(record?.mobilePhone).toBe("0900000555");
  });

  it("need the name of a department or a place", async () => {
    const { vendor, client } = open();
    await expect(client.employees.update("4", { location: { id: "18201" } })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("give location.name as well"),
    });
    expect(vendor.exchanges).toEqual([]);
  });
});

describe("leave requests", () => {
  it("are made for an employee", async () => {
    const { vendor, client } = open();
    const { id, record, warnings } = await client.leaveRequests.create({
      employee: { id: "3" },
      leaveType: { id: "71" },
      startDate: "2026-12-01",
      endDate: "2026-12-02",
      amount: "1.5",
      unit: "days",
      days: [
        { date: "2026-12-01", amount: "1" },
        { date: "2026-12-02", amount: "0.5" },
      ],
      employeeNote: "Về quê",
    });
    expect(warnings).toEqual(["unit cannot be written to bamboohr leaveRequests and was left out"]);
    expect(bodies(vendor)).toEqual([
      {
        timeOffTypeId: 71,
        start: "2026-12-01",
        end: "2026-12-02",
        status: "requested",
        amount: 1.5,
        dates: [
          { ymd: "2026-12-01", amount: 1 },
          { ymd: "2026-12-02", amount: 0.5 },
        ],
        notes: [{ from: "employee", note: "Về quê" }],
      },
    ]);
    expect(asked(vendor)).toEqual([
      "PUT /employees/3/time_off/request",
      `GET /time_off/requests?id=${id}&start=2000-01-01&end=2099-12-31`,
    ]);
    expect(record).toMatchObject({ status: "requested", amount: "1.5", employeeNote: "Về quê" });
  });

  it("are decided, and nothing else of them is changed in silence", async () => {
    const { vendor, client } = open();
    const { record, warnings } = await client.leaveRequests.update("1", {
      status: "declined",
      managerNote: "Trùng lịch",
      endDate: "2026-12-09",
    });
    expect(asked(vendor)[0]).toBe("PUT /time_off/requests/1/status");
    expect(bodies(vendor)).toEqual([{ status: "denied", note: "Trùng lịch" }]);
    expect(warnings).toEqual(["endDate cannot be written to bamboohr leaveRequests and was left out"]);
    expect(record).toMatchObject({ status: "declined", managerNote: "Trùng lịch" });
  });

  it("take no decision that the vendor does not have", async () => {
    const { vendor, client } = open();
    await expect(client.leaveRequests.update("1", { status: "superseded" })).rejects.toMatchObject({ code: "invalid" });
    await expect(client.leaveRequests.update("1", { amount: "2" })).rejects.toMatchObject({ code: "invalid" });
    expect(vendor.exchanges).toEqual([]);
  });

  it("that are not there are not found", async () => {
    const { client } = open();
    await expect(client.leaveRequests.get("999")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("leave balances", () => {
  it("are adjusted by what is added to them or taken from them", async () => {
    const { vendor, client } = open();
    const [id = ""] = vendor.control.ids("leaveBalances");
    const [employee, type] = id.split("-");
    const before = await client.leaveBalances.get(id);
    expect(before.id).toBe(id);
    const choices = { date: "2026-10-31", amount: "-0.5", note: "Tính lại" };
    const { record } = await client.leaveBalances.adjust(id, { choices });
    expect(asked(vendor).slice(1)).toEqual([
      `PUT /employees/${employee}/time_off/balance_adjustment`,
      `GET /employees/${employee}/time_off/calculator`,
    ]);
    expect(bodies(vendor)).toEqual([
      { timeOffTypeId: Number(type), date: "2026-10-31", amount: -0.5, note: "Tính lại" },
    ]);
    expect(Number(record?.balance)).toBe(Number(before.record.balance) - 0.5);
    await expect(client.leaveBalances.adjust(id, { choices: { ...choices, date: "today" } })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "choices.date" }],
    });
  });
});

describe("the history of a job", () => {
  const employee = { id: "3" };
  const sentTo = (vendor: Parameters<typeof asked>[0]) => asked(vendor).filter((line) => !line.startsWith("GET"));

  it("takes a row by the names of the vendor's example, and finds out which it became", async () => {
    const { vendor, client } = open();
    const manager = (await client.employees.get("1")).record.displayName ?? "";
    const { id, record, warnings } = await client.jobInfo.create({
      employee,
      kind: "job",
      effectiveDate: "2026-12-01",
      location: { id: "18201", name: "Cửa hàng Bến Thành" },
      department: { id: "18107", name: "Cửa hàng" },
      jobTitle: "Machinist",
      manager: { id: "1", name: manager },
    });
    expect(warnings).toEqual([]);
    expect(record).toMatchObject({ employee, department: { id: "18107" }, jobTitle: "Machinist" });
    await client.jobInfo.update(id, { jobTitle: "Quản lý" });
    await client.jobInfo.update(id, { employee, jobTitle: "Quản lý ca" });
    await client.jobInfo.remove(id);
    const row = `/employees/3/tables/jobInfo/${id.replace("jobInfo:", "")}`;
    expect(sentTo(vendor)).toEqual([
      "POST /api/v1_1/employees/3/tables/jobInfo",
      `POST /api/v1_1${row}`,
      `POST /api/v1_1${row}`,
      `DELETE ${row}`,
    ]);
    expect(bodies(vendor)).toEqual([
      {
        date: "2026-12-01",
        jobTitle: "Machinist",
        department: "Cửa hàng",
        location: "Cửa hàng Bến Thành",
        reportsTo: manager,
      },
      { jobTitle: "Quản lý" },
      { jobTitle: "Quản lý ca" },
    ]);
    await expect(client.jobInfo.get(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("ends with a status, in the company's own words", async () => {
    const { vendor, client } = open();
    const { record } = await client.employmentStatus.create({
      employee,
      effectiveDate: "2026-12-31",
      employmentStatus: "Terminated",
      endReason: "Relocation",
      terminationKind: "Resignation (Voluntary)",
      isRehireEligible: "Yes",
      note: "Về quê",
    });
    expect(record).toMatchObject({ kind: "status", employmentType: "terminated", endReason: "Relocation" });
    expect(bodies(vendor)).toEqual([
      {
        date: "2026-12-31",
        employmentStatus: "Terminated",
        terminationReasonId: "Relocation",
        terminationTypeId: "Resignation (Voluntary)",
        terminationRehireId: "Yes",
        comment: "Về quê",
      },
    ]);
  });

  it("has pay with its currency", async () => {
    const { vendor, client } = open({ sensitive: true });
    const pay = { employee, effectiveDate: "2026-12-01", payPeriod: "year", payKind: "Salary" } as const;
    const { id, record } = await client.compensation.create({ ...pay, payRate: "27000.00", payCurrency: "EUR" });
    expect(record).toMatchObject({ payRate: "27000", payCurrency: "EUR", payPeriod: "year" });
    await client.compensation.update(id, {
      employee,
      overtimeRate: "20",
      overtimeStatus: "Non-exempt",
      payCurrency: "EUR",
    });
    expect(bodies(vendor)).toEqual([
      { startDate: "2026-12-01", rate: { value: "27000.00", currency: "EUR" }, paidPer: "year", type: "Salary" },
      { exempt: "Non-exempt", overtimeRate: { value: "20", currency: "EUR" } },
    ]);
  });

  it("is not written where BambooHR could not take it", async () => {
    const { vendor, client } = open({ sensitive: true });
    for (const [write, path] of [
      [client.compensation.create({ employee, payRate: "1" }), "payCurrency"],
      [client.jobInfo.create({ employee, manager: { id: "1" } }), "manager.name"],
      [client.jobInfo.create({ employee, kind: "pay" }), "kind"],
    ] as const)
      await expect(write).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
    expect(vendor.exchanges).toEqual([]);
    await expect(client.jobInfo.create({ employee, department: { id: "1", name: "?" } })).rejects.toMatchObject({
      code: "invalid",
      status: 406,
    });
    const id = vendor.control.ids("jobInfo")[0] ?? "";
    vendor.faults.inject({
      kind: "status",
      status: 200,
      method: "delete",
      path: "*/tables/jobInfo/*",
      body: { success: false, error: "The row was not found" },
    });
    await expect(client.jobInfo.remove(id)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("The row was not found"),
    });
  });
});

describe("hours", () => {
  const employee = { id: "3" };
  const date = "2026-10-20";

  it("are stored by the day, and clocked ones by the clock of the person", async () => {
    const { vendor, client } = open();
    const { id } = await client.timeEntries.create({ employee, date, hours: "3.5", note: "Kiểm kê" });
    await client.timeEntries.update(id, { employee, date, hours: "4" });
    const clocked = await client.timeEntries.create({
      employee,
      date,
      startedAt: "2026-10-20T02:00:00.000Z",
      endedAt: "2026-10-20T10:00:00.000Z",
      timeZone: "Asia/Ho_Chi_Minh",
    });
    expect(clocked.record).toMatchObject({ kind: "clock", startedAt: "2026-10-20T02:00:00.000Z", hours: "8" });
    await client.timeEntries.remove(id);
    await client.timeEntries.remove(clocked.id);
    expect(asked(vendor).filter((line) => line.startsWith("POST"))).toEqual(
      [
        "hour_entries/store",
        "hour_entries/store",
        "clock_entries/store",
        "hour_entries/delete",
        "clock_entries/delete",
      ].map((path) => `POST /time_tracking/${path}`),
    );
    expect(bodies(vendor)).toEqual([
      { hours: [{ employeeId: 3, date, hours: 3.5, note: "Kiểm kê" }] },
      { hours: [{ id: Number(id), employeeId: 3, date, hours: 4 }] },
      { entries: [{ employeeId: 3, date, start: "09:00", end: "17:00" }] },
      { hourEntryIds: [Number(id)] },
      { clockEntryIds: [Number(clocked.id)] },
    ]);
  });

  it("are not stored by halves", async () => {
    const { vendor, client } = open();
    const startedAt = "2026-10-20T02:00:00.000Z";
    const whole = { employee, date, startedAt, endedAt: "2026-10-20T10:00:00.000Z", timeZone: "Asia/Ho_Chi_Minh" };
    for (const [write, path] of [
      [client.timeEntries.create({ employee, date }), "hours"],
      [client.timeEntries.create({ employee, date, startedAt }), "endedAt"],
      [client.timeEntries.create({ ...whole, timeZone: undefined }), "timeZone"],
      [client.timeEntries.create({ ...whole, startedAt: "2026-10-20T02:00:30.000Z" }), "startedAt"],
      [client.timeEntries.create({ ...whole, endedAt: "2026-10-20T19:00:00.000Z" }), "endedAt"],
      [client.timeEntries.update("1", { hours: "4" }), "employee"],
      [client.timeEntries.update("1", { employee, hours: "4" }), "date"],
    ] as const)
      await expect(write).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
    expect(vendor.exchanges).toEqual([]);
  });
});
