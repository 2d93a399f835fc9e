import { entity, part, ref } from "./record.ts";
import { currency, decimal, flag, instant, list, localDate, oneOf, sensitive, text } from "./scalars.ts";

export const payrollRun = entity(
  { entity: "payrollRun", plural: "payrollRuns" },
  "One calculation of pay for many people",
  {},
  {
    name: text("Name"),
    kind: oneOf(["regular", "off-cycle", "bonus", "correction", "termination", "transition"], "Why it was run"),
    status: oneOf(["draft", "calculated", "approved", "paid", "failed", "cancelled"], "How far it is"),
    periodStart: localDate("First day that is paid for"),
    periodEnd: localDate("Last day that is paid for"),
    payDate: localDate("Day the money is paid"),
    processedAt: instant("When it was carried out"),
    deadline: instant("Latest moment to submit it"),
    currency: currency("Currency of all amounts"),
    gross: sensitive(decimal("Gross pay of all")),
    net: sensitive(decimal("Net pay of all")),
    employeeTaxes: sensitive(decimal("Taxes withheld from all")),
    employerTaxes: sensitive(decimal("Taxes the company pays on top")),
    deductions: sensitive(decimal("Deductions from all")),
    employerContributions: sensitive(decimal("What the company pays into benefits and insurance")),
    reimbursements: sensitive(decimal("Expenses paid back")),
    companyDebit: sensitive(decimal("What leaves the company's account")),
    paySchedule: text("How often pay is run, in the tool's word"),
  },
);

export const payslip = entity(
  { entity: "payslip", plural: "payslips" },
  "What one person gets out of one payroll run",
  { employee: ref("employee", "Who is paid") },
  {
    payrollRun: ref("payrollRun", "The run it belongs to"),
    periodStart: localDate("First day that is paid for"),
    periodEnd: localDate("Last day that is paid for"),
    payDate: localDate("Day the money is paid"),
    status: oneOf(["draft", "calculated", "approved", "paid", "failed", "cancelled"], "How far it is"),
    currency: currency("Currency of all amounts"),
    gross: sensitive(decimal("Gross pay")),
    net: sensitive(decimal("Net pay")),
    taxableIncome: sensitive(decimal("Income that tax is taken from")),
    hours: decimal("Hours paid for"),
    days: decimal("Days paid for"),
    earnings: sensitive(
      list(
        part(
          { name: text("Such as salary, overtime or bonus") },
          {
            id: text("The tool's id of the line"),
            amount: decimal("Amount"),
            hours: decimal("Hours it is for"),
            rate: decimal("Pay for an hour"),
            kind: oneOf(
              [
                "salary",
                "wage",
                "overtime",
                "bonus",
                "commission",
                "tips",
                "allowance",
                "leave",
                "reimbursement",
                "severance",
              ],
              "What it is for",
            ),
          },
        ),
        "What is paid",
      ),
    ),
    deductions: sensitive(
      list(
        part(
          { name: text("What it is for") },
          {
            id: text("The tool's id of the line"),
            amount: decimal("Taken from the person"),
            employerAmount: decimal("What the company pays on top for the same"),
            kind: oneOf(
              [
                "tax",
                "social-insurance",
                "health-insurance",
                "unemployment-insurance",
                "union",
                "benefit",
                "garnishment",
                "advance",
              ],
              "What it is for",
            ),
            isEmployerPaid: flag("Whether the company pays it and nothing is taken from the person"),
          },
        ),
        "Taxes, insurance and other deductions, those that the company pays on top included",
      ),
    ),
    paymentMethod: text("How it is paid, in the tool's word"),
    note: text("Free text"),
  },
);
