import { type Listing, listing, windowed } from "@opensme/core";
import * as z from "zod";
import { company, numbered, totalIn } from "./wire.ts";

const Identified = z.object({ payroll_uuid: z.string() });

export const payrollId = (row: unknown): string | undefined => Identified.safeParse(row).data?.payroll_uuid;

const Named = z.looseObject({ uuid: z.string() });

/** Some answers give the id of a payroll by its shorter name alone. */
const known = (payroll: unknown): readonly unknown[] => {
  const { data } = Named.safeParse(payroll);
  return [data && payrollId(payroll) === undefined ? { ...data, payroll_uuid: data.uuid } : payroll];
};

const dayOf = (instant: string): string => instant.slice(0, 10);

/**
 * All payrolls, run and still to be run: the vendor gives those of the last six months unless asked for a window, which may be a year long and end three
 * months ahead. Windows overlap by half of themselves, so that a pay period that begins in one and ends after it lies wholly in the next, whatever the vendor
 * holds to be inside: https://docs.gusto.com/app-integrations/reference/get-v1-companies-company_id-payrolls
 */
export const payrolls: Listing = windowed({
  list: ({ from, to }) =>
    listing({
      path: `${company}/payrolls`,
      query: {
        start_date: dayOf(from),
        end_date: dayOf(to),
        processing_statuses: "processed,unprocessed",
        payroll_types: "regular,off_cycle,external",
      },
      page: z.array(z.unknown()),
      split: known,
      total: totalIn,
      // At most 100 come at a time, and from version 2026-06-15 on no more than a page: https://docs.gusto.com/app-integrations/changelog/v2026-06-15
      paging: numbered(100),
      deletes: "absent",
      sensitive: { query: { include: "totals" } },
    }),
  // The vendor ran its first payroll in December 2012, and takes those that other services ran before only for the year in which a company comes.
  first: "2012-01-01",
  days: 364,
  daysBack: 182,
  daysAhead: 89,
  key: payrollId,
});
