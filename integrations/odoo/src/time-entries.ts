import { codec, resource } from "@opensme/core";
import { records } from "./records.ts";
import { amount, day, moment, owner, provenance, row } from "./wire.ts";

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
