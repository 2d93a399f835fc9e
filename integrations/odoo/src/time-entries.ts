import { codec, fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { amount, day, flag, moment, nameOfLink, owner, provenance, row, text } from "./wire.ts";

const Attendance = row({
  employee_id: owner,
  date: day,
  check_in: codec.instant,
  check_out: moment,
  worked_hours: amount,
});

/** Clocked work. Until Odoo 18 the day is that of clocking in, in UTC. Someone who is still in has no hours yet. */
export const timeEntries = resource({ entity: "timeEntry", raw: Attendance }).define({
  id: (attendance) => attendance.id,
  read: (attendance) => ({
    employee: attendance.employee_id,
    date: attendance.date || attendance.check_in.slice(0, 10),
    kind: "clock",
    startedAt: attendance.check_in,
    endedAt: attendance.check_out,
    hours: attendance.check_out ? attendance.worked_hours : undefined,
    ...provenance(attendance),
  }),
  ...records({ model: "hr.attendance", row: Attendance }),
});

const Timesheet = row({
  employee_id: owner,
  date: codec.localDate,
  unit_amount: amount,
  ...fields(nameOfLink, "project_id", "task_id"),
  // Of the Enterprise edition.
  validated: flag,
  name: text,
});

/** Hours written down on projects. Other analytic lines are costs and revenues, and no hours; the app adds the project. */
export const timesheets = resource({ entity: "timeEntry", raw: Timesheet }).define({
  id: (timesheet) => timesheet.id,
  prefix: "timesheet",
  read: (timesheet) => ({
    employee: timesheet.employee_id,
    date: timesheet.date,
    kind: "hours",
    hours: timesheet.unit_amount,
    project: timesheet.project_id,
    task: timesheet.task_id,
    isApproved: timesheet.validated,
    note: timesheet.name === "/" ? undefined : timesheet.name,
    ...provenance(timesheet),
  }),
  ...records({
    model: "account.analytic.line",
    row: Timesheet,
    needs: "project_id",
    domain: [["project_id", "!=", false]],
    holds: ({ project_id }) => project_id !== false,
  }),
});
