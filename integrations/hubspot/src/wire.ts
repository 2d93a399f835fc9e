import { codec, cursor, type Listing, listing, OpenSMEError, type Query } from "@opensme/core";
import * as z from "zod";

/** Text, of which the account's users may have made a number. */
export const word = codec.identifier;

/** The id of the record itself. */
export const ownId = codec.identifier.refine((id) => id.trim() !== "", "expected an id");

/** Properties are text whatever their type: https://developers.hubspot.com/docs/guides/api/crm/properties */
export const flag = z.codec(z.union([z.boolean(), z.enum(["true", "false", ""])]), z.boolean().optional(), {
  decode: (wire) => (wire === "" ? undefined : String(wire) === "true"),
  encode: (value) => value ?? "",
});

/** A moment in ISO 8601, or as calculated properties have it, in milliseconds since 1970. */
export const moment = z
  .codec(z.union([z.string(), z.number()]), z.string(), {
    decode: (wire) => (/^\d{11,14}$/.test(String(wire)) ? new Date(Number(wire)).toISOString() : String(wire)),
    encode: (instant) => instant,
  })
  .pipe(codec.instant);

/** A whole number. */
export const wholeNumber = z.codec(z.union([z.int(), z.string().regex(/^(?:-?\d{1,15})?$/)]), z.int().optional(), {
  decode: (wire) => (wire === "" ? undefined : Number(wire)),
  encode: (value) => value ?? "",
});

/** Several values in one text. */
export const parts = (text: string | null | undefined): string[] | undefined =>
  text
    ?.split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Where a list goes on; nothing after its last page. */
export const Paged = z.object({ next: z.object({ after: z.string().nullish() }).nullish() }).nullish();

/** A list in pages, as all have it but the search. */
export const pagedList = (path: string, query: Query): Listing =>
  listing({
    path,
    query,
    page: z.object({ results: z.array(z.unknown()), paging: Paged }),
    items: ({ results }) => results,
    token: ({ paging }) => paging?.next?.after,
    paging: cursor({ parameter: "after", size: { parameter: "limit", value: 100 } }),
    deletes: "never",
  });

const calendars = new Map<string, Intl.DateTimeFormat | undefined>();

const calendarOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  } catch {
    return undefined;
  }
};

/** The day at a moment in the account's time zone; in UTC where the zone is not told. */
export const dayIn = (instant: string, timeZone = "UTC"): string => {
  if (!calendars.has(timeZone)) calendars.set(timeZone, calendarOf(timeZone));
  return calendars.get(timeZone)?.format(new Date(instant)) ?? instant.slice(0, 10);
};

/** Refuses to write what has no place in HubSpot, before anything is sent. */
export const refuse = (path: string, message: string): OpenSMEError =>
  new OpenSMEError(`${path} ${message}.`, { code: "invalid", issues: [{ path, message }] });
