import { type Listing, listing, single } from "@opensme/core";
import * as z from "zod";
import { company } from "./wire.ts";

/** Where a read was left: the first day of the window that comes next, and the last day to be asked for. */
const Position = z.object({ from: z.iso.date(), end: z.iso.date().optional() });

const Identified = z.object({ payroll_uuid: z.string() });

export const payrollId = (row: unknown): string | undefined => Identified.safeParse(row).data?.payroll_uuid;

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The vendor ran its first payroll in December 2012, and takes those that other services ran before only for the year in which a company comes. */
const first = "2012-01-01";

/** A window may be a year long, and end three months ahead: https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls */
const longest = 364;
const ahead = 89;

/**
 * Windows overlap by half of themselves, so that a pay period that begins in one and ends after it lies wholly in the next, whatever the vendor holds to be
 * inside.
 */
const step = 182;

const between = (start_date: string, end_date: string): Listing =>
  listing({
    path: `${company}/payrolls`,
    query: {
      start_date,
      end_date,
      processing_statuses: "processed,unprocessed",
      payroll_types: "regular,off_cycle,external",
    },
    page: z.array(z.unknown()),
    items: (rows) => rows,
    paging: single(),
    deletes: "absent",
    sensitive: { query: { include: "totals" } },
  });

/** All payrolls, run and still to be run: the vendor gives those of the last six months unless asked for a window, and a window is a year at most. */
export const payrolls: Listing = {
  ...between("", ""),
  paging: "custom",
  async *pages({ cursor, signal }, api) {
    const resumed = Position.safeParse(cursor);
    let { from, end }: z.output<typeof Position> = resumed.success ? resumed.data : { from: first };
    let before = new Set<string>();
    for (let isLast = false; !isLast; ) {
      const until = dayAfter(from, longest);
      isLast = end !== undefined && until >= end;
      from = dayAfter(from, step);
      for await (const page of between(dayAfter(from, -step), isLast ? (end ?? until) : until).pages({ signal }, api)) {
        // The vendor's clock, not ours, decides how far ahead may be asked.
        end ??= dayAfter((page.answeredAt ?? new Date().toISOString()).slice(0, 10), ahead);
        const rows = page.rows.filter((row) => !before.has(payrollId(row) ?? ""));
        before = new Set(page.rows.flatMap((row) => payrollId(row) ?? []));
        yield { ...page, rows, cursor: isLast ? undefined : { from, end } };
      }
    }
  },
};
