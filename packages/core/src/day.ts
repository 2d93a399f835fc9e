/** The milliseconds that clocks of an offset such as `+07:00` are ahead of UTC; undefined for what is no offset. */
export const shiftOf = (offset: string): number | undefined => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  return sign === undefined ? undefined : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const calendarOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch {
    return undefined;
  }
};

const calendars = new Map<string, Intl.DateTimeFormat | undefined>();

/**
 * The calendar day at a moment in a time zone, which is an offset such as `+07:00` or an IANA name: `dayIn("+07:00")("2026-08-12T17:00:00.000Z")` is
 * `2026-08-13`. Undefined where there is no moment, or no such zone.
 */
export const dayIn = (timeZone: string): ((instant: string | null | undefined) => string | undefined) => {
  const shift = shiftOf(timeZone);
  if (shift !== undefined)
    return (instant) => (instant ? new Date(Date.parse(instant) + shift).toISOString().slice(0, 10) : undefined);
  if (!calendars.has(timeZone)) calendars.set(timeZone, calendarOf(timeZone));
  const calendar = calendars.get(timeZone);
  return (instant) => (instant ? calendar?.format(new Date(instant)) : undefined);
};
