import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import { active, choice, flag, label, provenance, row } from "./wire.ts";

const LeaveType = row({
  name: label,
  request_unit: choice({ day: "days", half_day: "days", hour: "hours" }),
  ...fields(flag, "unpaid", "active"),
});

/** Kinds of time off. */
export const leaveTypes = resource({ entity: "leaveType", raw: LeaveType }).define({
  id: (type) => type.id,
  read: (type) => ({
    name: type.name,
    unit: type.request_unit,
    isPaid: type.unpaid === true ? false : type.unpaid === false ? true : undefined,
    status: active(type.active),
    ...provenance(type),
  }),
  ...records({ model: "hr.leave.type", row: LeaveType }),
});
