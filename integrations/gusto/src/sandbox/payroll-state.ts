import type { Company } from "@opensme/testing";
import { uuid } from "./wire.ts";

/** What one person gets out of a payroll. */
interface Share {
  personN: number;
  isHourly: boolean;
  hours: number;
  base: number;
  bonus: number;
}

export interface PayrollState {
  uuid: string;
  start: string;
  end: string;
  check: string;
  stage: "prepared" | "calculated" | "processed";
  reason: string | undefined;
  withholding?: string | undefined;
  created: string;
  shares: Share[];
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const endOfMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

const shareOf = (employee: Company["employees"][number], start: string, end: string, company: Company): Share => {
  const pay = employee.pays.findLast(({ date }) => date <= end);
  const isHourly = pay?.per === "hour";
  const worked = company.timeEntries
    .filter(({ employeeId, date }) => employeeId === employee.id && date >= start && date <= end)
    .reduce((sum, entry) => sum + entry.hours, 0);
  return {
    personN: employee.id,
    isHourly,
    hours: isHourly ? worked : 0,
    base: Math.round(isHourly ? worked * (pay?.rate ?? 0) : (pay?.rate ?? 0)),
    bonus: 0,
  };
};

/** A regular payroll for each month; that of the month not yet over is calculated, and the next one is prepared. In the first month there was also a bonus, and one of the present month is submitted already. */
export const payrollsOf = (company: Company): Map<string, PayrollState> => {
  const next = dayAfter(endOfMonth(company.today.slice(0, 7)), 1).slice(0, 7);
  const months = [...company.months, next];
  const regular = months.map((month, index): PayrollState => {
    const [start, end] = [`${month}-01`, endOfMonth(month)];
    const isOver = month < company.today.slice(0, 7);
    const paid = company.employees.filter(
      ({ hireDate, terminationDate }) => hireDate <= end && (terminationDate ?? end) >= start,
    );
    return {
      uuid: uuid("payroll", index + 1),
      start,
      end,
      check: dayAfter(end, 5),
      stage: isOver ? "processed" : month === next ? "prepared" : "calculated",
      reason: undefined,
      created: `${start}T09:30:00Z`,
      shares: month === next ? [] : paid.map((employee) => shareOf(employee, start, end, company)),
    };
  });
  const bonus = [regular[0], regular.at(-2)].flatMap((month, index): PayrollState[] =>
    month
      ? [
          {
            ...month,
            uuid: uuid("payroll", 900 + index),
            stage: "processed",
            reason: "Bonus",
            shares: month.shares.slice(0, 3).map((share) => ({ ...share, hours: 0, base: 0, bonus: 2_000_000 })),
          },
        ]
      : [],
  );
  return new Map([...bonus, ...regular].map((payroll) => [payroll.uuid, payroll]));
};
