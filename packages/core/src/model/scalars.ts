import * as z from "zod";

/** Canonical decimal text: no exponent, no plus sign, no needless zero. `"1250.5"`, `"-3"`, `"0"`. */
export const decimalPattern: RegExp = /^(?:0|-?(?:[1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/;
/** Days that every month has. */
const usualDay = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])`;
const anyDay = String.raw`\d{4}-\d{2}-\d{2}`;
const timeInUtc = String.raw`T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z`;
const [usualDate, anyDate] = [new RegExp(`^${usualDay}$`), new RegExp(`^${anyDay}$`)];
const [usualInstant, anyInstant] = [new RegExp(`^${usualDay}${timeInUtc}$`), new RegExp(`^${anyDay}${timeInUtc}$`)];

const isLocalDate = (value: string): boolean => usualDate.test(value) || (anyDate.test(value) && isInCalendar(value));

/** Whether the month has the day that a text begins with. */
const isInCalendar = (value: string): boolean => {
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7));
  const day = Number(value.slice(8, 10));
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
};

const isInstant = (value: string): boolean =>
  usualInstant.test(value) || (anyInstant.test(value) && isInCalendar(value));

/** What the model knows of a field beyond its type: read by the stores, the documentation and anything that redacts. */
export interface FieldMeta {
  description: string;
  /** How the text is to be read where the JSON type does not tell. */
  format?: "decimal" | "instant" | "local-date" | "currency" | "country";
  /** The entity that a `Ref` points at. */
  ref?: string;
  /** National ids, bank accounts, pay, birth dates, health: fetched only when asked for, redacted elsewhere. */
  sensitive?: true;
}

/** Text that says something: never empty. */
export const text = (description: string): z.ZodString => z.string().min(1).meta({ description });

/** A canonical decimal, for money and quantities. */
export const decimal = (description: string): z.ZodString =>
  z
    .string()
    .regex(decimalPattern, "expected a canonical decimal such as 1250.5")
    .meta({ description, format: "decimal" });

/** A moment: ISO 8601 in UTC with `Z`. */
export const instant = (description: string): z.ZodString =>
  z
    .string()
    .refine(isInstant, "expected a UTC instant such as 2026-10-31T02:00:00Z")
    .meta({ description, format: "instant" });

/** A calendar day without a time zone: `YYYY-MM-DD`. */
export const localDate = (description: string): z.ZodString =>
  z
    .string()
    .refine(isLocalDate, "expected a calendar date such as 2026-10-31")
    .meta({ description, format: "local-date" });

/** An ISO 4217 currency code. */
export const currency = (description: string): z.ZodString =>
  z
    .string()
    .regex(/^[A-Z]{3}$/, "expected an ISO 4217 code such as VND")
    .meta({ description, format: "currency" });

/** An ISO 3166-1 alpha-2 country code. */
export const country = (description: string): z.ZodString =>
  z
    .string()
    .regex(/^[A-Z]{2}$/, "expected an ISO 3166-1 code such as VN")
    .meta({ description, format: "country" });

/** Yes or no. */
export const flag = (description: string): z.ZodBoolean => z.boolean().meta({ description });

/** A whole number. */
export const integer = (description: string): z.ZodInt => z.int().meta({ description });

/** One of a closed list of words, or `other`, in which case the record's `unmapped` keeps the tool's own word. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
): z.ZodEnum<{ [Word in Words[number] | "other"]: Word }> =>
  z.enum([...words, "other"] as unknown as readonly [Words[number] | "other"]).meta({ description }) as never;

/** A list; empty means known to be empty. */
export const list = <Item extends z.ZodType>(item: Item, description: string): z.ZodArray<Item> =>
  z.array(item).meta({ description });

/** Marks a field that is fetched only when asked for and redacted in anything but the record. */
export const sensitive = <Schema extends z.ZodType>(schema: Schema): Schema =>
  schema.meta({ ...schema.meta(), sensitive: true }) as Schema;
