import type { Instant, LocalDate, Month } from "./types.ts";

const milliseconds = 86_400_000;
const offset = 7 * 3_600_000;

/** Days since 1970-01-01. */
export type Day = number;
/** Milliseconds since 1970-01-01 in UTC: a moment that is still to be reckoned with. */
export type Moment = number;

export function dayOf(date: LocalDate): Day {
  const day = Date.parse(`${date}T00:00:00Z`) / milliseconds;
  if (!Number.isInteger(day)) throw new RangeError(`Not a date: ${date}`);
  return day;
}

export function dateOf(day: Day): LocalDate {
  return new Date(day * milliseconds).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (day + 4) % 7;
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7);
}

/** First day of the month that lies `months` after the month of a date. */
export function monthStart(date: LocalDate, months = 0): LocalDate {
  return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1))
    .toISOString()
    .slice(0, 10);
}

/** Last day of the month of a date. */
export function monthEnd(date: LocalDate): LocalDate {
  return addDays(monthStart(date, 1), -1);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dayOf(date) + days);
}

/** The moment of a time of day in Vietnam, given in seconds since midnight there. */
export function momentOf(day: Day, seconds: number): Moment {
  return day * milliseconds + Math.round(seconds * 1000) - offset;
}

/** A moment, and some seconds after it. */
export function instantAfter(moment: Moment, seconds = 0): Instant {
  return new Date(moment + seconds * 1000).toISOString();
}

export function instantOf(day: Day, seconds: number): Instant {
  return instantAfter(momentOf(day, seconds));
}

/** The moment of a time of day in Vietnam, `HH:MM`. */
export function instantAt(date: LocalDate, time: string): Instant {
  return new Date(Date.parse(`${date}T${time}:00Z`) - offset).toISOString();
}

export function later(instant: Instant, seconds: number): Instant {
  return instantAfter(Date.parse(instant), seconds);
}

/** The Vietnamese day of a moment. */
export function localDateOf(instant: Instant): LocalDate {
  return new Date(Date.parse(instant) + offset).toISOString().slice(0, 10);
}

/** The days that a company covers. */
export interface Period {
  from: LocalDate;
  today: LocalDate;
  now: Instant;
  firstDay: Day;
  dayCount: number;
  dates: LocalDate[];
  months: Month[];
}

/**
 * The months that end with a day.
 * Throws RangeError outside February to December 2026: the company follows the VAT, payroll rules and holidays of that year, and entered
 * its customers before.
 */
export function periodOf(until: LocalDate, months: number): Period {
  const afterwards = new Date(`${addDays(until, 1)}T00:00:00Z`);
  afterwards.setUTCMonth(afterwards.getUTCMonth() - months);
  const from = afterwards.toISOString().slice(0, 10);
  if (!Number.isInteger(months) || months < 1)
    throw new RangeError(`months must be a whole number from 1, not ${months}`);
  if (from < "2026-02-01" || until > "2026-12-31")
    throw new RangeError(`The sample company lives from 2026-02-01 to 2026-12-31, not from ${from} to ${until}`);
  const names: Month[] = [];
  for (let start = monthStart(from); start <= until; start = monthStart(start, 1)) names.push(monthOf(start));
  const firstDay = dayOf(from);
  const dayCount = dayOf(until) - firstDay + 1;
  const dates = Array.from({ length: dayCount }, (_, index) => dateOf(firstDay + index));
  return { from, today: until, now: instantAt(until, "22:30"), firstDay, dayCount, dates, months: names };
}

/** Public holidays of 2026 on weekdays, with days given in lieu. */
export const holidays: ReadonlySet<LocalDate> = new Set([
  "2026-01-01",
  "2026-02-16",
  "2026-02-17",
  "2026-02-18",
  "2026-02-19",
  "2026-02-20",
  "2026-04-27",
  "2026-04-30",
  "2026-05-01",
  "2026-09-01",
  "2026-09-02",
]);
