import { describe, expect, it } from "vitest";
import * as z from "zod";
import { uuid } from "../src/sandbox/wire.ts";
import { asked, bodies, open } from "./vendor.ts";

const third = uuid("employee", 3);

describe("people", () => {
  it("are created by the vendor's names", async () => {
    const { vendor, client } = open({ sensitive: true });
    const { id, record, warnings } = await client.employees.create({
      firstName: "Mai",
      middleName: "T",
      lastName: "Lê",
      preferredName: "May",
      workEmail: "mai.le@may-mau.example.com",
      personalEmail: "mai@example.com",
      birthDate: "2001-05-06",
      nationalId: "000000000",
      jobTitle: "Barista",
    });
    expect(asked(vendor)).toEqual([
      "POST ~/employees",
      `GET /employees/${id}?include=current_home_address,custom_fields`,
    ]);
    expect(bodies(vendor)).toEqual([
      {
        first_name: "Mai",
        middle_initial: "T",
        last_name: "Lê",
        preferred_first_name: "May",
        email: "mai@example.com",
        work_email: "mai.le@may-mau.example.com",
        date_of_birth: "2001-05-06",
        ssn: "000000000",
      },
    ]);
    expect(warnings).toEqual(["jobTitle cannot be written to gusto employees and was left out"]);
    expect(record).toMatchObject({ firstName: "Mai", preferredName: "May", birthDate: "2001-05-06" });
  });

  it("are changed with the version that they have now, and nothing else of them is sent", async () => {
    const { vendor, client } = open();
    const before = await client.employees.get(third);
    const { record } = await client.employees.update(third, { preferredName: "May" });
    expect(asked(vendor).slice(1)).toEqual(["GET", "PUT", "GET"].map((method) => `${method} /employees/${third}`));
    expect(bodies(vendor)).toEqual([{ version: before.record.version, preferred_first_name: "May" }]);
    expect(record?.version).not.toBe(before.record.version);
  });

  it("move to a new home from a day on", async () => {
    const { vendor, client } = open({ sensitive: true });
    const home = { line1: "300 3rd Street", city: "San Francisco", province: "CA", postalCode: "94107" };
    const { record } = await client.employees.moveHome(third, { choices: { ...home, effectiveDate: "2026-10-01" } });
    expect(asked(vendor)[0]).toBe(`POST /employees/${third}/home_addresses`);
    expect(bodies(vendor)).toEqual([
      {
        street_1: "300 3rd Street",
        city: "San Francisco",
        state: "CA",
        zip: "94107",
        effective_date: "2026-10-01",
      },
    ]);
    expect(record?.homeAddress).toEqual({ kind: "home", ...home, country: "US" });
    await expect(
      client.employees.moveHome(third, { choices: { ...home, province: "California" } }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("are removed only before they begin", async () => {
    const { client } = open();
    const { id } = await client.employees.create({ firstName: "Mai", lastName: "Lê" });
    await client.employees.remove(id);
    await expect(client.employees.get(id)).rejects.toMatchObject({ code: "not_found" });
    await expect(client.employees.remove(third)).rejects.toMatchObject({ code: "invalid" });
  });

  it("that have changed since they were read are a conflict", async () => {
    const { vendor, client } = open();
    const { record } = await client.employees.get(third);
    vendor.control.touch("employees", third);
    const { version = "" } = record;
    await expect(
      client.employees.update(third, { workEmail: "moi@may-mau.example.com", version }),
    ).rejects.toMatchObject({
      code: "conflict",
      status: 409,
      vendorCode: "invalid_resource_version",
      message: expect.stringContaining("Read the record again"),
    });
  });
});

describe("what a company consists of", () => {
  it("is created, changed from its present version, and removed where nobody is in it", async () => {
    const { vendor, client } = open();
    const { id, record } = await client.departments.create({ name: "Stage Hand" });
    await client.departments.update(id, { name: "Stage Crew" });
    await client.departments.remove(id);
    await expect(client.departments.remove(uuid("department", 1))).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("has active members"),
    });
    expect(asked(vendor).slice(0, 4)).toEqual([
      "POST ~/departments",
      ...["GET", "PUT", "DELETE"].map((method) => `${method} /departments/${id}`),
    ]);
    expect(bodies(vendor)).toEqual([{ title: "Stage Hand" }, { title: "Stage Crew", version: record?.version }]);
  });

  it("has its places by address", async () => {
    const { vendor, client } = open();
    const address = { line1: "300 3rd Street", line2: "Apartment 318", city: "San Francisco", province: "CA" };
    const { id, warnings } = await client.locations.create({
      name: "HQ",
      address: { ...address, postalCode: "94107", country: "US" },
      phones: [{ number: "8009360383" }],
    });
    expect(warnings).toEqual(["name cannot be written to gusto locations and was left out"]);
    const { record } = await client.locations.update(id, { phones: [{ number: "8009360384" }] });
    expect(record).toMatchObject({ name: "300 3rd Street, San Francisco, CA", phones: [{ number: "8009360384" }] });
    expect(bodies(vendor)[0]).toEqual({
      street_1: "300 3rd Street",
      street_2: "Apartment 318",
      city: "San Francisco",
      state: "CA",
      zip: "94107",
      country: "USA",
      phone_number: "8009360383",
    });
  });
});

describe("the history of a job", () => {
  const employee = { id: third };

  it("begins with the job, whose pay is then set, and raised from a day on", async () => {
    const { vendor, client } = open({ sensitive: true });
    const job = await client.jobs.create({
      employee,
      kind: "job",
      jobTitle: "Regional Manager",
      effectiveDate: "2026-12-21",
    });
    const custom = { job_uuid: job.id.replace("job:", "") };
    let first = "";
    for await (const change of client.compensations.list())
      if (change.type === "upsert" && change.record.custom?.["job_uuid"] === custom.job_uuid) first = change.id;
    await client.compensations.update(first, { payRate: "70000.00", payPeriod: "year", overtimeStatus: "Exempt" });
    const raise = {
      payRate: "75000.00",
      payPeriod: "year",
      overtimeStatus: "Exempt",
      jobTitle: "Senior Engineer",
    } as const;
    const raised = await client.compensations.create({ employee, ...raise, effectiveDate: "2027-01-01", custom });
    await client.compensations.remove(raised.id);
    await client.jobs.update(job.id, { jobTitle: "Account Director" });
    await client.jobs.remove(job.id);
    expect(asked(vendor).filter((request) => !request.startsWith("GET"))).toEqual([
      `POST /employees/${third}/jobs`,
      `PUT /compensations/${first.replace("compensation:", "")}`,
      `POST /jobs/${custom.job_uuid}/compensations`,
      `DELETE /compensations/${raised.id.replace("compensation:", "")}`,
      ...["PUT", "DELETE"].map((method) => `${method} /jobs/${custom.job_uuid}`),
    ]);
    const version = expect.any(String);
    expect(bodies(vendor)).toEqual([
      { title: "Regional Manager", hire_date: "2026-12-21" },
      { version, rate: "70000.00", payment_unit: "Year", flsa_status: "Exempt" },
      {
        rate: "75000.00",
        payment_unit: "Year",
        flsa_status: "Exempt",
        effective_date: "2027-01-01",
        title: "Senior Engineer",
      },
      { version, title: "Account Director" },
    ]);
  });

  it("ends with a last day, which may be moved and taken back", async () => {
    const { vendor, client } = open();
    const ended = await client.terminations.create({
      employee,
      effectiveDate: "2027-06-30",
      custom: { run_termination_payroll: true },
    });
    expect(ended.record).toMatchObject({ employmentType: "terminated", custom: { run_termination_payroll: true } });
    const moved = await client.terminations.update(ended.id, { effectiveDate: "2027-07-31" });
    expect(moved.record).toMatchObject({ effectiveDate: "2027-07-31", custom: { run_termination_payroll: true } });
    await expect(client.terminations.remove(ended.id)).rejects.toMatchObject({ code: "invalid" });
    await client.terminations.update(ended.id, { custom: { run_termination_payroll: false } });
    await client.terminations.remove(ended.id);
    await expect(client.terminations.get(ended.id)).rejects.toMatchObject({ code: "not_found" });
    const version = expect.any(String);
    expect(bodies(vendor)).toEqual([
      { effective_date: "2027-06-30", run_termination_payroll: true },
      { version, effective_date: "2027-07-31", run_termination_payroll: true },
      { version, effective_date: "2027-07-31", run_termination_payroll: false },
    ]);
  });

  it("is not written where Gusto could not take it", async () => {
    const { vendor, client } = open({ sensitive: true });
    const pay = { employee, payRate: "1", payPeriod: "year", overtimeStatus: "Exempt" } as const;
    for (const [write, path] of [
      [client.compensations.create(pay), "custom.job_uuid"],
      [client.compensations.create({ ...pay, payCurrency: "VND", custom: { job_uuid: third } }), "payCurrency"],
      [client.compensations.create({ ...pay, payPeriod: "day", custom: { job_uuid: third } }), "payPeriod"],
      [client.jobs.create({ employee, kind: "pay" }), "kind"],
      [client.jobs.create({ employee: { id: "" } }), "employee.id"],
    ] as const)
      await expect(write).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
    expect(vendor.exchanges).toEqual([]);
  });
});

describe("time off", () => {
  const absence = {
    employee: { id: third },
    leaveType: { id: uuid("policy", 1) },
    startDate: "2026-12-01",
    endDate: "2026-12-02",
    days: [
      { date: "2026-12-01", amount: "8" },
      { date: "2026-12-02", amount: "4.5" },
    ],
  };

  it("is asked for by the hours of each day", async () => {
    const { vendor, client } = open();
    const { record, warnings } = await client.leaveRequests.create({ ...absence, employeeNote: "Về quê" });
    expect(asked(vendor)).toEqual(["POST ~/time_off/requests"]);
    expect(bodies(vendor)).toEqual([
      {
        employee_uuid: third,
        policy_uuid: uuid("policy", 1),
        start_date: "2026-12-01",
        end_date: "2026-12-02",
        days: { "2026-12-01": "8", "2026-12-02": "4.5" },
        employee_note: "Về quê",
      },
    ]);
    expect(warnings).toEqual([]);
    expect(record).toMatchObject({ status: "requested", amount: "12.5", unit: "hours" });
  });

  it("is granted unasked at an address of its own", async () => {
    const { vendor, client } = open();
    const { record } = await client.leaveRequests.create({ ...absence, status: "approved", managerNote: "Bù" });
    expect(asked(vendor)).toEqual(["POST ~/time_off/admin_approved_requests"]);
    expect(bodies(vendor)[0]).toMatchObject({ employer_note: "Bù" });
    expect(record).toMatchObject({ status: "approved", managerNote: "Bù" });
  });

  it("is decided", async () => {
    const { vendor, client } = open();
    const { id } = await client.leaveRequests.create(absence);
    const days = [{ date: "2026-12-01", amount: "4" }];
    const granted = await client.leaveRequests.update(id, { status: "approved", days, managerNote: "Nửa ngày" });
    expect(granted.record).toMatchObject({ status: "approved", amount: "4" });
    const refused = await client.leaveRequests.update(id, { status: "declined", managerNote: "Trùng lịch" });
    expect(refused.record).toMatchObject({ status: "declined", managerNote: "Trùng lịch" });
    expect(asked(vendor).slice(1)).toEqual([
      `PUT /time_off/requests/${id}/approve`,
      `PUT /time_off/requests/${id}/decline`,
    ]);
    expect(bodies(vendor).slice(1)).toEqual([
      { days: { "2026-12-01": "4" }, employer_note: "Nửa ngày" },
      { employer_note: "Trùng lịch" },
    ]);
  });

  it("takes nothing that the vendor would not", async () => {
    const { vendor, client } = open();
    const { days: _, ...without } = absence;
    for (const [record, path] of [
      [without, "days"],
      [{ ...absence, unit: "days" }, "unit"],
      [{ ...absence, status: "declined" }, "status"],
    ] as const) {
      await expect(client.leaveRequests.create(record)).rejects.toMatchObject({ code: "invalid", issues: [{ path }] });
    }
    await expect(client.leaveRequests.update("1", { status: "cancelled" })).rejects.toMatchObject({ code: "invalid" });
    await expect(client.leaveRequests.update("1", { employeeNote: "?" })).rejects.toMatchObject({ code: "invalid" });
    await expect(client.leaveRequests.update("1", { status: "requested" })).rejects.toThrow(/takes no decision back/);
    expect(vendor.exchanges).toEqual([]);
  });

  it("is withdrawn, and what is left of it set", async () => {
    const { vendor, client } = open();
    const { id } = await client.leaveRequests.create(absence);
    await client.leaveRequests.remove(id);
    const [balance] = vendor.control.ids("leaveBalances");
    await client.leaveBalances.update(balance ?? "", { balance: "40.0" });
    const [employee = "", policy = ""] = [balance?.slice(0, 36), balance?.slice(37)];
    expect(asked(vendor).slice(1)).toEqual([
      `DELETE /time_off/requests/${id}`,
      `PUT /time_off_policies/${policy}/balance`,
    ]);
    expect(bodies(vendor).slice(1)).toEqual([{ employees: [{ uuid: employee, balance: "40.0" }] }]);
    await expect(client.leaveBalances.update(balance ?? "", { balance: "5", unit: "days" })).rejects.toMatchObject({
      issues: [{ path: "unit" }],
    });
  });

  it("that is paid is not decided again", async () => {
    const { client } = open();
    const consumed = z.looseObject({ uuid: z.string(), status: z.literal("consumed") });
    let paid: string | undefined;
    for await (const change of client.leaveRequests.list())
      if (change.type === "upsert") paid ??= consumed.safeParse(change.raw).data?.uuid;
    await expect(client.leaveRequests.update(paid ?? "", { status: "approved" })).rejects.toMatchObject({
      code: "invalid",
      vendorCode: "invalid_operation",
      message: expect.stringContaining("Cannot approve this request"),
    });
  });
});
