import { decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { gusto } from "../src/index.ts";

/** The rows within a recorded answer. */
const rowsIn = (key: keyof typeof gusto.resources, answer: unknown): readonly unknown[] => {
  const { definition } = gusto.resources[key];
  return definition.list.rowsIn(answer) ?? expect.fail(`${key} does not know this answer`);
};

const person = {
  uuid: "p1",
  first_name: "Mai",
  jobs: [
    {
      uuid: "j1",
      title: "Barista",
      compensations: [
        { uuid: "c1", rate: "20.00" },
        { uuid: "c2", rate: "21.00" },
      ],
    },
    { uuid: "j2", employee_uuid: "p1", title: "Cleaner" },
  ],
  terminations: [{ uuid: "t1", effective_date: "2026-01-31" }],
};

describe("what stands within people", () => {
  it("is found in a list of people, and is told whose it is", () => {
    expect(rowsIn("jobs", [person])).toMatchObject([
      { uuid: "j1", employee_uuid: "p1" },
      { uuid: "j2", employee_uuid: "p1" },
    ]);
    expect(rowsIn("compensations", [person])).toMatchObject([
      { uuid: "c1", employee_uuid: "p1" },
      { uuid: "c2", employee_uuid: "p1" },
    ]);
    expect(rowsIn("terminations", [person])).toMatchObject([{ uuid: "t1", employee_uuid: "p1" }]);
    expect(rowsIn("jobs", [{ uuid: "p2", first_name: "An" }])).toEqual([]);
  });

  it("is found by itself too", () => {
    const [job] = person.jobs;
    expect(rowsIn("jobs", [job])).toEqual([job]);
    const owned = { ...job, employee_uuid: "p1" };
    expect(rowsIn("compensations", [owned])).toMatchObject([{ employee_uuid: "p1" }, { employee_uuid: "p1" }]);
    const pay = { uuid: "c3", employee_uuid: "p1", rate: "9.50" };
    expect(rowsIn("compensations", [pay])).toEqual([pay]);
    const end = { uuid: "t2", employee_uuid: "p1" };
    expect(rowsIn("terminations", [end])).toEqual([end]);
  });
});

describe("payslips", () => {
  it("are found in a payroll, with what it says of all of them", () => {
    const payroll = {
      payroll_uuid: "r1",
      check_date: "2026-11-05",
      processed: true,
      processing_request: null,
      totals: {},
      employee_compensations: [{ employee_uuid: "p1", gross_pay: "10.00" }, { employee_uuid: "p2" }],
    };
    const rows = rowsIn("payslips", payroll);
    expect(rows).toEqual([
      {
        employee_uuid: "p1",
        gross_pay: "10.00",
        payroll_uuid: "r1",
        check_date: "2026-11-05",
        processed: true,
        processing_request: null,
      },
      { employee_uuid: "p2", payroll_uuid: "r1", check_date: "2026-11-05", processed: true, processing_request: null },
    ]);
    expect(rowsIn("payslips", [payroll])).toEqual(rows);
    expect(rows.map((row) => decode(gusto.resources.payslips, row))).toMatchObject([
      { type: "upsert", id: "r1-p1", record: { status: "approved", gross: "10", payDate: "2026-11-05" } },
      { type: "upsert", id: "r1-p2" },
    ]);
  });
});

it("the usual hours of who is exempt are a salary, on commission too", () => {
  const line = { name: "Regular Hours", amount: "10.00", flsa_status: "Commission Only Exempt" };
  const slip = { employee_uuid: "p1", hourly_compensations: [line] };
  expect(decode(gusto.resources.payslips, slip)).toMatchObject({ record: { earnings: [{ kind: "salary" }] } });
});

describe("payrolls", () => {
  it("are known by their shorter name too", () => {
    const payroll = { uuid: "r1", off_cycle: false, employee_compensations: [{ employee_uuid: "p1" }] };
    const { definition } = gusto.resources.payrollRuns;
    const expected = { type: "upsert", id: "r1", record: { kind: "regular" } };
    for (const rows of [rowsIn("payrollRuns", [payroll]), definition.list.split(payroll)])
      expect(rows.map((row) => decode(gusto.resources.payrollRuns, row))).toMatchObject([expected]);
    expect(rowsIn("payslips", payroll)).toEqual([{ employee_uuid: "p1", payroll_uuid: "r1" }]);
  });
});

describe("balances", () => {
  it("are one for each policy that has a limit", () => {
    const answer = [
      {
        employee_uuid: "p1",
        balances: [
          { policy_uuid: "v", balance_hours: "32.0", used_hours: "8.0" },
          { policy_uuid: "u", balance_hours: null, used_hours: "8.0" },
        ],
      },
      { employee_uuid: "p2", balances: [] },
    ];
    expect(rowsIn("leaveBalances", answer)).toEqual([
      { employee_uuid: "p1", policy_uuid: "v", balance_hours: "32.0", used_hours: "8.0" },
    ]);
  });

  it("of another form are rejected, and nothing of them lost", () => {
    const [row] = rowsIn("leaveBalances", [{ employee_uuid: "p1", balances: "none" }]);
    expect(decode(gusto.resources.leaveBalances, row)).toMatchObject({
      type: "reject",
      raw: { employee_uuid: "p1", balances: "none" },
    });
  });
});

it("a request for time off without days is kept as a reject", () => {
  const row = { uuid: "r1", status: "pending", days: {}, employee: { uuid: "p1" } };
  expect(decode(gusto.resources.leaveRequests, row)).toMatchObject({
    type: "reject",
    id: "r1",
    issues: [{ path: "startDate" }, { path: "endDate" }],
  });
});
