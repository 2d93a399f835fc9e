import { each, type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency, day, moment, monthEnd, ownId, word } from "./codecs.ts";
import { baseList } from "./lists.ts";

const Cycle = row({
  id: required(ownId),
  name: z.string(),
  report_month: day,
  status: word,
  username: z.string(),
  since: moment,
  last_update: moment,
});

const cycleList = baseList({
  path: "/payroll/cycle/list",
  keys: ["cycles", "cycle"],
  firstPage: 0,
  incremental: true,
  deletes: "absent",
});

/** A list that is asked for of each cycle, which is put beside its rows: the month stands there alone. */
export const ofEachCycle = (path: string, keys: readonly [rows: string, row: string]): Listing =>
  each({
    of: cycleList,
    parent: (row) => {
      const { data } = Cycle.safeParse(row);
      return data && { id: data.id, cycle: row };
    },
    list: ({ id, cycle }) =>
      baseList({
        path,
        keys,
        form: { cycle_id: id },
        firstPage: 0,
        deletes: "absent",
        split: (row) => [{ ...z.looseObject({}).parse(row), cycle }],
      }),
    deletes: "absent",
    rowsIn: baseList({ path, keys, deletes: "absent" }).rowsIn,
  });

/** Months of Base Payroll ("cycle"), which hold a payroll for each group of people. */
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
