import {
  codec,
  each,
  fields,
  type Listing,
  listing,
  mapRows,
  reader,
  required,
  resource,
  row,
  sum,
} from "@opensme/core";
import * as z from "zod";
import { PayPeriod, progress, statusOf } from "./payroll-runs.ts";
import { payrollId, payrolls } from "./payrolls.ts";
import { company, currency, day, numbered, totalIn } from "./wire.ts";

const amount = codec.decimal;
const text = z.string();

/** One person's share of https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls-payroll_id, with what the payroll says of all of them. */
const Payslip = row({
  employee_uuid: required(z.string().min(1)),
  ...fields(text, "first_name", "preferred_first_name", "last_name"),
  excluded: z.boolean(),
  ...fields(amount, "gross_pay", "net_pay", "check_amount"),
  // Lines have a `uuid` from version 2026-06-15 on.
  fixed_compensations: z.array(row({ uuid: text, name: text, amount })),
  hourly_compensations: z.array(row({ uuid: text, name: text, hours: amount, amount, flsa_status: text })),
  paid_time_off: z.array(
    row({ uuid: text, name: text, hours: amount, amount, final_payout_unused_hours_input: amount }),
  ),
  reimbursements: z.array(row({ uuid: text, description: text, amount })),
  taxes: z.array(row({ name: text, employer: z.boolean(), amount })),
  benefits: z.array(row({ name: text, employee_deduction: amount, company_contribution: amount })),
  deductions: z.array(row({ uuid: text, name: text, amount, amount_type: text })),
  ...fields(text, "payment_method", "memo", "version", "payroll_uuid"),
  pay_period: PayPeriod,
  check_date: day,
  ...progress,
});
type PayslipRow = z.output<typeof Payslip>;

/** By Gusto's own words first, which are then found as they are written. */
const fixedKind = reader(
  codec.meanings({
    bonus: ["Bonus"],
    commission: ["Commission"],
    tips: ["Paycheck Tips", "Cash Tips"],
    severance: ["Severance"],
    reimbursement: ["Reimbursement"],
  }),
);
const hourlyKind = reader(
  codec.meanings({ wage: ["Regular Hours", "Regular"], overtime: ["Overtime", "Double overtime"] }),
);
/** Of hours at the usual rate: who is exempt has a salary, as owners have. */
const regularKind = reader(
  codec.meanings({
    salary: ["Exempt", "Commission Only Exempt", "Salaried Nonexempt", "Owner"],
    wage: ["Nonexempt", "Commission Only Nonexempt"],
  }),
);

/** Lines without a name are what their list is of. */
const earningsOf = (slip: PayslipRow) => {
  const { fixed_compensations: fixed, hourly_compensations: hourly, paid_time_off: leave, reimbursements } = slip;
  if (!fixed && !hourly && !leave && !reimbursements) return undefined;
  return [
    ...(fixed ?? []).map(({ uuid, name, amount }) => ({
      name: name || "Compensation",
      id: uuid,
      amount,
      kind: fixedKind(name),
    })),
    ...(hourly ?? []).map(({ uuid, name, hours, amount, flsa_status }) => {
      const kind = hourlyKind(name);
      const paidAs = (kind === "wage" && regularKind(flsa_status)) || kind;
      return { name: name || "Hours", id: uuid, amount, hours, kind: paidAs };
    }),
    ...(leave ?? []).map(({ uuid, name, hours, amount }) => ({
      name: name || "Paid time off",
      id: uuid,
      amount,
      hours,
      kind: "leave" as const,
    })),
    ...(reimbursements ?? []).map(({ uuid, description, amount }) => ({
      name: description || "Reimbursement",
      id: uuid,
      amount,
      kind: "reimbursement" as const,
    })),
  ];
};

/** Hours worked and hours of paid time off; undefined where no line has any. */
const hoursOf = ({ hourly_compensations, paid_time_off }: PayslipRow): string | undefined => {
  const hours = [...(hourly_compensations ?? []), ...(paid_time_off ?? [])].map((line) => line.hours);
  return hours.some((each) => each) ? sum(...hours) : undefined;
};

