import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { gusto } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { uuid } from "../src/sandbox/wire.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: gusto,
  // What is sold is no matter of this vendor.
  sandbox: (options) => sandbox({ company: sampleCompany({ orders: 0 }), ...options }),
  manifest,
  fixtures: await loadFixtures(new URL("fixtures/", import.meta.url)),
  writes: {
    departments: { create: { name: "Rang xay" }, update: { name: "Xưởng rang" } },
    locations: {
      create: {
        name: "300 3rd Street, San Francisco, CA",
        address: { line1: "300 3rd Street", city: "San Francisco", province: "CA", postalCode: "94107", country: "US" },
        phones: [{ number: "8009360383" }],
      },
      update: { phones: [{ number: "8009360384" }] },
    },
    jobs: {
      create: { employee: { id: uuid("employee", 3) }, kind: "job", jobTitle: "Thủ kho", effectiveDate: "2026-12-01" },
      update: { jobTitle: "Trưởng kho" },
    },
    compensations: {
      create: {
        employee: { id: uuid("employee", 3) },
        kind: "pay",
        effectiveDate: "2027-01-01",
        payRate: "75000",
        payPeriod: "year",
        overtimeStatus: "Exempt",
        custom: { job_uuid: uuid("job", 3) },
      },
      update: { payRate: "80000" },
    },
    terminations: {
      create: { employee: { id: uuid("employee", 3) }, kind: "status", effectiveDate: "2027-06-30" },
      update: { effectiveDate: "2027-07-31" },
    },
    leaveTypes: {
      create: { name: "Nghỉ con ốm", custom: { policy_type: "sick", accrual_method: "unlimited" } },
      update: { name: "Nghỉ phép năm mới" },
    },
    payrollRuns: {
      create: { kind: "bonus", periodStart: "2026-10-01", periodEnd: "2026-11-15", payDate: "2026-11-20" },
    },
    leaveBalances: { update: { balance: "40" } },
    employees: {
      create: {
        firstName: "Mai",
        middleName: "T",
        lastName: "Lê",
        workEmail: "mai.le.moi@may-mau.example.com",
        personalEmail: "mai.le@example.com",
        birthDate: "2001-05-06",
      },
      update: { preferredName: "Bạn Mai" },
      choices: { moveHome: { line1: "300 3rd Street", city: "San Francisco", province: "CA", postalCode: "94107" } },
    },
    leaveRequests: {
      create: {
        employee: { id: uuid("employee", 3) },
        leaveType: { id: uuid("policy", 1) },
        startDate: "2026-12-01",
        endDate: "2026-12-02",
        employeeNote: "Về quê",
        days: [
          { date: "2026-12-01", amount: "8" },
          { date: "2026-12-02", amount: "4" },
        ],
      },
      update: { status: "approved" },
    },
  },
};
