import { codec, pick, resource, sum } from "@opensme/core";
import * as z from "zod";
import { payrolls } from "./payrolls.ts";
import { company, currency, day, moment } from "./wire.ts";

const amount = codec.decimal.nullish();

/** How far a payroll is, as far as the payroll itself says it. */
export const progress = {
  processed: z.boolean().nullish(),
  calculated_at: moment.nullish(),
  processing_request: z
    .object({
      status: codec
        .choice({
          calculating: "draft",
          calculate_success: "calculated",
          submitting: "calculated",
          submit_success: "approved",
          processing_failed: "failed",
        })
        .nullish(),
    })
    .nullish(),
};

const Progress = z.object(progress);

/** What is processed cannot change any more, and is paid out on the day of the check. */
export const statusOf = ({ processed, processing_request, calculated_at }: z.output<typeof Progress>) => {
  if (processed) return "approved" as const;
  if (processing_request?.status) return processing_request.status;
  if (calculated_at) return "calculated" as const;
  return processed === false ? ("draft" as const) : undefined;
};

export const PayPeriod = z.object({ start_date: day.nullish(), end_date: day.nullish() });

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls */
const Payroll = z.object({
  payroll_uuid: z.string().min(1),
  off_cycle: z.boolean().nullish(),
  off_cycle_reason: codec
    .choice({
      Adhoc: "off-cycle",
      Bonus: "bonus",
      Correction: "correction",
      "Wage correction": "correction",
      "Dismissed employee": "termination",
      "Transition from old pay schedule": "transition",
    })
    .nullish(),
  ...progress,
  pay_period: PayPeriod.nullish(),
  check_date: day.nullish(),
  processed_date: day.nullish(),
  payroll_deadline: moment.nullish(),
  withholding_pay_period: z.string().nullish(),
  totals: z
    .object({
      gross_pay: amount,
      net_pay: amount,
      employee_taxes: amount,
      employer_taxes: amount,
      employee_benefits_deductions: amount,
      other_deductions: amount,
      benefits: amount,
      reimbursements: amount,
      company_debit: amount,
    })
    .nullish(),
  created_at: moment.nullish(),
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
