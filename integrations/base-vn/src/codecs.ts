import { codec, row, toDecimal } from "@opensme/core";
import * as z from "zod";

/** Base writes numbers as text, and some apps as numbers. */
export const word = codec.identifier;

export const ownId = word.refine((id) => id.trim() !== "", "expected an id");

/** The id of another record; `"0"` where there is none. */
export const otherId = z.codec(z.union([z.string(), z.number()]), z.string(), {
  decode: (id) => (String(id) === "0" ? "" : String(id)),
  encode: (id) => id,
});

/** Milliseconds of a time in seconds since 1970; undefined for `"0"` and empty text, which say that there is none. */
const millisecondsOf = (wire: string | number): number | undefined =>
  String(wire).trim() === "" || Number(wire) === 0 ? undefined : Number(wire) * 1000;

const vietnam = 7 * 3_600_000;

const epoch = (read: (milliseconds: number) => string, write: (text: string) => number) =>
  z.codec(z.union([z.string(), z.number()]), z.string(), {
    decode: (wire, context) => {
      const time = millisecondsOf(wire);
      if (time === undefined) return "";
      if (Math.abs(time) < 8e15) return read(time);
      context.issues.push({ code: "custom", message: "expected seconds since 1970", input: wire });
      return z.NEVER;
    },
    encode: (text) => String(write(text) / 1000),
  });

/** A moment in seconds since 1970. */
export const moment = epoch(
  (time) => new Date(time).toISOString(),
  (instant) => Date.parse(instant),
);

const dayOfEpoch = epoch(
  (time) => new Date(time + vietnam).toISOString().slice(0, 10),
  (date) => Date.parse(date) - vietnam,
);

/**
 * A day, as the seconds since 1970 of its midnight in Vietnam; read in UTC it would be the day before. Some fields of the firm's own have it as `YYYY-MM-DD` or
 * `DD/MM/YYYY`, the forms in which it is written to Base, and a time after it.
 */
export const day = z.codec(z.union([z.string(), z.number()]), z.string(), {
  decode: (wire, context) => {
    const [text = "", date, month, year] =
      /^(?:(\d{2})\/(\d{2})\/(\d{4})|\d{4}-\d{2}-\d{2})(?=$| )/.exec(String(wire).trim()) ?? [];
    const read = year ? `${year}-${month}-${date}` : text;
    if (read) return read === "0000-00-00" ? "" : read;
    const ofEpoch = dayOfEpoch.safeParse(wire);
    if (ofEpoch.success) return ofEpoch.data;
    context.issues.push({ code: "custom", message: "expected a day in seconds since 1970", input: wire });
    return z.NEVER;
  },
  encode: (date) => dayOfEpoch.encode(date),
});

/** Seconds since 1970, as filters take them. */
export const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** The day in Vietnam of a moment. */
export const vietnamDay = (instant: string | null | undefined): string | undefined =>
  instant ? new Date(Date.parse(instant) + vietnam).toISOString().slice(0, 10) : undefined;

/** The last day of a month that is given by its first. */
export const monthEnd = (first: string | null | undefined): string | undefined =>
  first
    ? new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).toISOString().slice(0, 10)
    : undefined;

/** A date in three parts, of which any may be `"0"`, empty or missing. */
export const dateOf = (
  year: string | null | undefined,
  month: string | null | undefined,
  date: string | null | undefined,
): string | undefined => {
  if (!/^\d{4}$/.test(year ?? "") || !/^\d{1,2}$/.test(month ?? "") || !/^\d{1,2}$/.test(date ?? "")) return undefined;
  const text = `${year}-${month?.padStart(2, "0")}-${date?.padStart(2, "0")}`;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : undefined;
};

/** Values of a list; PHP writes one with keys of its own as an object, and an empty object as a list. */
export const valuesIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === "object" && value !== null ? Object.values(value) : [];

/** A list of whatever form, or none. */
export const listOf = <Item extends z.ZodType>(
  item: Item,
): z.ZodPreprocess<z.ZodOptional<z.ZodNullable<z.ZodArray<Item>>>> =>
  z.preprocess(
    (value) => (typeof value === "object" && value !== null ? valuesIn(value) : undefined),
    z.array(item).nullish(),
  );

/** An object, which is a list where it is empty; of several, the first. */
export const objectOf = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodPreprocess<z.ZodOptional<z.ZodNullable<Schema>>> =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : typeof value === "object" ? value : undefined),
    schema.nullish(),
  );

const entities: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", hellip: "…" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
};
/** Vowels are named by their letter and what it bears: `&ecirc;`. */
const accents: Readonly<Record<string, string>> = { grave: "\u0300", acute: "\u0301", circ: "\u0302", tilde: "\u0303" };

const characterOf = (entity: string, name: string): string => {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  const accent = accents[name.slice(1)];
  return accent ? `${name[0]}${accent}`.normalize("NFC") : (entities[name.toLowerCase()] ?? entity);
};

/** Text that E-Hiring keeps as HTML where the model has plain text: names with `&#039;` in them, titles with tags. */
export const plainText = z.codec(z.string(), z.string(), {
  decode: (wire) =>
    wire
      .replace(/<[^>]*>/g, " ")
      .replace(/&(#?\w+);/g, characterOf)
      .replace(/\s+/g, " ")
      .trim(),
  encode: (text) => text,
});

/** A field of a firm's own form. */
export const FormField = row({ id: word, name: z.string(), value: z.json() });

/** The fields of a firm's own form, by id, or by name where they have none. */
export const customOf = (form: readonly z.output<typeof FormField>[] | null | undefined): Record<string, unknown> =>
  Object.fromEntries((form ?? []).flatMap(({ id, name, value }) => (id || name ? [[id || name || "", value]] : [])));

/** An amount, with thousands set off by commas or not, or by points where there are several; undefined for what is none. */
export const amountOf = (value: unknown): string | undefined => {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim();
  if (/^-?\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(text)) return toDecimal(text.replaceAll(".", "").replace(",", "."));
  return toDecimal(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text);
};

/** Base serves firms in Vietnam and names no currency. */
export const currency = "VND";
