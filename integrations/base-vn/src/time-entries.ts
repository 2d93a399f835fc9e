import { type Api, type Listing, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { day, moment, otherId, secondsOf, valuesIn, vietnamDay, word } from "./codecs.ts";
import { baseList } from "./lists.ts";
import { employeeOf, withEmployees } from "./people.ts";

/** One punch of one person, taken out of what the answer has for the person and the day. */
const Punch = row({
  // That of Base HRM, put beside the row.
  employee_id: otherId,
  user_id: otherId,
  code: word,
  name: z.string(),
  email: z.string(),
  // The working day, which a punch after midnight may belong to.
  date: day,
  log: required(
    row({
      id: word,
      time: required(moment.refine((time) => time !== "", "expected a time")),
      checkout: word,
      note: z.string(),
      ip: z.string(),
    }),
  ),
});

type Punch = z.output<typeof Punch>;

const isOut = ({ log }: Punch): boolean => log.checkout === "1";

const loginOf = (punch: Punch): string => punch.user_id || punch.code || punch.email || "";

/** Nobody punches twice in a second, and the ids of punches are those of the device. */
const idOf = (punch: Punch): string => `${loginOf(punch)}:${secondsOf(punch.log.time)}`;

const Person = z.looseObject({ logs: z.unknown().optional() });
const Day = z.looseObject({ logs: z.unknown() });

/** Punches stand in a list for each day and person, or below the person by the midnight of the day. Who did not come may have no list. */
const punchesIn = (element: unknown): readonly unknown[] => {
  const person = Person.safeParse(element).data;
  if (!person || "log" in person) return [element];
  const { logs, id, ...marks } = person;
  const whose = { user_id: id, ...marks };
  if (Array.isArray(logs)) return logs.map((log) => ({ ...whose, log }));
  return Object.entries(z.record(z.string(), Day).parse(logs ?? {})).flatMap(([date, { logs: punches }]) =>
    valuesIn(punches).map((log) => ({ ...whose, date, log })),
  );
};

const daySeconds = 86_400;
/** How far back a read goes: the app reports no changes, and devices bring punches in later. */
const windowDays = 365;
/** Days asked for at a time, so that a long window is read in steps that can be resumed. */
const stepDays = 31;

const punchesBetween = (from: number, to: number): Listing =>
  baseList({
    path: "/checkin/getlogs",
    keys: ["logs", "log"],
    form: { start_date: String(from), end_date: String(to) },
    deletes: "never",
    split: punchesIn,
  });

const Position = z.object({ from: z.int(), to: z.int() });

/** The vendor's clock says when now is. */
const windowOf = async (api: Api, signal: AbortSignal | undefined): Promise<z.output<typeof Position>> => {
  const now = secondsOf(new Date().toISOString());
  const form = { start_date: now, end_date: now };
  const { headers } = await api.request({ path: "/checkin/getlogs", idempotent: true, form }, { signal });
  const to = Math.floor((Date.parse(headers.get("date") ?? "") || Date.now()) / 1000);
  return { from: to - windowDays * daySeconds, to };
};

const list: Listing = {
  ...punchesBetween(0, 0),
  paging: "custom",
  async *pages({ cursor, signal }, api) {
    const { from, to } = Position.safeParse(cursor).data ?? (await windowOf(api, signal));
    for (let start = from; start <= to; start += stepDays * daySeconds) {
      const next = start + stepDays * daySeconds;
      for await (const page of punchesBetween(start, Math.min(next - 1, to)).pages({ signal }, api))
        yield { ...page, cursor: next > to ? undefined : { from: next, to } };
    }
  },
};

/** Punches of Base Checkin, one entry each: which belong together is for the shifts to say, which the app does not tell. */
export const timeEntries = resource({ entity: "timeEntry", raw: Punch }).define({
  id: idOf,
  read: (punch) => ({
    employee: employeeOf({ ...punch, login: loginOf(punch) }, punch.name),
    date: punch.date || vietnamDay(punch.log.time) || "",
    kind: "clock",
    startedAt: isOut(punch) ? undefined : punch.log.time,
    endedAt: isOut(punch) ? punch.log.time : undefined,
    note: punch.log.note,
    unmapped: {
      user_id: punch.user_id,
      code: punch.code,
      email: punch.email,
      "log.id": punch.log.id,
      ip: punch.log.ip,
    },
  }),
  list: withEmployees(list),
});
