import { each, resource } from "@opensme/core";
import * as z from "zod";
import { currency, day, moment, monthEnd, ownId, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

/** A month of Base Payroll ("cycle"), which holds a payroll for each group of people. */
const Cycle = z.object({
  id: ownId,
  name: z.string().nullish(),
  report_month: day.nullish(),
  status: word.nullish(),
  username: z.string().nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
});

export const cycleList = baseList({
  path: "/payroll/cycle/list",
  keys: ["cycles", "cycle"],
  firstPage: 0,
  incremental: true,
  deletes: "absent",
});

export const cycleIdOf = (row: unknown): string | undefined => Cycle.safeParse(row).data?.id;

export const payrollCycles = resource({ entity: "payrollRun", raw: Cycle }).define({
  id: (cycle) => cycle.id,
  prefix: "cycle",
  read: (cycle) => ({
    name: cycle.name,
    periodStart: cycle.report_month,
    periodEnd: monthEnd(cycle.report_month),
    currency,
    createdAt: cycle.since,
    updatedAt: cycle.last_update,
    // What the numbers mean is not documented.
    unmapped: { status: cycle.status, username: cycle.username },
  }),
  list: cycleList,
});

const Payroll = z.object({
  id: ownId,
  cycle_id: word.nullish(),
  name: z.string().nullish(),
  status: word.nullish(),
  since: moment.nullish(),
  last_update: moment.nullish(),
  // Put beside the row.
  cycle: z.object({ report_month: day.nullish() }).nullish(),
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
  list: each({
    of: cycleList,
    parent: (row) => {
      const id = cycleIdOf(row);
      return id === undefined ? undefined : { id, cycle: row };
    },
    list: ({ id, cycle }) =>
      baseList({
        path: "/payroll/payroll/list",
        keys: ["payrolls", "payroll"],
        form: { cycle_id: id },
        firstPage: 0,
        deletes: "absent",
        split: (row) => [{ ...z.looseObject({}).parse(row), cycle }],
      }),
    deletes: "absent",
    rowsIn: baseList({ path: "", keys: ["payrolls", "payroll"], deletes: "absent" }).rowsIn,
  }),
});
