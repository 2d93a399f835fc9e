import { createHash } from "node:crypto";
import {
  type Api,
  type Deletes,
  type Listing,
  listing,
  mapRows,
  OpenSMEError,
  type Paging,
  single,
} from "@opensme/core";
import * as z from "zod";
import { secondsOf, valuesIn, word } from "./codecs.ts";

const fingerprint = (elements: readonly unknown[]): string =>
  createHash("sha1")
    .update(JSON.stringify([elements.length, elements[0], elements.at(-1)]))
    .digest("base64");

/**
 * Pages by number, whose size nobody knows: on until the total is reached where there is one, or a page is empty or the same as the one before. Such a page is
 * asked for once more, lest a slip of the vendor's pass for the end.
 */
const pages = (first: 0 | 1): Paging => ({
  kind: "page",
  first: { form: { page: first } },
  next({ elements, seen, anchor, retreats = 0, wire, total }) {
    const page = Number(wire.form?.["page"] ?? first);
    const mark = fingerprint(elements);
    const reached = seen + elements.length;
    if (elements.length > 0 && mark !== anchor)
      return reached === total ? undefined : { wire: { form: { page: page + 1 } }, seen: reached, anchor: mark };
    if (seen === total) return undefined;
    if (retreats === 0) return { wire: { form: { page } }, seen, anchor, retreats: 1 };
    if (seen >= (total ?? 0)) return undefined;
    throw new OpenSMEError(
      `Base gave ${seen} of the ${total} records that it says there are, and then none. Try again later.`,
      { code: "mismatch", retryable: true },
    );
  },
});

const Page = z.looseObject({ code: z.union([z.string(), z.number()]).optional(), total_items: word.nullish() });

interface BaseList {
  /** The app and the call: `/hrm/employee/list`. */
  path: string;
  /** Where the rows stand, and where a single one does. */
  keys: readonly [rows: string, row: string];
  form?: Readonly<Record<string, string>>;
  /** The number of the first page; absent where all comes at once. */
  firstPage?: 0 | 1;
  /** Whether the list can be asked for what was updated since. */
  incremental?: boolean;
  deletes: Deletes;
  split?: (element: unknown) => readonly unknown[];
}

type Row = Readonly<Record<string, unknown>>;

const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null && !Array.isArray(row);

/** Rows under their key, a single one under its own, or either under `data`. The key is missing where there are none. */
const rowsOf = (page: Row, [rows, row]: BaseList["keys"]): readonly unknown[] => {
  if (rows in page) return valuesIn(page[rows]);
  if (row in page) return [page[row]];
  return Array.isArray(page["data"]) ? page["data"] : [];
};

/** A list of Base. */
export const baseList = ({ path, keys, form = {}, firstPage, incremental, deletes, split }: BaseList): Listing =>
  listing({
    path,
    method: "post",
    idempotent: true,
    form,
    page: Page.refine((page) => page.code !== undefined || keys.some((key) => key in page), `expected ${keys[0]}`),
    items: (page) => rowsOf(page, keys),
    total: ({ total_items }) => (/^\d+$/.test(total_items ?? "") ? Number(total_items) : undefined),
    paging: firstPage === undefined ? single() : pages(firstPage),
    deletes,
    ...(split ? { split } : {}),
    ...(incremental ? { since: (instant: string) => ({ form: { updated_from: secondsOf(instant) } }) } : {}),
  });

/** A listing whose rows are changed by what the connection has besides. */
export const joined = (
  list: Listing,
  prepare: (api: Api, signal: AbortSignal | undefined) => Promise<(row: Row) => Row>,
): Listing => ({
  ...mapRows(list, async (rows, api, signal) => {
    const join = await prepare(api, signal);
    return rows.map((row) => (isRow(row) ? join(row) : row));
  }),
  paging: "custom",
});
