import { fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { currency, customOf, day, FormField, listOf, moment, monthEnd, otherId, ownId, word } from "./codecs.ts";
import { joined } from "./lists.ts";
import { columnKinds, payOf } from "./payroll-columns.ts";
import { ofEachCycle } from "./payroll-cycles.ts";
import { employeeOf } from "./people.ts";

const PayRecord = row({
  id: required(ownId),
  ...fields(otherId, "payroll_id", "cycle_id", "employee_id"),
  username: z.string(),
  status: word,
  form: listOf(FormField).optional(),
  since: moment,
  last_update: moment,
  // Put beside the row: its month, and the setting that says what the columns hold.
  cycle: row({ report_month: day }),
  payrollColumns: z.record(z.string(), z.enum(columnKinds)),
});

type PayRecord = z.output<typeof PayRecord>;

/** The columns that nobody gave a meaning to. */
const otherColumns = ({ form, payrollColumns }: PayRecord) => {
  const { named } = payOf(form, payrollColumns ?? {});
  return customOf(form?.filter(({ id }) => !id || !named.includes(id)));
};

const runOf = ({ payroll_id, cycle_id }: PayRecord) => ref(payroll_id || (cycle_id && `cycle:${cycle_id}`));

/** What each person gets out of a payroll. Its columns are the firm's own: the setting `payrollColumns` says what they hold. */
export const payslips = resource({ entity: "payslip", raw: PayRecord }).define({
  id: (record) => record.id,
  read: (record) => {
    const { named: _, ...pay } = payOf(record.form, record.payrollColumns ?? {});
    return {
      employee: employeeOf({ ...record, login: record.username }, record.username),
      payrollRun: runOf(record),
      periodStart: record.cycle?.report_month,
      periodEnd: monthEnd(record.cycle?.report_month),
      currency,
      ...pay,
      createdAt: record.since,
      updatedAt: record.last_update,
      custom: otherColumns(record),
      unmapped: { status: record.status, cycle_id: record.payroll_id ? record.cycle_id : undefined },
    };
  },
  list: joined(
    ofEachCycle("/payroll/record/list", ["records", "record"]),
    async ({ config: { payrollColumns } }) =>
      (row) =>
        payrollColumns === undefined ? row : { ...row, payrollColumns },
  ),
  sensitive: true,
});
