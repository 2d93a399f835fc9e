import { loadFixtures, type Subject } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { bamboohr } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: bamboohr,
  sandbox,
  manifest,
  fixtures: await loadFixtures(new URL("fixtures/", import.meta.url)),
  writes: {
    employees: {
      create: { firstName: "Mai", lastName: "Lê", workEmail: "mai.le.moi@may-mau.example.com" },
      update: { jobTitle: "Trưởng ca" },
    },
    jobInfo: {
      create: { employee: { id: "3" }, kind: "job", effectiveDate: "2026-12-01", jobTitle: "Quản lý ca" },
      update: { jobTitle: "Cửa hàng trưởng" },
    },
    employmentStatus: {
      create: { employee: { id: "3" }, kind: "status", effectiveDate: "2026-12-01", employmentStatus: "Full-Time" },
      update: { note: "Ký lại" },
    },
    compensation: {
      create: {
        employee: { id: "3" },
        kind: "pay",
        effectiveDate: "2026-12-01",
        payRate: "12000000",
        payCurrency: "VND",
        payPeriod: "month",
        payKind: "Salary",
        changeReason: "Annual Raise",
      },
      update: { payRate: "12500000", payCurrency: "VND" },
    },
    timeEntries: {
      create: { employee: { id: "3" }, date: "2026-10-20", kind: "hours", hours: "7.5", note: "Kiểm kê" },
      update: { employee: { id: "3" }, date: "2026-10-20", hours: "8" },
    },
    leaveRequests: {
      create: {
        employee: { id: "3" },
        leaveType: { id: "71" },
        startDate: "2026-12-01",
        endDate: "2026-12-02",
        days: [
          { date: "2026-12-01", amount: "1" },
          { date: "2026-12-02", amount: "0.5" },
        ],
      },
      update: { status: "approved" },
    },
    leaveBalances: { choices: { adjust: { date: "2026-10-31", amount: "1.5", note: "Làm thêm ngày lễ" } } },
    applications: { update: { stageId: "6" } },
  },
};
