import {
  codec,
  type Deletes,
  dayAt,
  instantAt,
  type Listing,
  listing,
  pageNumber,
  type Query,
  row,
  single,
} from "@opensme/core";
import * as z from "zod";

/** The id of no record. */
const nil = "00000000-0000-0000-0000-000000000000";

/** The id of the record itself. A row that Xero refused, among those of a batch that it took, has the nil one. */
export const ownId = codec.ownId.refine((id) => id !== nil, "is the id of no record: Xero did not take this row");

/** The party of a document; documents carry its id and name, and more of it that is not complete. */
export const Party = row({ ContactID: codec.otherId, Name: z.string() });

/** The bank account that money moves on, as what moves it shows it. */
export const BankAccount = row({ AccountID: codec.otherId, Code: codec.identifier, Name: z.string() });

/** Whether an amount is there and is not zero. */
export const isNonZero = (amount: string | null | undefined): boolean => Boolean(amount) && amount !== "0";

/** `/Date(1439434356790+0000)/`: milliseconds since 1970 in UTC; the offset, which may be missing, only tells the clock of the sender. */
const epochPattern = /^\/Date\((-?\d{1,16})([+-]\d{4})?\)\/$/;

const day = 86_400_000;

/** A moment as `/Date(...)/`, told in text by `read`; any other text as it is. */
const epoch = (read: (moment: number, offset: number) => string): z.ZodCodec<z.ZodString, z.ZodString> =>
  z.codec(z.string(), z.string(), {
    decode: (wire) => {
      const found = wire.startsWith("/") ? epochPattern.exec(wire) : null;
      const moment = Number(found?.[1] ?? Number.NaN);
      if (!(Math.abs(moment) <= 8.64e15)) return wire;
      const offset = Number(found?.[2] ?? 0);
      return read(moment, (Math.trunc(offset / 100) * 60 + (offset % 100)) * 60_000);
    },
    encode: (text) => text,
  });

/** A moment: `/Date(...)/`, or ISO 8601 text that means UTC where it does not say so. */
export const moment = epoch(instantAt).pipe(codec.instant);

/**
 * A calendar day of the organisation: midnight UTC as `/Date(...)/`, or text that begins with the day. Written as text. A whole day in UTC is the day meant, whatever
 * the offset beside it; any other moment is one on the sender's clock.
 */
export const calendarDay = epoch((moment, offset) => dayAt(moment % day === 0 ? moment : moment + offset)).pipe(
  codec.localDate,
);

/** An answer of Xero: rows under the name of the endpoint, and on paged lists how many there are. */
export const envelope = (name: string) =>
  row({ pagination: row({ itemCount: z.int() }) })
    .loose()
    .transform((answer, context) => {
      const rows = z.array(z.unknown()).safeParse(answer[name]);
      if (rows.success) return { rows: rows.data, total: answer.pagination?.itemCount ?? undefined };
      context.issues.push({ code: "custom", path: [name], message: "expected a list", input: answer[name] });
      return z.NEVER;
    });

/** The most records that a page may hold; a day has only 5,000 requests. */
const pageSize = 1000;

interface ListDeclaration {
  /** Name of the list in the answer. */
  name: string;
  /** `/` and the name unless given. */
  path?: string;
  query?: Query | undefined;
  /** Id by which a paged list is ordered, so that a record that changes while the list is read keeps its place. */
  pagedBy?: string;
  /** Whether the list knows `If-Modified-Since`. */
  incremental?: boolean;
  deletes: Deletes;
}

/** Lists without `page` leave out lines, contacts' details and more, so whatever can be paged is. */
export const xeroList = ({ name, path, query, pagedBy, incremental = true, deletes }: ListDeclaration): Listing =>
  listing({
    path: path ?? `/${name}`,
    query: { ...query, ...(pagedBy ? { order: `${pagedBy} ASC` } : {}) },
    page: envelope(name),
    items: ({ rows }) => rows,
    total: ({ total }) => total,
    paging: pagedBy ? pageNumber({ parameter: "page", size: { parameter: "pageSize", value: pageSize } }) : single(),
    deletes,
    ...(pagedBy ? { order: pagedBy } : {}),
    // The header is in UTC and knows no fractions of a second; records have milliseconds.
    ...(incremental
      ? { since: (instant: string) => ({ headers: { "If-Modified-Since": instant.slice(0, 19) } }), overlap: 60 }
      : {}),
  });
