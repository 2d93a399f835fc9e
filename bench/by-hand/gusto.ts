import { gusto } from "@opensme/gusto";
import { decimal, type Mapping, type Row, text } from "../by-hand.ts";
import { guid } from "../records.ts";

const slip = (index: number) => {
  const pay = 1800 + (index % 900);
  return {
    employee_uuid: guid(1, index),
    excluded: false,
    first_name: "Sample",
    preferred_first_name: null,
    last_name: `Person ${index}`,
    gross_pay: `${pay + 120}.00`,
    net_pay: `${pay - 450}.31`,
    check_amount: `${pay - 450}.31`,
    payment_method: "Direct Deposit",
    memo: null,
    version: guid(2, index),
    fixed_compensations: [
      { name: "Bonus", amount: "100.00", job_uuid: guid(3, index) },
      { name: "Commission", amount: "0.00", job_uuid: guid(3, index) },
      { name: "Paycheck Tips", amount: "20.00", job_uuid: guid(3, index) },
    ],
    hourly_compensations: [
      ["Regular Hours", "80.000", `${pay}.00`, 1],
      ["Overtime", "0.000", "0.00", 1.5],
      ["Double overtime", "0.000", "0.00", 2],
    ].map(([name, hours, amount, compensation_multiplier]) => ({
      ...{ name, hours, amount, compensation_multiplier, job_uuid: guid(3, index), flsa_status: "Nonexempt" },
    })),
    paid_time_off: [
      { name: "Vacation Hours", hours: "8.000", amount: "176.00" },
      { name: "Sick Hours", hours: "0.000", amount: "0.00" },
    ],
    reimbursements: [{ uuid: guid(4, index), description: "Taxi", amount: "30.00" }],
    benefits: [{ name: "401(k)", employee_deduction: "100.00", company_contribution: "50.00", imputed: false }],
    deductions: [{ uuid: guid(5, index), name: "Parking", amount: "25.00", amount_type: "fixed" }],
    taxes: [
      ["Federal Income Tax", false, "246.69"],
      ["Social Security", false, "118.42"],
      ["Social Security", true, "118.42"],
      ["Medicare", true, "27.70"],
    ].map(([name, employer, amount]) => ({ name, employer, amount })),
    payroll_uuid: guid(6, index % 100),
    pay_period: { start_date: "2026-10-01", end_date: "2026-10-15" },
    check_date: "2026-10-22",
    processed: true,
    calculated_at: "2026-10-18T12:00:00Z",
  };
};

const fixedKinds: Record<string, string> = {
  Bonus: "bonus",
  Commission: "commission",
  "Paycheck Tips": "tips",
  "Cash Tips": "tips",
  Severance: "severance",
  Reimbursement: "reimbursement",
};

const hourlyKind = ({ name, flsa_status }: Row): string => {
  if (name !== "Regular Hours") return "overtime";
  return flsa_status === "Nonexempt" ? "wage" : "salary";
};

const earningsOf = (row: Row): object[] => {
  const earnings: object[] = [];
  for (const { name, amount } of row.fixed_compensations)
    earnings.push({ name, amount: decimal(amount), kind: fixedKinds[name] });
  for (const line of row.hourly_compensations)
    earnings.push({
      name: line.name,
      amount: decimal(line.amount),
      hours: decimal(line.hours),
      kind: hourlyKind(line),
    });
  for (const { name, hours, amount } of row.paid_time_off)
    earnings.push({ name, amount: decimal(amount), hours: decimal(hours), kind: "leave" });
  for (const { uuid, description, amount } of row.reimbursements)
    earnings.push({ name: description, id: uuid, amount: decimal(amount), kind: "reimbursement" });
  return earnings;
};

const deductionsOf = (row: Row): object[] => {
  const deductions: object[] = [];
  for (const { name, employer, amount } of row.taxes)
    deductions.push({
      name,
      amount: employer ? undefined : decimal(amount),
      employerAmount: employer ? decimal(amount) : undefined,
      kind: "tax",
      isEmployerPaid: employer,
    });
  for (const { name, employee_deduction, company_contribution } of row.benefits)
    deductions.push({
      name,
      amount: decimal(employee_deduction),
      employerAmount: decimal(company_contribution),
      kind: "benefit",
    });
  for (const { uuid, name, amount } of row.deductions) deductions.push({ name, id: uuid, amount: decimal(amount) });
  return deductions;
};

const hoursOf = (row: Row): string => {
  let hours = 0;
  for (const line of row.hourly_compensations) hours += Number(line.hours);
  for (const line of row.paid_time_off) hours += Number(line.hours);
  return String(hours);
};

/** One person's share of a payroll. */
export const mapping: Mapping = {
  resource: gusto.resources.payslips,
  text: (index) => JSON.stringify(slip(index)),
  byHand: (row) => ({
    id: `${row.payroll_uuid}-${row.employee_uuid}`,
    employee: { id: row.employee_uuid, name: `${row.preferred_first_name ?? row.first_name} ${row.last_name}` },
    payrollRun: { id: row.payroll_uuid },
    periodStart: row.pay_period.start_date,
    periodEnd: row.pay_period.end_date,
    payDate: row.check_date,
    status: row.excluded ? "cancelled" : row.processed ? "approved" : row.calculated_at ? "calculated" : "draft",
    currency: "USD",
    gross: decimal(row.gross_pay),
    net: decimal(row.net_pay),
    hours: hoursOf(row),
    earnings: earningsOf(row),
    deductions: deductionsOf(row),
    paymentMethod: text(row.payment_method),
    note: text(row.memo),
    version: row.version,
    unmapped: { check_amount: decimal(row.check_amount) },
  }),
};
