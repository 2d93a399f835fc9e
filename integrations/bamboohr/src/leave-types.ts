import { codec, listing, required, resource, row, single } from "@opensme/core";
import * as z from "zod";

/** https://documentation.bamboohr.com/reference/list-time-off-types, which gives only the types in use. */
const LeaveType = row({
  id: required(codec.identifier),
  name: required(z.string()),
  units: codec.choice({ hours: "hours", days: "days" }),
  color: z.string(),
  icon: z.string(),
});

export const leaveTypes = resource({ entity: "leaveType", raw: LeaveType }).define({
  id: (type) => type.id,
  read: (type) => ({ name: type.name, unit: type.units, color: type.color, icon: type.icon }),
  list: listing({
    path: "/meta/time_off/types",
    page: z.looseObject({ timeOffTypes: z.array(z.unknown()) }),
    items: (answer) => answer.timeOffTypes,
    paging: single(),
    deletes: "absent",
  }),
  scopes: { read: ["time_off"] },
});
