import * as z from "zod";
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

/** An id that the vendor writes now as a number, now as text; text in the model. */
export const identifier: z.ZodCodec<z.ZodUnion<[z.ZodString, z.ZodNumber]>, z.ZodString> = z.codec(
  z.union([z.string(), z.number()]),
  z.string(),
  { decode: String, encode: (id) => id },
);

const localDateTimePattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?)?$/;

/**
 * A wall-clock time without offset (`2026-08-12T10:57:25.5930000`), meant in a fixed offset such as `+07:00`; a UTC instant with
 * milliseconds in the model. Text that carries its own `Z` or offset is taken at its word.
 */
export const localDateTime = (offset: string): z.ZodCodec<z.ZodString, z.ZodString> => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const shift = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;

  return z.codec(z.string(), z.string(), {
    decode: (wire, context) => {
      if (wire === "") return "";
      const local = localDateTimePattern.exec(wire);
      const time = local
        ? Date.parse(`${local[1]}T${local[2] ?? "00:00"}${(local[3] ?? ":00").slice(0, 7)}Z`) - shift
        : /(?:Z|[+-]\d{2}:?\d{2})$/.test(wire)
          ? Date.parse(wire.replace(/(\.\d{3})\d+/, "$1"))
          : Number.NaN;
      if (!Number.isNaN(time) && (!local || isDay(local[1] ?? "", time + shift))) return new Date(time).toISOString();
      context.issues.push({
        code: "custom",
        message: "expected a date and time such as 2026-08-12T10:57:25",
        input: wire,
      });
      return z.NEVER;
    },
    encode: (instant) => new Date(Date.parse(instant) + shift).toISOString().slice(0, -1),
  });
};

/** Whether a time falls on the day that it was written for: the parser takes 31 February for 3 March. */
const isDay = (day: string, time: number): boolean =>
  day.slice(8) <= "28" || new Date(time).toISOString().slice(0, 10) === day;

/** ISO 8601 text with `Z` or an offset on the wire; a UTC instant with milliseconds in the model. */
export const instant: z.ZodCodec<z.ZodString, z.ZodString> = localDateTime("+00:00");

/** A calendar day on the wire, alone or at the head of a date and time (`2026-04-24T00:00:00`); never shifted between zones. */
export const localDate: z.ZodCodec<z.ZodString, z.ZodString> = z.codec(z.string(), z.string(), {
  decode: (wire, context) => {
    const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(wire)?.[1];
    if (wire === "" || day === "0000-00-00") return "";
    if (day !== undefined) return day;
    context.issues.push({ code: "custom", message: "expected a date such as 2026-04-24", input: wire });
    return z.NEVER;
  },
  encode: (day) => day,
});

type Table = Readonly<Record<string, string>>;

/**
 * The vendor's word for one of the model's: `choice({ 1: "completed", 2: "cancelled" })`. Small and capital letters make no
 * difference. A word outside the table becomes `other`, and the record's `unmapped` keeps it. Written back as the first word of the table with that meaning.
 */
export const choice = <const Words extends Table>(
  words: Words,
): z.ZodCodec<z.ZodUnion<[z.ZodString, z.ZodNumber, z.ZodBoolean]>, z.ZodCustom<Words[keyof Words] | "other">> => {
  const meanings = new Map(Object.entries(words));
  const inSmall = new Map(Object.entries(words).map(([word, meaning]) => [word.toLowerCase(), meaning]));
  return z.codec(z.union([z.string(), z.number(), z.boolean()]), z.custom<Words[keyof Words] | "other">(), {
    decode: (wire) => {
      const word = String(wire);
      const meaning = meanings.get(word) ?? inSmall.get(word.toLowerCase());
      return (meaning ?? (wire === "" ? "" : new OtherWord(wire))) as Words[keyof Words];
    },
    encode: (meaning) => {
      const word = Object.keys(words).find((key) => words[key] === meaning);
      if (word === undefined)
        throw new Error(`"${String(meaning)}" cannot be written; use one of: ${Object.values(words).join(", ")}`);
      return /^\d+$/.test(word) ? Number(word) : word;
    },
  });
};
