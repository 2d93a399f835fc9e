import { type Issue, OpenSMEError, pick, row } from "@opensme/core";
import * as z from "zod";
import { calendarDay } from "./wire.ts";

type Day = string | null | undefined;

interface Booking {
  /** The field that holds the date, and the dates between which money moves: that of the present record, and the new one. */
  path: string;
  dates: readonly Day[];
  ask: (request: { path: string }) => Promise<unknown>;
}

const lockOf = pick(
  z.object({ Organisations: z.tuple([row({ EndOfYearLockDate: calendarDay })]) }),
  ({ Organisations: [organisation] }) => organisation.EndOfYearLockDate || "",
);

/** Without the scope for settings the date is not known, and Xero itself refuses. */
const unlessUnknown = (error: unknown): undefined => {
  if (OpenSMEError.is(error) && error.code === "permission") return undefined;
  throw error;
};

/**
 * Refuses what would change the books of a closed year. The other lock date binds all but advisers, and who they are Xero alone knows.
 * https://developer.xero.com/documentation/api/accounting/organisation
 */
export const guardYear = async ({ path, dates, ask }: Booking): Promise<Issue | undefined> => {
  const answer = await ask({ path: "/Organisation" }).catch(unlessUnknown);
  const locked = answer === undefined ? "" : lockOf(answer);
  return dates.some((date) => date && date <= locked)
    ? { path, message: `lies in a year that is closed up to ${locked}` }
    : undefined;
};

interface Write extends Pick<Booking, "ask"> {
  record: { date?: string | undefined };
  present: { DateString?: Day; Date?: Day } | undefined;
}

/** The same for what is in the books from the first, and counts there on its date. */
export const guardDay = ({ record, present, ask }: Write): Promise<Issue | undefined> =>
  guardYear({ path: "date", dates: [record.date, present?.DateString || present?.Date], ask });