const deductionsOf = ({ taxes, benefits, deductions }: PayslipRow) => {
  if (!taxes && !benefits && !deductions) return undefined;
  return [
    ...(taxes ?? []).map(({ name, employer, amount }) => ({
      name: name || "Tax",
      amount: employer ? undefined : amount,
      employerAmount: employer ? amount : undefined,
      kind: "tax" as const,
      isEmployerPaid: employer,
    })),
    ...(benefits ?? []).map(({ name, employee_deduction, company_contribution }) => ({
      name: name || "Benefit",
      amount: employee_deduction,
      employerAmount: company_contribution,
      kind: "benefit" as const,
    })),
    ...(deductions ?? []).map(({ uuid, name, amount, amount_type }) => ({
      name: name || "Deduction",
      id: uuid,
      amount: amount_type === "percent" ? undefined : amount,
    })),
  ];
};

/** What stands in no field of the model: shares of pay, which some deductions are before the payroll is run, and hours not taken that are paid when a person leaves. */
const othersOf = ({ deductions, paid_time_off, check_amount }: PayslipRow) => ({
  check_amount,
  ...Object.fromEntries([
    ...(deductions ?? []).flatMap(({ name, amount, amount_type }) =>
      amount_type === "percent" ? [[`deductions.${name}.percent`, amount]] : [],
    ),
    ...(paid_time_off ?? []).map(({ name, final_payout_unused_hours_input: hours }) => [
      `paid_time_off.${name}.final_payout_unused_hours`,
      hours,
    ]),
  ]),
});

const Payroll = row({ employee_compensations: z.array(z.looseObject({})) }).loose();

/** What a payroll says of all who are paid. */
const shared = ["payroll_uuid", "pay_period", "check_date", "processed", "calculated_at", "processing_request"];

const slipsIn = (payroll: z.output<typeof Payroll>): readonly unknown[] => {
  const common = Object.entries({ payroll_uuid: payroll["uuid"], ...payroll }).filter(
    ([key, value]) => shared.includes(key) && value !== undefined,
  );
  return (payroll.employee_compensations ?? []).map((slip) => ({ ...slip, ...Object.fromEntries(common) }));
};

/** At most 100 people come at a time, whatever is asked for. */
const slipsOf = (payroll: string): Listing =>
  listing({
    path: `${company}/payrolls/${encodeURIComponent(payroll)}`,
    query: { include: "benefits,deductions,taxes", sort_by: "last_name" },
    page: Payroll,
    items: slipsIn,
    total: totalIn,
    paging: numbered(100),
    order: "last_name",
    deletes: "absent",
  });

/** The slip of one person: ids are 36 characters long. */
const oneSlip = (id: string): Listing =>
  mapRows(slipsOf(id.slice(0, 36)), (rows) =>
    rows.filter((slip) => Owned.safeParse(slip).data?.employee_uuid === id.slice(37)),
  );

const Owned = Payslip.pick({ employee_uuid: true });

const Slips = Payroll.required();
const Answer = z.union([Slips.transform((payroll) => [payroll]), z.array(Slips)]);

export const payslips = resource({ entity: "payslip", raw: Payslip }).define({
  id: (slip) => [slip.payroll_uuid, slip.employee_uuid].filter(Boolean).join("-"),
  read: (slip) => {
    const name = [slip.preferred_first_name || slip.first_name, slip.last_name].filter(Boolean).join(" ");
    return {
      employee: { id: slip.employee_uuid, name },
      payrollRun: slip.payroll_uuid ? { id: slip.payroll_uuid } : undefined,
      periodStart: slip.pay_period?.start_date,
      periodEnd: slip.pay_period?.end_date,
      payDate: slip.check_date,
      // Who is left out of a payroll gets nothing from it.
      status: slip.excluded ? ("cancelled" as const) : statusOf(slip),
      currency,
      gross: slip.gross_pay,
      net: slip.net_pay,
      hours: hoursOf(slip),
      earnings: earningsOf(slip),
      deductions: deductionsOf(slip),
      paymentMethod: slip.payment_method,
      note: slip.memo,
      version: slip.version,
      unmapped: othersOf(slip),
    };
  },
  list: each({
    of: payrolls,
    parent: payrollId,
    list: slipsOf,
    deletes: "absent",
    rowsIn: (answer) => Answer.safeParse(answer).data?.flatMap(slipsIn),
  }),
  get: { listing: oneSlip },
  sensitive: true,
  scopes: { read: ["payrolls:read"] },
});
