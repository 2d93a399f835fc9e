import { OpenSMEError } from "../errors.ts";
import type { Listing } from "./listing.ts";
import type { Json } from "./wire.ts";

/** A stretch of time, as instants. It begins where the one before ends, so that a vendor which includes both ends gives what lies there twice, and none is lost. */
interface Window {
  from: string;
  to: string;
}

interface WindowsDeclaration {
  /** The listing of one window, which the vendor orders and pages as it does. */
  list: (window: Window) => Listing;
  /** The longest window that the vendor takes. */
  days: number;
  /** Where a read of everything begins: before the vendor's first record. */
  first: string;
  /** Whether windows go by the time of change, so that a read since a moment begins there. */
  incremental?: boolean;
  /** How far ahead of the vendor's clock the last window ends: for records with a date to come, and since changes go on while the list is read. */
  daysAhead?: number;
  /** How far each window reaches back into the one before. */
  daysBack?: number;
  /** Tells rows apart where windows reach back: those that the window before held are left out. */
  key?: (row: unknown) => string | undefined;
  /** So many records are what the vendor gives of one window at the most. A window that holds as many or more is halved. */
  ceiling?: number;
}

/** Where a windowed read stands. */
interface Position extends Window {
  /** Where the last window ends, once that is known. */
  end?: string | undefined;
  /** Rows that the window has given so far. */
  seen: number;
  /** Where it goes on within the window. */
  cursor?: Json | undefined;
}

const isPosition = (cursor: unknown): cursor is Position =>
  typeof cursor === "object" &&
  cursor !== null &&
  "from" in cursor &&
  isInstant(cursor.from) &&
  "to" in cursor &&
  isInstant(cursor.to) &&
  (!("end" in cursor) || cursor.end === undefined || isInstant(cursor.end)) &&
  "seen" in cursor &&
  typeof cursor.seen === "number";

const isInstant = (value: unknown): value is string => typeof value === "string" && !Number.isNaN(Date.parse(value));

const day = 86_400_000;

/** Vendors' filters know no finer times. */
const finest = 1000;

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * A listing read window by window, the oldest first, for vendors that take or give no more than a stretch of time at once. A record that changes meanwhile
 * moves to a later window, which is still to come.
 */
export const windowed = ({
  list,
  days,
  first,
  incremental = false,
  daysAhead = 1,
  daysBack = 0,
  key,
  ceiling,
}: WindowsDeclaration): Listing => {
  const windowAt = (start: number, length: number, end: number): Omit<Position, "end"> => ({
    from: instant(start),
    to: instant(Math.min(start + length, Math.max(end, start + finest))),
    seen: 0,
  });

  const opening = (from: string): Position => {
    const end = Date.now() + daysAhead * day;
    const window = windowAt(Date.parse(from), days * day, end);
    // Our clock is asked only where the first window is the last as well; the vendor's decides in the others.
    return Date.parse(window.to) >= end ? { ...window, end: window.to } : window;
  };

  /** The window after one that has been read; undefined after the last. */
  const following = ({ from, to, end: known }: Position, clock: number): Position | undefined => {
    const end = known !== undefined && clock < Date.parse(known) ? Date.parse(known) : clock + daysAhead * day;
    if (Date.parse(to) >= end) return undefined;
    const length = Date.parse(to) - Date.parse(from);
    const start = Date.parse(to) - Math.min(daysBack * day, length / 2);
    return { ...windowAt(start, Math.min(days * day, 2 * length), end), end: instant(end) };
  };

  const halved = ({ from, to, end }: Position): Position => {
    const length = Date.parse(to) - Date.parse(from);
    if (length <= finest) {
      throw new OpenSMEError(
        `${ceiling} records or more bear the time ${from}, and the vendor gives no more than that of one moment. Change some of them at the vendor, or export them there.`,
        { code: "unsupported" },
      );
    }
    const half = Math.max(finest, Math.floor(length / 2 / finest) * finest);
    return { from, to: instant(Date.parse(from) + half), end, seen: 0 };
  };

  const sample = list({ from: first, to: first });
  return {
    ...sample,
    paging: "custom",
    incremental,
    async *pages({ since, cursor, signal }, api) {
      let window: Position | undefined = isPosition(cursor) ? cursor : opening(since ?? first);
      let before = new Set<string>();
      while (window) {
        const here: Position = window;
        const keys = new Set<string>();
        let seen = here.seen;
        let clock = Date.now();
        let isOverfull = false;
        for await (const page of list(here).pages({ cursor: here.cursor, signal }, api)) {
          clock = page.answeredAt === undefined ? Date.now() : Date.parse(page.answeredAt);
          seen += page.rows.length;
          isOverfull = ceiling !== undefined && (page.total ?? seen) >= ceiling;
          if (isOverfull) break;
          const next: Position | undefined =
            page.cursor === undefined ? following(here, clock) : { ...here, seen, cursor: page.cursor };
          const named = page.rows.map((row) => ({ row, name: key?.(row) }));
          const rows = named.flatMap(({ row, name }) => (name !== undefined && before.has(name) ? [] : [row]));
          for (const { name } of named) if (name !== undefined) keys.add(name);
          // The total of one window is not that of all.
          yield { ...page, rows, total: undefined, cursor: next as unknown as Json | undefined };
        }
        window = isOverfull ? halved(here) : following(here, clock);
        before = isOverfull ? before : keys;
      }
    },
  };
};
