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
