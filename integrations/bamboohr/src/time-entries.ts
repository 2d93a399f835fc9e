import {
  type Api,
  codec,
  fields,
  type Listing,
  listing,
  mapRows,
  OpenSMEError,
  pick,
  refuse,
  required,
  resource,
  row,
  single,
} from "@opensme/core";
import * as z from "zod";
import { orEmptyList } from "./wire.ts";

/** A time on the clock; without its offset nothing says for sure when it was. */
const clockTime = z
  .string()
  .refine((text) => /^$|^0000-00-00|(?:Z|[+-]\d{2}:?\d{2})$/.test(text), "expected a date and time with its offset")
  .pipe(codec.instant);

/** https://documentation.bamboohr.com/reference/list-timesheet-entries */
const TimeEntry = row({
  ...fields(required(codec.identifier), "id", "employeeId"),
  type: codec.choice({ clock: "clock", hour: "hours", hours: "hours" }),
  date: required(codec.localDate),
  ...fields(clockTime, "start", "end"),
  ...fields(z.string(), "timezone", "note"),
  hours: codec.decimal,
  projectInfo: orEmptyList(row({ ...fields(orEmptyList(row({ name: codec.identifier })), "project", "task") })),
  approved: z.boolean(),
  ...fields(codec.instant, "approvedAt", "createdAt", "updatedAt"),
});

/** A day as the API takes it, so many days from another. */
const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * Entries of the last 365 days, as the company's time zone has them. The window is that much smaller that it lies within them wherever the company is: it ends
 * with the day that has begun everywhere.
 */
const windowDays = 363;
/** Days asked for at a time, so that a long window is read in steps that can be resumed. */
const stepDays = 31;

const Position = z.object({ from: z.string(), to: z.string() });

/** The vendor's clock, not ours, decides which days may be asked for. */
const windowOf = async (api: Api, signal: AbortSignal | undefined): Promise<z.output<typeof Position>> => {
  const since = `${new Date().toISOString().slice(0, 19)}Z`;
  const { headers } = await api.request({ path: "/employees/changed", query: { since } }, { signal });
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  const to = new Date(now - 12 * 3_600_000).toISOString().slice(0, 10);
  return { from: daysFrom(to, -windowDays), to };
};

const entriesBetween = (start: string, end: string): Listing =>
  listing({
    path: "/time_tracking/timesheet_entries",
    query: { start, end },
    page: z.array(z.unknown()),
    paging: single(),
    // The vendor reports no deletions, and one that is absent may only have become too old.
    deletes: "never",
  });

/** Accounts without Time Tracking answer 403 or 404. */
const withoutTimeTracking = (error: unknown): unknown =>
  OpenSMEError.is(error) && (error.code === "permission" || error.code === "not_found")
    ? new OpenSMEError(
        "BambooHR gives no timesheets to this user: the account's plan lacks Time Tracking, or the user's access level may not see it. Add it, or leave the time entries out; the other resources do not need it.",
        { code: "permission", cause: error, ...(error.status === undefined ? {} : { status: error.status }) },
      )
    : error;

const list: Listing = {
  ...entriesBetween("", ""),
  paging: "custom",
  async *pages({ cursor, signal }, api) {
    const resumed = Position.safeParse(cursor);
    const { from, to } = resumed.success ? resumed.data : await windowOf(api, signal);
    for (let start = from; start <= to; start = daysFrom(start, stepDays)) {
      const next = daysFrom(start, stepDays);
      const end = next > to ? to : daysFrom(next, -1);
      try {
        for await (const page of entriesBetween(start, end).pages({ signal }, api))
          yield { ...page, cursor: next > to ? undefined : { from: next, to } };
      } catch (error) {
        throw withoutTimeTracking(error);
      }
    }
  },
};

/** Searched for from the oldest on: there is no call for one. */
const oneEntry = (id: string): Listing =>
  mapRows(list, (rows) => rows.filter((row) => TimeEntry.safeParse(row).data?.id === id));

/** Times are written on the clock of the person. */
const TimeEntryBody = row({
  employeeId: codec.numericId,
  ...fields(z.string(), "date", "start", "end", "note"),
  hours: codec.decimal,
});

type Fields = Readonly<Record<string, unknown>>;

/** Clocked entries and hours are stored at an address each. */
const store = ({ start }: Fields): string => `/time_tracking/${start === undefined ? "hour" : "clock"}_entries/store`;
const stored = (entry: Fields, id: string): Fields => ({
  [entry["start"] === undefined ? "hours" : "entries"]: [id === "" ? entry : { ...entry, id: Number(id) }],
});
const storedRow = pick(z.array(z.unknown()), ([entry]) => entry);

/** A time on the clock of the person, who is on the day of the entry by it: `09:00`. */
const onClock = (field: string, instant: string, timeZone: string, date: string): string => {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const [day, time = ""] = local.format(new Date(instant)).split(" ");
  if (day === date && time.endsWith(":00")) return time.slice(0, 5);
  throw refuse(field, "is no whole minute of the day of the entry, where its time zone is");
};

export const timeEntries = resource({ entity: "timeEntry", raw: TimeEntry, body: TimeEntryBody }).define({
  id: (entry) => entry.id,
  read: (entry) => ({
    employee: { id: entry.employeeId },
    date: entry.date,
    kind: entry.type,
    startedAt: entry.start,
    endedAt: entry.end,
    timeZone: entry.timezone,
    hours: entry.hours,
    project: entry.projectInfo?.project?.name,
    task: entry.projectInfo?.task?.name,
    isApproved: entry.approved,
    approvedAt: entry.approvedAt,
    note: entry.note,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
  }),
  // An entry is stored whole, when it is changed too.
  write: ({ employee, date, kind, startedAt, endedAt, timeZone, hours, note }) => {
    if (!employee) throw refuse("employee", "is missing: an entry is stored whole");
    if (!date) throw refuse("date", "is missing: an entry is stored whole");
    const whole = { employeeId: employee.id, date, note };
    if (kind === "hours" || (kind === undefined && !startedAt)) {
      if (!hours) throw refuse("hours", "is missing");
      return { ...whole, hours };
    }
    if (!startedAt) throw refuse("startedAt", "is missing, which a clocked entry needs");
    if (!endedAt) throw refuse("endedAt", "is missing, which a clocked entry needs");
    if (!timeZone) throw refuse("timeZone", "is missing: BambooHR takes times on the clock of the person");
    const [start, end] = [onClock("startedAt", startedAt, timeZone, date), onClock("endedAt", endedAt, timeZone, date)];
    return { ...whole, start, end };
  },
  list,
  get: { listing: oneEntry },
  // https://documentation.bamboohr.com/reference/create-or-update-timesheet-clock-entries and .../create-or-update-timesheet-hour-entries
  create: { path: store, wrap: stored, row: storedRow },
  update: { path: (_, entry) => store(entry), semantics: "merge", wrap: stored, row: storedRow },
  remove: {
    path: (_, { type }) => `/time_tracking/${type}_entries/delete`,
    method: "post",
    needs: ["type"],
    body: (id, { type }) => ({ [`${type}EntryIds`]: [Number(id)] }),
  },
  scopes: { read: ["time_tracking", "public.user"], write: ["time_tracking.write"] },
});
