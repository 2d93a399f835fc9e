import { addDays, dayOf, monthEnd, type Period } from "./calendar.ts";
import { departmentIds } from "./cast.ts";
import { sumOf } from "./lists.ts";
import { heldOn, isEmployedOn } from "./people.ts";
import type { Dong, Month } from "./types.ts";
import type { Employee, TimeEntry } from "./types-people.ts";

/** Employee's and employer's share of each contribution, by the account it is owed on; 2% trade union fee on top. */
const contributions = [
  { account: "3383", employee: 0.08, employer: 0.175 },
  { account: "3384", employee: 0.015, employer: 0.03 },
  { account: "3385", employee: 0.01, employer: 0.01 },
  { account: "3382", employee: 0, employer: 0.02 },
] as const;

/** Income tax on monthly taxable income in 2026, after 15.5 million for oneself. */
const brackets = [
  { from: 0, rate: 0.05 },
  { from: 10_000_000, rate: 0.1 },
  { from: 30_000_000, rate: 0.2 },
  { from: 60_000_000, rate: 0.3 },
  { from: 100_000_000, rate: 0.35 },
] as const;
const ownDeduction = 15_500_000;

function incomeTax(taxable: Dong): Dong {
  return Math.round(
    sumOf(brackets, ({ from, rate }) => {
      const below =
        brackets[brackets.findIndex((bracket) => bracket.from === from) + 1]?.from ?? Number.POSITIVE_INFINITY;
      return Math.max(0, Math.min(taxable, below) - from) * rate;
    }),
  );
}

export interface Payroll {
  month: Month;
  /** Costs by expense account and location: gross pay and the employer's contributions. */
  costs: { account: string; locationId: number; amount: Dong }[];
  /** What is owed, by account: net pay (334), contributions, income tax. */
  owed: Map<string, Dong>;
}

function costAccount(departmentId: number): string {
  if (departmentId === departmentIds.roasting) return "154";
  return [departmentIds.board, departmentIds.accounting, departmentIds.office].some((id) => id === departmentId)
    ? "6422"
    : "6421";
}

/** Gross pay of a month: hours at their rate, or the salary for the days employed. */
function grossOf(employee: Employee, first: string, last: string, entries: readonly TimeEntry[]): Dong {
  const pay = heldOn(employee.pays, last);
  if (!pay) return 0;
  if (pay.per === "hour") return Math.round(sumOf(entries, (entry) => entry.hours) * pay.rate);
  const days = dayOf(last) - dayOf(first) + 1;
  const employed = Array.from({ length: days }, (_, index) => addDays(first, index)).filter((date) =>
    isEmployedOn(employee, date),
  ).length;
  return Math.round((pay.rate * employed) / days);
}

/** A whole month's payroll. Salaried people are insured; the base is capped at twenty times the reference level, which rose in July 2026. */
function payrollOf(month: Month, employees: readonly Employee[], entries: readonly TimeEntry[]): Payroll {
  const first = `${month}-01`;
  const last = monthEnd(first);
  const cap = month < "2026-07" ? 46_800_000 : 50_600_000;
  const owed = new Map<string, Dong>();
  const costs = new Map<string, { account: string; locationId: number; amount: Dong }>();
  const owe = (account: string, amount: Dong): void => {
    if (amount > 0) owed.set(account, (owed.get(account) ?? 0) + amount);
  };
  for (const employee of employees) {
    const own = entries.filter(
      (entry) => entry.employeeId === employee.id && entry.date >= first && entry.date <= last,
    );
    const gross = grossOf(employee, first, last, own);
    const job = heldOn(employee.jobs, last);
    if (gross === 0 || !job) continue;
    const base = employee.type === "full-time" ? Math.min(gross, cap) : 0;
    let withheld = 0;
    let added = 0;
    for (const share of contributions) {
      const fromEmployee = Math.round(base * share.employee);
      const fromEmployer = Math.round(base * share.employer);
      owe(share.account, fromEmployee + fromEmployer);
      withheld += fromEmployee;
      added += fromEmployer;
    }
    const tax = incomeTax(gross - withheld - ownDeduction);
    owe("3335", tax);
    owe("334", gross - withheld - tax);
    const account = costAccount(job.departmentId);
    const key = `${account} ${job.locationId}`;
    const cost = costs.get(key) ?? { account, locationId: job.locationId, amount: 0 };
    costs.set(key, { ...cost, amount: cost.amount + gross + added });
  }
  return { month, costs: [...costs.values()], owed };
}

/** Payrolls of the months that are over. */
export function payrollsOf(period: Period, employees: readonly Employee[], entries: readonly TimeEntry[]): Payroll[] {
  const whole = period.months.filter(
    (month) => `${month}-01` >= period.from && monthEnd(`${month}-01`) <= period.today,
  );
  return whole.map((month) => payrollOf(month, employees, entries));
}
