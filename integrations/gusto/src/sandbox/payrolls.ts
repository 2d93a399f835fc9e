import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { PayrollState } from "./payroll-state.ts";
import type { Account } from "./state.ts";
import { cannot, companyId, type Desk, host, notFound, uuid, wrong } from "./wire.ts";

const money = (amount: number): string => amount.toFixed(2);

/** Taxes of about the size of those of the United States: by the person, and by the company. */
const rates = {
  "Federal Income Tax": [0.1, 0],
  "Social Security": [0.062, 0.062],
  Medicare: [0.0145, 0.0145],
} as const;
const health = { person: 50_000, company: 200_000 };

type Share = PayrollState["shares"][number];

const reckon = ({ base, bonus }: Share) => {
  const gross = base + bonus;
  const taxes = Object.entries(rates).flatMap(([name, [person, company]]) => [
    { name, employer: false, amount: gross * person },
    ...(company > 0 ? [{ name, employer: true, amount: gross * company }] : []),
  ]);
  const benefit = base > 0 ? health : { person: 0, company: 0 };
  const withheld = taxes.filter(({ employer }) => !employer).reduce((sum, { amount }) => sum + amount, 0);
  return { gross, taxes, benefit, withheld, net: gross - withheld - benefit.person };
};

const shareRow = (share: Share, account: Account, stage: PayrollState["stage"], include: readonly string[]) => {
  const person = account.people.get(uuid("employee", share.personN));
  const { gross, taxes, benefit, net } = reckon(share);
  const job_uuid = person?.jobs[0]?.uuid ?? "";
  const isPaid = stage === "processed";
  return {
    employee_uuid: uuid("employee", share.personN),
    excluded: false,
    first_name: person?.fields.first_name ?? null,
    preferred_first_name: null,
    last_name: person?.fields.last_name ?? null,
    // Text, whatever the description says.
    gross_pay: isPaid ? money(gross) : null,
    net_pay: isPaid ? money(net) : null,
    check_amount: isPaid ? money(net) : null,
    payment_method: "Direct Deposit",
    memo: share.bonus > 0 ? "Cảm ơn" : null,
    fixed_compensations: [
      { name: "Bonus", amount: money(share.bonus), job_uuid },
      { name: "Commission", amount: "0.00", job_uuid },
    ],
    hourly_compensations: [
      {
        name: "Regular Hours",
        hours: (share.isHourly ? share.hours : 160).toFixed(3),
        amount: money(share.base),
        job_uuid,
        compensation_multiplier: 1,
        flsa_status: share.isHourly ? "Nonexempt" : "Exempt",
      },
    ],
    paid_time_off: [{ name: "Vacation Hours", hours: "0.000" }],
    reimbursements: [],
    ...(include.includes("taxes") ? { taxes: taxes.map((tax) => ({ ...tax, amount: money(tax.amount) })) } : {}),
    ...(include.includes("benefits")
      ? {
          benefits: [
            {
              name: "Medical Insurance",
              employee_deduction: money(benefit.person),
              company_contribution: money(benefit.company),
              imputed: false,
            },
          ],
        }
      : {}),
    ...(include.includes("deductions") ? { deductions: [{ name: "Child Support", amount: "0.00" }] } : {}),
  };
};

const totalsOf = (shares: readonly Share[]) => {
  const total = (amount: (share: ReturnType<typeof reckon>) => number): number =>
    shares.reduce((sum, share) => sum + amount(reckon(share)), 0);
  const employerTaxes = total(({ taxes }) =>
    taxes.filter(({ employer }) => employer).reduce((sum, { amount }) => sum + amount, 0),
  );
  const [gross, net, taxes] = [total(({ gross }) => gross), total(({ net }) => net), total(({ withheld }) => withheld)];
  return {
    company_debit: money(net + taxes + employerTaxes),
    net_pay_debit: money(net),
    tax_debit: money(taxes + employerTaxes),
    reimbursements: "0.00",
    net_pay: money(net),
    gross_pay: money(gross),
    employer_taxes: money(employerTaxes),
    employee_taxes: money(taxes),
    benefits: money(total(({ benefit }) => benefit.company)),
    employee_benefits_deductions: money(total(({ benefit }) => benefit.person)),
    other_deductions: "0.00",
  };
};

