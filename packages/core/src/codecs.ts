import * as z from "zod";
import { dayAt, instantAt, shiftOf } from "./day.ts";
import { toDecimal } from "./model/decimal.ts";
import { OtherWord } from "./model/draft.ts";

/** A number or numeric text on the wire, canonical decimal text in the model; written back as a number. */
export const decimal: z.ZodCodec<z.ZodUnion<[z.ZodNumber, z.ZodString]>, z.ZodString> = z.codec(
  z.union([z.number(), z.string()]),
  z.string(),
  {
    decode: (wire, context) => {
      const exact = wire === "" ? "" : toDecimal(wire);
      if (exact !== undefined) return exact;
      context.issues.push({ code: "custom", message: "expected a number or numeric text", input: wire });
      return z.NEVER;
    },
    encode: (exact) => Number(exact),
  },
);

const textOrNumber = z.union([z.string(), z.number()]);

/** An id or code that the vendor writes now as a number, now as text; text in the model. */
export const identifier: z.ZodCodec<typeof textOrNumber, z.ZodString> = z.codec(textOrNumber, z.string(), {
  decode: String,
  encode: (id) => id,
});

/** The id of the record itself, as text or a number; blank text is refused. */
export const ownId: typeof identifier = identifier.refine((id) => id.trim() !== "", "expected an id");

/** What stands where there is no record: https://www.rfc-editor.org/rfc/rfc9562#name-nil-uuid */
const nil = "00000000-0000-0000-0000-000000000000";

const idOfOther = (wire: string | number): string => (wire === nil || String(wire) === "0" ? "" : String(wire));

/** The id of another record, as text or a number; empty text in the model where it is 0 or the nil UUID, which point at none. */
export const otherId: typeof identifier = z.codec(textOrNumber, z.string(), {
  decode: idOfOther,
  encode: (id) => id,
});

/** The same of a vendor that wants ids as numbers: written as one, and refused where it is none. */
export const numericId: typeof identifier = z.codec(textOrNumber, z.string(), {
  decode: idOfOther,
  encode: (id, context) => {
    if (/^\d{1,15}$/.test(id)) return Number(id);
    context.issues.push({ code: "custom", message: `"${id}" is no id here: ids are numbers`, input: id });
    return z.NEVER;
  },
});

/** Yes or no, as such or as the text `true` or `false`; undefined in the model where it is empty text. */
export const flag: z.ZodCodec<
  z.ZodUnion<[z.ZodBoolean, z.ZodEnum<{ true: "true"; false: "false"; "": "" }>]>,
  z.ZodOptional<z.ZodBoolean>
> = z.codec(z.union([z.boolean(), z.enum(["true", "false", ""])]), z.boolean().optional(), {
  decode: (wire) => (wire === "" ? undefined : String(wire) === "true"),
  encode: (value) => value ?? "",
});

/** A whole number, as such or as text; undefined in the model where it is empty text. */
export const wholeNumber: z.ZodCodec<z.ZodUnion<[z.ZodInt, z.ZodString]>, z.ZodOptional<z.ZodInt>> = z.codec(
  z.union([z.int(), z.string().regex(/^(?:-?\d{1,15})?$/)]),
  z.int().optional(),
  { decode: (wire) => (wire === "" ? undefined : Number(wire)), encode: (value) => value ?? "" },
);

/** A date that was never set, as .NET and MySQL write it. */
const isUnset = (wire: string): boolean => wire.startsWith("0001-01-01") || wire.startsWith("0000-00-00");

/** A date and time as nearly all are written, on a day that every month has, by a clock that is whole hours ahead. */
const usualDateTime =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{3,})?(?:Z|[+-]\d{2}:?00)?$/;

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

/**
 * The instant of a usual date and time, which its clock shows so many hours ahead where it does not say so itself: made of its text, at a fifth of what the parser takes. Undefined
 * where that is on another day.
 */
const usualInstant = (wire: string, hoursAhead: number): string | undefined => {
  if (!usualDateTime.test(wire)) return undefined;
  const offset = Math.max(wire.indexOf("+", 19), wire.indexOf("-", 19));
  const ahead = offset > 0 ? Number(wire.slice(offset, offset + 3)) : wire.endsWith("Z") ? 0 : hoursAhead;
  const hour = hoursOfDay[Number(wire.slice(11, 13)) - ahead];
  if (hour === undefined) return undefined;
  const milliseconds = wire[19] === "." ? wire.slice(20, 23) : "000";
  return `${wire.slice(0, 10)}T${hour}${wire.slice(13, 19)}.${milliseconds}Z`;
};

const localDateTimePattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?)?$/;

