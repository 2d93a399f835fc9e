import { codec, cursor, type Listing, listing, type Query, required, row } from "@opensme/core";
import * as z from "zod";

/** A moment in ISO 8601, or as calculated properties have it, in milliseconds since 1970. */
export const moment = z
  .codec(z.union([z.string(), z.number()]), z.string(), {
    decode: (wire) => (/^\d{11,14}$/.test(String(wire)) ? new Date(Number(wire)).toISOString() : String(wire)),
    encode: (instant) => instant,
  })
  .pipe(codec.instant);

/** A calendar day, or a moment of it. */
export const dayOrMoment = z.union([z.iso.date(), moment]);

/** A number that HubSpot reckons, at times with all digits of its binary form: `0.90000000000000002220446049250313080847263336181640625`. */
export const reckoned = z
  .codec(z.union([z.string(), z.number()]), z.union([z.string(), z.number()]), {
    decode: (wire) => (/\.\d{17,}$/.test(String(wire)) ? String(Number(wire)) : wire),
    encode: (exact) => exact,
  })
  .pipe(codec.decimal);

/** Several values in one text. */
export const parts = (text: string | null | undefined): string[] | undefined =>
  text
    ?.split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Where a list goes on; nothing after its last page. */
export const Paged = row({ next: row({ after: z.string() }) }).nullish();

/** A list in pages, as all have it but the search. With `removed` its rows are told as deletions. */
export const pagedList = (path: string, query: Query, removed?: (row: unknown) => string[]): Listing =>
  listing({
    path,
    query,
    page: row({ results: required(z.array(z.unknown())), paging: Paged }),
    items: ({ results }) => (removed ? [] : results),
    removed: ({ results }) => removed && results.flatMap(removed),
    token: ({ paging }) => paging?.next?.after,
    paging: cursor({ parameter: "after", size: { parameter: "limit", value: 100 } }),
    deletes: "never",
  });
