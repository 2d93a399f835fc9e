import { codec, fields, required, resource, row, toDecimal } from "@opensme/core";
import * as z from "zod";
import { readingDiscreetly } from "./discreet.ts";
import { common, day, Pointer, point, Reference, readCommon } from "./wire.ts";

const TimeActivity = row({
  ...common,
  TxnDate: required(day),
  EmployeeRef: required(row({ ...Reference.shape, value: required(codec.identifier) })),
  StartTime: codec.instant,
  EndTime: codec.instant,
  ...fields(codec.decimal, "Hours", "Minutes", "Seconds", "BreakHours", "BreakMinutes", "BreakSeconds", "HourlyRate"),
  CostRate: codec.decimal,
  ProjectRef: Reference,
  ...fields(Pointer, "CustomerRef", "ClassRef", "DepartmentRef"),
  ItemRef: Reference,
  BillableStatus: z.string(),
  Taxable: codec.flag,
  Description: z.string(),
});

type Row = z.output<typeof TimeActivity>;

type Count = string | null | undefined;

const secondsOf = (hours: Count, minutes: Count, seconds: Count): number =>
  Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);

const breakOf = (activity: Row): number => secondsOf(activity.BreakHours, activity.BreakMinutes, activity.BreakSeconds);

/** Hours are written down, or else follow from the clock: an activity has the one or the other. To the ten-thousandth, which tells seconds apart. */
const hoursOf = (activity: Row): string | undefined => {
  const { StartTime, EndTime, Hours, Minutes, Seconds } = activity;
  const written = secondsOf(Hours, Minutes, Seconds);
  const clocked = StartTime && EndTime ? (Date.parse(EndTime) - Date.parse(StartTime)) / 1000 - breakOf(activity) : 0;
  if (written === 0 && clocked === 0 && !Hours && !Minutes && !Seconds) return undefined;
  return toDecimal(Number(((written || clocked) / 3600).toFixed(4)));
};

/** What is no employee's. */
const Others = z.object({ NameOf: z.enum(["Vendor", "Other"]) });

/** Time of employees: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/timeactivity */
export const timeEntries = resource({ entity: "timeEntry", raw: TimeActivity }).define({
  read: (activity) => ({
    employee: { id: activity.EmployeeRef.value, name: activity.EmployeeRef.name },
    date: activity.TxnDate,
    kind: activity.StartTime || activity.EndTime ? "clock" : "hours",
    startedAt: activity.StartTime,
    endedAt: activity.EndTime,
    hours: hoursOf(activity),
    breakMinutes: Math.round(breakOf(activity) / 60) || undefined,
    project: activity.ProjectRef?.name || activity.ProjectRef?.value,
    task: activity.ItemRef?.name,
    note: activity.Description,
    ...readCommon(activity),
    unmapped: {
      status: activity.status,
      customer: point(activity.CustomerRef, "customer")?.id,
      item: activity.ItemRef?.value,
      class: point(activity.ClassRef, "class")?.id,
      department: point(activity.DepartmentRef, "department")?.id,
      billableStatus: activity.BillableStatus,
      isTaxed: activity.Taxable,
      billRate: activity.HourlyRate,
      costRate: activity.CostRate,
    },
  }),
  // The query language cannot tell whose they are; and what changed says nothing of them.
  ...readingDiscreetly(
    {
      entity: "TimeActivity",
      deletable: "untold",
      leaveOut: (row) => Others.safeParse(row).success,
    },
    ["CostRate"],
  ),
});