const payrollRow = (payroll: PayrollState, include: readonly string[]) => {
  const { stage, reason } = payroll;
  const isCalculated = stage !== "prepared";
  return {
    uuid: payroll.uuid,
    payroll_uuid: payroll.uuid,
    company_uuid: companyId,
    off_cycle: reason !== undefined,
    ...(reason === undefined
      ? {}
      : { off_cycle_reason: reason, withholding_pay_period: payroll.withholding ?? "Monthly" }),
    auto_payroll: false,
    external: false,
    processed: stage === "processed",
    processed_date: stage === "processed" ? payroll.end : null,
    calculated_at: isCalculated ? `${payroll.end}T16:58:03Z` : null,
    pay_period: {
      start_date: payroll.start,
      end_date: payroll.end,
      pay_schedule_uuid: reason === undefined ? uuid("schedule", 1) : null,
    },
    check_date: payroll.check,
    payroll_deadline: `${payroll.end}T23:00:00Z`,
    processing_request: isCalculated
      ? { status: stage === "processed" ? "submit_success" : "calculate_success", errors: [] }
      : null,
    created_at: payroll.created,
    ...(include.includes("totals") && isCalculated ? { totals: totalsOf(payroll.shares) } : {}),
  };
};

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const OffCycle = z.object({
  off_cycle: z.literal(true),
  off_cycle_reason: z.enum(["Bonus", "Correction", "Adhoc", "Dismissed employee", "Transition from old pay schedule"]),
  start_date: z.iso.date(),
  end_date: z.iso.date(),
  check_date: z.iso.date().optional(),
  withholding_pay_period: z.string().optional(),
});

/** What each step asks of a payroll and makes of it. */
const steps: Readonly<Record<string, { from: readonly PayrollState["stage"][]; to: PayrollState["stage"] }>> = {
  prepare: { from: ["prepared", "calculated"], to: "prepared" },
  calculate: { from: ["prepared", "calculated"], to: "calculated" },
  submit: { from: ["prepared", "calculated"], to: "processed" },
  cancel: { from: ["processed"], to: "calculated" },
};

export const payrollHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => [
  http.post(`${host}/v1/companies/:company/payrolls`, ({ request }) =>
    desk.enter(request, async () => {
      const { data, error } = OffCycle.safeParse(await request.json());
      if (error) return desk.misfit(error);
      if (data.end_date < data.start_date) return desk.fail(422, wrong("end_date", "End date is before start date"));
      const made: PayrollState = {
        uuid: uuid("payroll", 2000 + account().payrolls.size),
        start: data.start_date,
        end: data.end_date,
        check: data.check_date ?? dayAfter(data.end_date, 5),
        stage: "prepared",
        reason: data.off_cycle_reason,
        withholding: data.withholding_pay_period,
        created: `${kit.company.today}T09:30:00Z`,
        shares: [],
      };
      account().payrolls.set(made.uuid, made);
      return desk.json({ ...payrollRow(made, []), employee_compensations: [] });
    }),
  ),
  http.put<{ id: string; step: string }>(`${host}/v1/companies/:company/payrolls/:id/:step`, ({ request, params }) =>
    desk.one(request, account().payrolls.get(params.id), (payroll) => {
      const step = steps[params.step];
      if (!step) return desk.fail(404, notFound);
      const isLate = params.step === "cancel" && payroll.end < kit.company.today;
      if (isLate || !step.from.includes(payroll.stage))
        return desk.fail(422, cannot(`This payroll is ${payroll.stage} and cannot be changed so`));
      payroll.stage = step.to;
      if (params.step === "calculate" || params.step === "submit") return desk.json(undefined, 202);
      if (params.step === "cancel") {
        const { processing_request: _, withholding_pay_period: __, ...unprocessed } = payrollRow(payroll, []);
        return desk.json(unprocessed);
      }
      return desk.json({ ...payrollRow(payroll, []), employee_compensations: [] });
    }),
  ),
  http.get(`${host}/v1/companies/:company/payrolls`, ({ request }) =>
    desk.enter(request, () => {
      const query = new URL(request.url).searchParams;
      const { today } = kit.company;
      const end = query.get("end_date") ?? today;
      const start = query.get("start_date") ?? dayAfter(today, -182);
      if (end > dayAfter(today, 92))
        return desk.fail(422, wrong("end_date", "End date can be at most 3 months in the future"));
      if (dayAfter(start, 366) < end) return desk.fail(422, wrong("base", "The dates are more than 1 year apart"));
      const stages = query.get("processing_statuses")?.split(",") ?? ["processed"];
      const types = query.get("payroll_types")?.split(",") ?? ["regular"];
      const found = [...account().payrolls.values()].filter(
        (payroll) =>
          payroll.start >= start &&
          payroll.end <= end &&
          stages.includes(payroll.stage === "processed" ? "processed" : "unprocessed") &&
          types.includes(payroll.reason === undefined ? "regular" : "off_cycle"),
      );
      const include = query.get("include")?.split(",") ?? [];
      // In pages even where none is asked for, as from version 2026-06-15 on: https://docs.gusto.com/app-integrations/changelog/v2026-06-15
      return desk.list(
        request,
        found.map((payroll) => payrollRow(payroll, include)),
        true,
      );
    }),
  ),
  http.get<{ id: string }>(`${host}/v1/companies/:company/payrolls/:id`, ({ request, params }) =>
    desk.enter(request, () => {
      const payroll = account().payrolls.get(params.id);
      if (!payroll) return desk.fail(404, notFound);
      const include = new URL(request.url).searchParams.get("include")?.split(",") ?? [];
      const page = desk.slice(request, payroll.shares);
      const shares = page.rows.map((share) => shareRow(share, account(), payroll.stage, include));
      return desk.json({ ...payrollRow(payroll, include), employee_compensations: shares }, 200, page.headers);
    }),
  ),
];
