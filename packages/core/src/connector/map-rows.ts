import type { Api } from "./api.ts";
import type { Listing } from "./listing.ts";

type Rows = readonly unknown[];

/**
 * A listing whose rows are changed, left out or added to, a page at a time; `rework` may ask for more. Where that changes how many rows a page has, declare
 * its `paging` as custom.
 */
export const mapRows = (
  list: Listing,
  rework: (rows: Rows, api: Api, signal: AbortSignal | undefined) => Rows | Promise<Rows>,
): Listing => ({
  ...list,
  async *pages(input, api) {
    for await (const page of list.pages(input, api))
      yield { ...page, rows: await rework(page.rows, api, input.signal) };
  },
});

/** For vendors that send sensitive fields whether or not they are asked for: leaves them out of the rows, unless the connection is to fetch them. */
export const withoutSensitive = (list: Listing, isSensitive: (field: string) => boolean): Listing =>
  mapRows(list, (rows, { sensitive }) => (sensitive ? rows : rows.map((row) => without(row, isSensitive))));

const without = (row: unknown, isSensitive: (field: string) => boolean): unknown => {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return row;
  return Object.fromEntries(Object.entries(row).filter(([field]) => !isSensitive(field)));
};
