import { codec, dayIn, fields, resource } from "@opensme/core";
import * as z from "zod";
import { type Records, records } from "./records.ts";
import { amount, choice, day, link, owner, provenance, row, text } from "./wire.ts";

const Leave = row({
  employee_id: owner,
  ...fields(codec.localDate, "request_date_from", "request_date_to"),
  holiday_status_id: link,
  state: choice({
    draft: "requested",
    confirm: "requested",
    validate1: "requested",
    validate: "approved",
    refuse: "declined",
    cancel: "cancelled",
  }),
  leave_type_request_unit: choice({ day: "days", half_day: "days", hour: "hours" }),
  ...fields(amount, "number_of_days", "number_of_hours"),
  // Until Odoo 16.
  number_of_hours_display: amount,
  ...fields(text, "private_name", "name", "notes"),
});

/** The moments that the days become, and the zone whose days they are. */
const Moments = z.object({
  request_date_from: day,
  request_date_to: day,
  date_from: codec.instant,
  date_to: codec.instant,
  tz: z.string(),
});

/** Leave that was imported may have the moments without the days. */
const withDays: Records["settle"] = (row) => {
  const { data } = Moments.safeParse(row);
  if (!data || (data.request_date_from && data.request_date_to)) return row;
  return {
    ...row,
    request_date_from: data.request_date_from ?? dayIn(data.tz)(data.date_from),
    request_date_to: data.request_date_to ?? dayIn(data.tz)(data.date_to),
  };
};

/** How long it is: in hours where the kind of leave is taken by them, and else in days. */
const amountOf = ({ leave_type_request_unit: unit, ...leave }: z.output<typeof Leave>) => {
  if (unit === "hours") return { amount: leave.number_of_hours || leave.number_of_hours_display, unit };
  return { amount: leave.number_of_days, unit: unit ?? (leave.number_of_days ? ("days" as const) : undefined) };
};

/** Time off asked for. */
export const leaveRequests = resource({ entity: "leaveRequest", raw: Leave }).define({
  id: (leave) => leave.id,
  read: (leave) => ({
    employee: leave.employee_id,
    leaveType: leave.holiday_status_id,
    startDate: leave.request_date_from,
    endDate: leave.request_date_to,
    status: leave.state,
    ...amountOf(leave),
    employeeNote: leave.private_name || leave.name,
    managerNote: leave.notes,
    ...provenance(leave),
  }),
  ...records({ model: "hr.leave", row: Leave, also: ["date_from", "date_to", "tz"], settle: withDays }),
});