/**
 * A wall-clock time without offset (`2026-08-12T10:57:25.5930000`), meant in a fixed offset such as `+07:00`; a UTC instant with
 * milliseconds in the model. Text that carries its own `Z` or offset is taken at its word. A time that was never set (`0001-01-01`, `0000-00-00`) is empty text.
 */
export const localDateTime = (offset: string): z.ZodCodec<z.ZodString, z.ZodString> => {
  const shift = shiftOf(offset) ?? Number.NaN;

  return z.codec(z.string(), z.string(), {
    decode: (wire, context) => {
      const usual = usualInstant(wire, shift / 3_600_000);
      if (usual) return usual;
      if (wire === "" || isUnset(wire)) return "";
      const local = localDateTimePattern.exec(wire);
      const time = local
        ? Date.parse(`${local[1]}T${local[2] ?? "00:00"}${(local[3] ?? ":00").slice(0, 7)}Z`) - shift
        : /(?:Z|[+-]\d{2}:?\d{2})$/.test(wire)
          ? Date.parse(wire.replace(/(\.\d{3})\d+/, "$1"))
          : Number.NaN;
      if (!Number.isNaN(time) && (!local || isDay(local[1] ?? "", time + shift))) return instantAt(time);
      context.issues.push({
        code: "custom",
        message: "expected a date and time such as 2026-08-12T10:57:25",
        input: wire,
      });
      return z.NEVER;
    },
    encode: (instant) => instantAt(Date.parse(instant) + shift).slice(0, -1),
  });
};

/** Whether a time falls on the day that it was written for: the parser takes 31 February for 3 March. */
const isDay = (day: string, time: number): boolean => day.slice(8) <= "28" || dayAt(time) === day;

/** ISO 8601 text with `Z` or an offset on the wire; a UTC instant with milliseconds in the model. */
export const instant: z.ZodCodec<z.ZodString, z.ZodString> = localDateTime("+00:00");

/** A calendar day on the wire, alone or at the head of a date and time (`2026-04-24T00:00:00`); never shifted between zones, and empty text where it was never set. */
export const localDate: z.ZodCodec<z.ZodString, z.ZodString> = z.codec(z.string(), z.string(), {
  decode: (wire, context) => {
    if (wire === "" || isUnset(wire)) return "";
    if (/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(wire)) return wire.slice(0, 10);
    context.issues.push({ code: "custom", message: "expected a date such as 2026-04-24", input: wire });
    return z.NEVER;
  },
  encode: (day) => day,
});

type Words = Readonly<Record<string, string>>;
type Word = string | number | boolean;
type Meanings = Readonly<Record<string, readonly Word[]>>;
type Choice<Meaning> = z.ZodCodec<z.ZodUnion<[z.ZodString, z.ZodNumber, z.ZodBoolean]>, z.ZodCustom<Meaning | "other">>;

const choiceOf = <Meaning>(table: readonly (readonly [word: Word, meaning: Meaning])[]): Choice<Meaning> => {
  const meanings = new Map(table.map(([word, meaning]) => [String(word), meaning]));
  const inSmall = new Map(table.map(([word, meaning]) => [String(word).toLowerCase(), meaning]));
  return z.codec(z.union([z.string(), z.number(), z.boolean()]), z.custom<Meaning | "other">(), {
    decode: (wire) => {
      const word = String(wire);
      const meaning = meanings.get(word) ?? inSmall.get(word.toLowerCase());
      return (meaning ?? (wire === "" ? "" : new OtherWord(wire))) as Meaning;
    },
    encode: (wanted, context) => {
      const word = table.find(([, meaning]) => meaning === wanted)?.[0];
      if (word !== undefined) return typeof word === "string" && /^\d+$/.test(word) ? Number(word) : word;
      const known = [...new Set(meanings.values())].join(", ");
      const message = `"${String(wanted)}" cannot be written; use one of: ${known}`;
      context.issues.push({ code: "custom", message, input: wanted });
      return z.NEVER;
    },
  });
};

/**
 * The vendor's word for one of the model's: `choice({ 1: "completed", 2: "cancelled" })`. Small and capital letters make no
 * difference. A word outside the table becomes `other`, and the record's `unmapped` keeps it. Written back as the first word of the table with that meaning.
 */
export const choice = <const Table extends Words>(words: Table): Choice<Table[keyof Table]> =>
  choiceOf(Object.entries(words) as [string, Table[keyof Table]][]);

/** `choice` where several words mean the same: `meanings({ open: ["NEW", "WAITING"], done: ["COMPLETED"] })`. */
export const meanings = <const Table extends Meanings>(table: Table): Choice<keyof Table & string> =>
  choiceOf(
    Object.entries(table).flatMap(([meaning, words]) =>
      words.map((word) => [word, meaning as keyof Table & string] as const),
    ),
  );
