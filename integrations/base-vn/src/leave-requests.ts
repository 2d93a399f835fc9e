import { codec, fields, ref, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { customOf, day, FormField, listOf, moment, objectOf, otherId, ownId, vietnamDay } from "./codecs.ts";
import { baseList } from "./lists.ts";
import { employeeOf, withEmployees } from "./people.ts";

const Shift = row({ num_leave: codec.decimal });
const Decision = row({ username: z.string(), time: moment });

const Timeoff = row({
  id: required(ownId),
  // That of Base HRM, put beside the row by user_id.
  employee_id: otherId,
  user_id: otherId,
  ...fields(z.string(), "username", "name", "content", "metatype"),
  group_id: otherId,
  // Unconfirmed, overdue and warning have no counterpart.
  state: codec.choice({
    approved: "approved",
    confirmed: "approved",
    pending: "requested",
    rejected: "declined",
    canceled: "cancelled",
    cancelled: "cancelled",
  }),
  paid_timeoff: z.union([z.string(), z.number(), z.boolean()]),
  start_date: required(day),
  end_date: day,
  since: moment,
  last_update: moment,
  approvals: listOf(z.string()).optional(),
  shifts: listOf(row({ date: day, shifts: listOf(Shift).optional() })).optional(),
  data: objectOf(z.object({ final_approved: objectOf(Decision).optional() })).optional(),
  form: listOf(FormField).optional(),
});

type Timeoff = z.output<typeof Timeoff>;

/** How much of each day, where that is known of every shift. */
const daysOf = ({ shifts }: Timeoff) =>
  shifts?.flatMap(({ date, shifts: parts }) =>
    date && parts?.length && parts.every(({ num_leave }) => num_leave)
      ? [{ date, amount: sum(...parts.map(({ num_leave }) => num_leave)) }]
      : [],
  );

const amountOf = (timeoff: Timeoff): string | undefined => {
  const days = daysOf(timeoff);
  return days?.length && days.length === timeoff.shifts?.length ? sum(...days.map(({ amount }) => amount)) : undefined;
};

/** Requests in Base Timeoff, of all times. The list knows no time of change, so all of it is read each time. */
export const leaveRequests = resource({ entity: "leaveRequest", raw: Timeoff }).define({
  id: (timeoff) => timeoff.id,
  read: (timeoff) => ({
    employee: employeeOf({ ...timeoff, login: timeoff.user_id || timeoff.username }, timeoff.username),
    startDate: timeoff.start_date,
    endDate: timeoff.end_date || timeoff.start_date,
    leaveType: ref(timeoff.group_id),
    status: timeoff.state,
    statusChangedOn: vietnamDay(timeoff.data?.final_approved?.time),
    requestedOn: vietnamDay(timeoff.since),
    amount: amountOf(timeoff),
    unit: daysOf(timeoff) ? "days" : undefined,
    days: daysOf(timeoff),
    employeeNote: timeoff.content,
    createdAt: timeoff.since,
    updatedAt: timeoff.last_update,
    custom: customOf(timeoff.form),
    unmapped: {
      user_id: timeoff.user_id,
      name: timeoff.name,
      metatype: timeoff.metatype,
      paid_timeoff: timeoff.paid_timeoff,
      approvals: timeoff.approvals?.join(", "),
      "statusChangedBy.username": timeoff.data?.final_approved?.username,
    },
  }),
  list: withEmployees(
    baseList({ path: "/timeoff/timeoff/list", keys: ["timeoffs", "timeoff"], firstPage: 0, deletes: "absent" }),
  ),
});
