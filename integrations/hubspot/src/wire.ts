import { codec, OpenSMEError } from "@opensme/core";
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

/** What every record of the CRM has beside its `properties`, in whichever answer it stands. */
export const recordFields = {
  id: ownId,
  createdAt: moment.nullish(),
  updatedAt: moment.nullish(),
  archived: z.literal(false, { error: "this record is deleted: it lies in HubSpot's recycle bin" }).nullish(),
  url: z.string().nullish(),
  /** Names of the account's own properties, each followed by its field type. The listing puts them beside the row. */
  own: z.array(z.string()).nullish(),
};

/** Records that a record is associated with, as the associations API lists them; the listing puts them beside the row. */
export const Linked = z.array(z.object({ toObjectId: word })).nullish();

/** The same, as an answer has them that was asked for `associations`. */
export const Associated = z.object({ results: z.array(z.object({ id: word })).nullish() }).nullish();

export const partyLinks = {
  contacts: Linked,
  companies: Linked,
  associations: z.object({ contacts: Associated, companies: Associated }).nullish(),
};

/** The ids of what a record is associated with, each once; undefined where that is not told. */
export const linkedIds = (
  linked: z.output<typeof Linked>,
  associated: z.output<typeof Associated>,
): string[] | undefined => {
  if (!linked && !associated?.results) return undefined;
  const ids = [
    ...(linked ?? []).map(({ toObjectId }) => toObjectId),
    ...(associated?.results ?? []).map(({ id }) => id),
  ];
  return [...new Set(ids)];
};

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
