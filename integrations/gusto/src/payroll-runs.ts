import { codec, fields, pick, refuse, required, resource, row, sum } from "@opensme/core";
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

const offCycleReason = codec.choice({
  Adhoc: "off-cycle",
  Bonus: "bonus",
  Correction: "correction",
  "Wage correction": "correction",
  "Dismissed employee": "termination",
  "Transition from old pay schedule": "transition",
});

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls */
const Payroll = row({
  payroll_uuid: required(z.string().min(1)),
  off_cycle: z.boolean(),
  off_cycle_reason: offCycleReason,
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

const PayrollBody = row({
  off_cycle: z.boolean(),
  off_cycle_reason: offCycleReason,
  ...fields(z.string(), "start_date", "end_date", "check_date", "withholding_pay_period"),
}).loose();

const one = (id: string): string => `${company}/payrolls/${id}`;

/** Everybody's pay comes along, in pages: the first is as short as can be, and what it has is not kept. */
const briefly = { page: 1, per: 1 };
const bare = pick(z.looseObject({}), ({ employee_compensations: _, ...payroll }) => payroll);

const step = (name: string) => ({ path: (id: string) => `${one(id)}/${name}`, method: "put" }) as const;

/** A step that is taken on and carried out later, and has succeeded where the payroll is in a state. */
const laterStep = (name: string, end: ReturnType<typeof statusOf>) => ({
  ...step(name),
  job: {
    poll: (_: unknown, id: string) => ({ path: one(id), query: briefly }),
    outcome: pick(Progress, (payroll) => {
      const status = statusOf(payroll);
      if (status === end) return { status: "done" } as const;
      return status === "failed"
        ? ({ status: "failed", message: "Gusto says in the payroll what is wrong with it" } as const)
        : ({ status: "pending", message: "Gusto is still at it; read the payroll again later" } as const);
    }),
  },
});

export const payrollRuns = resource({ entity: "payrollRun", raw: Payroll, body: PayrollBody }).define({
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
  // Only those off the cycle are made; Gusto makes the others by the pay schedule.
  write: (run) => {
    if (!run.kind || run.kind === "regular")
      throw refuse("kind", "is not that of a payroll off the cycle; Gusto makes regular ones itself");
    if (run.currency !== undefined && run.currency !== currency)
      throw refuse("currency", "is not USD, in which Gusto pays");
    return {
      ...run.custom,
      off_cycle: true,
      off_cycle_reason: run.kind,
      start_date: run.periodStart,
      end_date: run.periodEnd,
      check_date: run.payDate,
      withholding_pay_period: run.paySchedule,
    };
  },
  list: payrolls,
  get: { path: one, query: briefly, sensitive: { query: { include: "totals" } }, row: bare },
  // https://docs.gusto.com/embedded-payroll/reference/post-v1-companies-company_id-payrolls
  create: { path: `${company}/payrolls`, row: bare },
  actions: {
    // https://docs.gusto.com/app-integrations/reference/put-v1-companies-company_id-payrolls-payroll_id-prepare
    prepare: { ...step("prepare"), query: briefly },
    // https://docs.gusto.com/embedded-payroll/reference/put-v1-companies-company_id-payrolls-payroll_id-calculate
    calculate: laterStep("calculate", "calculated"),
    // https://docs.gusto.com/embedded-payroll/reference/put-v1-companies-company_id-payrolls-payroll_id-submit
    submit: laterStep("submit", "approved"),
    // https://docs.gusto.com/embedded-payroll/reference/put-api-v1-companies-company_id-payrolls-payroll_id-cancel
    cancel: step("cancel"),
  },
  scopes: { read: ["payrolls:read"], write: ["payrolls:write", "payrolls:run"] },
});
