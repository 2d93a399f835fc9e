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
