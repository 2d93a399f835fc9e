import { codec, fields, pick, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { payrolls } from "./payrolls.ts";
import { company, currency, day, moment } from "./wire.ts";

/** How far a payroll is, as far as the payroll itself says it. */
export const progress = {
  processed: z.boolean(),
  calculated_at: moment,
  processing_request: row({
    status: codec.meanings({
      draft: ["calculating"],
      calculated: ["calculate_success", "submitting"],
      approved: ["submit_success"],
      failed: ["processing_failed"],
    }),
  }),
};

const Progress = row(progress);

/** What is processed cannot change any more, and is paid out on the day of the check. */
export const statusOf = ({ processed, processing_request, calculated_at }: z.output<typeof Progress>) => {
  if (processed) return "approved" as const;
  if (processing_request?.status) return processing_request.status;
  if (calculated_at) return "calculated" as const;
  return processed === false ? ("draft" as const) : undefined;
};

export const PayPeriod = row({ start_date: day, end_date: day });

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls */
const Payroll = row({
  payroll_uuid: required(z.string().min(1)),
  off_cycle: z.boolean(),
  off_cycle_reason: codec.choice({
    Adhoc: "off-cycle",
    Bonus: "bonus",
    Correction: "correction",
    "Wage correction": "correction",
    "Dismissed employee": "termination",
    "Transition from old pay schedule": "transition",
  }),
  ...progress,
  pay_period: PayPeriod,
  ...fields(day, "check_date", "processed_date"),
  ...fields(moment, "payroll_deadline", "created_at"),
  withholding_pay_period: z.string(),
  totals: row({
    ...fields(codec.decimal, "gross_pay", "net_pay", "employee_taxes", "employer_taxes", "benefits"),
    ...fields(codec.decimal, "employee_benefits_deductions", "other_deductions", "reimbursements", "company_debit"),
  }),
});

const kindOf = ({ off_cycle, off_cycle_reason }: z.output<typeof Payroll>) => {
  if (off_cycle_reason) return off_cycle_reason;
  return off_cycle ? ("off-cycle" as const) : off_cycle === false ? ("regular" as const) : undefined;
};

export const payrollRuns = resource({ entity: "payrollRun", raw: Payroll }).define({
  id: ({ payroll_uuid }) => payroll_uuid,
  read: (payroll) => {
    const { employee_benefits_deductions: benefits, other_deductions: others, ...totals } = payroll.totals ?? {};
    return {
      kind: kindOf(payroll),
      status: statusOf(payroll),
      periodStart: payroll.pay_period?.start_date,
      periodEnd: payroll.pay_period?.end_date,
      payDate: payroll.check_date,
      deadline: payroll.payroll_deadline,
      currency,
      gross: totals.gross_pay,
      net: totals.net_pay,
      employeeTaxes: totals.employee_taxes,
      employerTaxes: totals.employer_taxes,
      deductions: benefits || others ? sum(benefits, others) : undefined,
      employerContributions: totals.benefits,
      reimbursements: totals.reimbursements,
      companyDebit: totals.company_debit,
      paySchedule: payroll.withholding_pay_period,
      createdAt: payroll.created_at,
      // A day, where the model has a moment.
      unmapped: { processedAt: payroll.processed_date },
    };
  },
  list: payrolls,
  // Everybody's pay comes along, in pages: the first is as short as can be, and what it has is not kept.
  get: {
    path: (id) => `${company}/payrolls/${id}`,
    query: { page: 1, per: 1 },
    sensitive: { query: { include: "totals" } },
    row: pick(z.looseObject({}), ({ employee_compensations: _, ...payroll }) => payroll),
  },
  scopes: { read: ["payrolls:read"] },
});
