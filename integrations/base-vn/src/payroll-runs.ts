import { required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency, day, moment, monthEnd, ownId, word } from "./codecs.ts";
import { ofEachCycle } from "./payroll-cycles.ts";

const Payroll = row({
  id: required(ownId),
  cycle_id: word,
  name: z.string(),
  status: word,
  since: moment,
  last_update: moment,
  // Put beside the row.
  cycle: row({ report_month: day }),
});

/** The payrolls of each month, which payslips belong to. */
export const payrollRuns = resource({ entity: "payrollRun", raw: Payroll }).define({
  id: (payroll) => payroll.id,
  read: (payroll) => ({
    name: payroll.name,
    periodStart: payroll.cycle?.report_month,
    periodEnd: monthEnd(payroll.cycle?.report_month),
    currency,
    createdAt: payroll.since,
    updatedAt: payroll.last_update,
    unmapped: { status: payroll.status, cycle_id: payroll.cycle_id },
  }),
  list: ofEachCycle("/payroll/payroll/list", ["payrolls", "payroll"]),
});
