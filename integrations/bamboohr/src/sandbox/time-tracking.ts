import { http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { type Account, localTime, type TimesheetEntry, today } from "./state.ts";
import { type Desk, host } from "./wire.ts";

const day = 86_400_000;

const Entry = z.object({
  id: z.int().optional(),
  employeeId: z.int(),
  date: z.iso.date(),
  note: z.string().optional(),
});
const Clock = z.string().regex(/^([01]?[0-9]|2[0-3]):[0-5][0-9]$/);
const ClockEntries = z.object({ entries: z.array(Entry.extend({ start: Clock, end: Clock })).min(1) });
const HourEntries = z.object({ hours: z.array(Entry.extend({ hours: z.number() })) });
const ClockIds = z.object({ clockEntryIds: z.array(z.int()).min(1) });
const HourIds = z.object({ hourEntryIds: z.array(z.int()).min(1) });

const span = (start: string, end: string): number => (Date.parse(end) - Date.parse(start)) / 3_600_000;

/** The hours between, but for the break that an entry has. */
const worked = (start: string, end: string, present: TimesheetEntry | undefined): number => {
  const unpaid = present?.start && present.end ? span(present.start, present.end) - present.hours : 0;
  return Number((span(start, end) - unpaid).toFixed(2));
};

/** The clock of the company, on which its people are. */
const clockTime = (date: string, time: string): string => localTime(`${date}T${time.padStart(5, "0")}:00+07:00`);

export const timeTrackingHandlers = (account: () => Account, kit: SandboxKit, desk: Desk) => {
  const row = ({ approvedAt, createdAt, updatedAt, ...entry }: TimesheetEntry) => ({
    ...entry,
    type: entry.start === null ? "hour" : "clock",
    timezone: entry.start === null ? null : kit.company.timeZone,
    projectInfo: null,
    approvedAt,
    approved: approvedAt !== null,
    createdAt,
    updatedAt,
  });

  type Given = z.output<typeof Entry> & Pick<TimesheetEntry, "start" | "end" | "hours">;
  const store = (given: readonly Given[]): Response => {
    const { entries, people } = account();
    const now = localTime(kit.now().toISOString());
    const rows: object[] = [];
    for (const { id, note = null, ...entry } of given) {
      const present = entries.find((each) => each.id === id);
      if (!people.has(entry.employeeId) || (id !== undefined && !present))
        return desk.problem(404, "Employee or timesheet entry not found");
      if (entry.date > today(kit)) return desk.problem(406, "Entry is beyond the end of the current period");
      if (present && (present.start === null) !== (entry.start === null))
        return desk.problem(409, "Timesheet type conflict");
      const made = present ?? {
        id: Math.max(0, ...entries.map((each) => each.id)) + 1,
        approvedAt: null,
        createdAt: now,
      };
      const whole: TimesheetEntry = Object.assign(made, { ...entry, note, updatedAt: now });
      if (!present) entries.push(whole);
      const { approved: _, approvedAt: __, createdAt: ___, updatedAt: ____, ...shown } = row(whole);
      rows.push(shown);
    }
    return desk.json(rows, 201);
  };

  const remove = (ids: readonly number[]): Response => {
    const { entries } = account();
    if (entries.some(({ id, approvedAt }) => ids.includes(id) && approvedAt !== null))
      return desk.problem(403, "Timesheet already approved");
    account().entries = entries.filter(({ id }) => !ids.includes(id));
    return desk.empty(204);
  };

  /** A body that is as it must be goes to `work`. */
  const post = <Body>(path: string, schema: z.ZodType<Body>, work: (body: Body) => Response) =>
    http.post(`${host}/api/v1/time_tracking/${path}`, async ({ request }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const { data, error } = schema.safeParse(await request.json());
      return error ? desk.problem(400, z.prettifyError(error)) : work(data);
    });

  return [
    http.get(`${host}/api/v1/time_tracking/timesheet_entries`, ({ request }) => {
      const closed = desk.gate(request);
      if (closed) return closed;
      const query = new URL(request.url).searchParams;
      const [start, end] = [query.get("start") ?? "", query.get("end") ?? ""];
      const [first, last, now] = [Date.parse(start), Date.parse(end), Date.parse(today(kit))];
      if (Number.isNaN(first) || Number.isNaN(last) || last < first)
        return desk.problem(400, "Invalid start or end date");
      if ([first, last].some((time) => time > now || now - time > 365 * day))
        return desk.problem(400, "Dates must be within the last 365 days");
      const ids = query.get("employeeIds")?.split(",");
      return desk.json(
        account()
          .entries.filter((entry) => entry.date >= start && entry.date <= end && account().people.has(entry.employeeId))
          .filter(({ employeeId }) => !ids || ids.includes(String(employeeId)))
          .map(row),
      );
    }),
    post("clock_entries/store", ClockEntries, ({ entries }) =>
      store(
        entries.map((entry) => {
          const [start, end] = [clockTime(entry.date, entry.start), clockTime(entry.date, entry.end)];
          const present = account().entries.find(({ id }) => id === entry.id);
          return { ...entry, start, end, hours: worked(start, end, present) };
        }),
      ),
    ),
    post("hour_entries/store", HourEntries, ({ hours }) =>
      store(hours.map((entry) => ({ ...entry, start: null, end: null }))),
    ),
    post("clock_entries/delete", ClockIds, ({ clockEntryIds }) => remove(clockEntryIds)),
    post("hour_entries/delete", HourIds, ({ hourEntryIds }) => remove(hourEntryIds)),
  ];
};
