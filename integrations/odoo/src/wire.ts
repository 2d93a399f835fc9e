import { codec, fields, toDecimal } from "@opensme/core";
import * as z from "zod";

/**
 * What Odoo's values have in common. An empty field is `false`, whatever its type:
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */

/** Web forms and imports leave empty text, too. */
const emptied = (value: unknown): unknown => (value === false || value === "" ? null : value);

/** A field that may be empty, or that a version or a module does not have. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(emptied, schema.nullish()).nullish();

export const text = maybe(z.string());
export const flag = z.preprocess((value) => (value === "" ? null : value), z.boolean().nullish()).nullish();
export const wholeNumber = maybe(z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)]).transform(Number));
export const day = maybe(codec.localDate);

/** Moments come in UTC, without saying so. */
export const moment = maybe(codec.instant);

/** A moment as it is written: by whole seconds, without a zone. */
export const odooMoment = z.codec(z.string(), z.string(), {
  decode: (wire) => `${wire.replace(" ", "T")}.000Z`,
  encode: (instant) => new Date(instant).toISOString().slice(0, 19).replace("T", " "),
});

/** The day in UTC of a moment: Odoo has no calendar day there, and its users' time zones differ. */
export const dayOfMoment = maybe(codec.instant.transform((instant) => instant.slice(0, 10)));

/** Whether it is whole, as most are, and has no digits beyond those kept. */
const isShort = (number: number): boolean => Number.isInteger(number) && Math.abs(number) < 1e15;

/** Amounts, quantities and rates are binary fractions on the way to JSON: what lies beyond the 15 digits that these keep is noise. */
export const exactAmount = z
  .union([z.number(), z.string()])
  .transform((wire) => (typeof wire === "number" && !isShort(wire) ? Number(wire.toPrecision(15)) : wire))
  .pipe(codec.decimal);
export const amount = maybe(exactAmount);

/** A name that a record cannot be without. */
export const label = z.string().min(1);

/** An amount of which nothing is the default, so that 0 means that nobody has said anything. */
export const amountIfAny = amount.transform((exact) => (exact === "0" ? undefined : exact));

export const choice = <const Words extends Readonly<Record<string, string>>>(words: Words) =>
  maybe(codec.choice(words));

const name = z.union([z.string(), z.literal(false)]).nullish();

const pointing = (id: string, label: string | false | null | undefined): { id: string; name?: string } =>
  label ? { id, name: label } : { id };

/** Another record that a record cannot be without: `[7, "Name"]`, or as some calls give it, its bare id or an object. */
export const owner = z.union([
  z.tuple([codec.identifier, name], z.unknown()).transform(([id, label]) => pointing(id, label)),
  codec.identifier.transform((id) => pointing(id, undefined)),
  z
    .object({ id: codec.identifier, display_name: name })
    .transform(({ id, display_name }) => pointing(id, display_name)),
]);

/** Another record, or none; some modules that pass rows on write none as an empty list. */
export const link = z
  .preprocess((value) => (Array.isArray(value) && value.length === 0 ? null : emptied(value)), owner.nullish())
  .nullish();

/** Other records: a list of ids. */
export const links = maybe(
  z.array(
    z.union([
      codec.identifier.transform((id) => ({ id })),
      z.object({ id: codec.identifier }).transform(({ id }) => ({ id })),
    ]),
  ),
);

/** A currency: `[23, "VND"]`, whose name is its ISO code. */
export const currency = link.transform((found) => (/^[A-Z]{3}$/.test(found?.name ?? "") ? found?.name : undefined));

/** The name of another record that the model has no entity for. */
export const nameOfLink = link.transform((found) => found?.name);

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
  "#x27": "'",
};

/** The text of an HTML field: Odoo's notes are HTML, those of the model are not. */
export const plainText = maybe(
  z.string().transform((html) =>
    html
      .replace(/<br\s*\/?>(?!\s*<\/)|<\/(?:p|div|li|h\d)>(?=.)/gis, "\n")
      .replace(/<[a-z/!][^>]*>/gi, "")
      .replace(/&(amp|lt|gt|quot|nbsp|#39|#x27);/g, (_, entity: string) => entities[entity] ?? "")
      .trim(),
  ),
);

/** Text for an HTML field. */
export const asHtml = (plain: string): string =>
  plain.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br/>");

/** What every record says of itself. */
export const stamps = { id: codec.identifier, create_date: moment, write_date: moment };

/** The row of a model: fields that people have added keep their place beside those that are named. */
export const row = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape & typeof stamps> =>
  z.looseObject({ ...stamps, ...shape });

/** Fields that people have added, in Studio or by hand, begin with `x_`: https://www.odoo.com/documentation/19.0/applications/studio/fields.html */
export const isCustom = (field: string): boolean => field.startsWith("x_");

// A type and no interface, which could not be gone through by the names of its fields.
type Stamped = { create_date?: string | null | undefined; write_date?: string | null | undefined };

const times = ({ create_date, write_date }: Stamped) => ({ createdAt: create_date, updatedAt: write_date });

/** The fields of every record. */
export const provenance = <Row extends Stamped>(record: Row) => ({ ...times(record), custom: customOf(record) });

/** The same of what belongs to one of the companies that a database may hold, with what else is the record's own. */
export const provenanceOfCompany = <
  Row extends Stamped & { company_id?: { id: string; name?: string } | null | undefined },
>(
  record: Row,
  own: Readonly<Record<string, unknown>> = {},
) => ({ ...times(record), custom: { company_id: record.company_id, ...customOf(record), ...own } });

const customOf = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const custom: Record<string, unknown> = {};
  for (const field in record) if (isCustom(field) && record[field] !== false) custom[field] = record[field];
  return custom;
};

/** Whether the record is in use; undefined where it does not say. */
export const active = (isActive: boolean | null | undefined): "active" | "archived" | undefined =>
  isActive === undefined || isActive === null ? undefined : isActive ? "active" : "archived";

/** A ref to a record of a resource that sets its ids apart by a prefix. */
export const prefixed = (prefix: string, found: { id: string; name?: string } | null | undefined) =>
  found ? { ...found, id: `${prefix}:${found.id}` } : undefined;

/** The one of several, where there is but one. */
export const onlyOne = <Item>(items: readonly Item[] | null | undefined): Item | undefined =>
  items?.length === 1 ? items[0] : undefined;

/** The tax of a line, or all where there are several. */
export const taxesOf = (taxes: readonly { id: string }[] | null | undefined) =>
  taxes && taxes.length > 1 ? { taxRates: taxes } : { taxRate: taxes?.[0] };

/** A country by its ISO code; by its name where that is not asked for. */
export const country = (code: string | null | undefined, place: { name?: string } | null | undefined) =>
  code && /^[A-Z]{2}$/.test(code) ? { country: code } : { countryName: place?.name };

/** Where a partner or a company is. */
export const placeFields = {
  ...fields(text, "street", "street2", "city", "zip", "country_code"),
  ...fields(link, "state_id", "country_id"),
};

export const addressOf = (place: z.output<z.ZodObject<typeof placeFields>>) => ({
  line1: place.street,
  line2: place.street2,
  city: place.city,
  province: place.state_id?.name,
  postalCode: place.zip,
  ...country(place.country_code, place.country_id),
});

/** An id that Odoo wants as a number and the model has as text. */
export const numericId = z.codec(z.int(), z.string(), {
  decode: String,
  encode: (id) => {
    if (/^\d{1,15}$/.test(id)) return Number(id);
    throw new Error(`"${id}" is no id of Odoo's`);
  },
});

/** Exact text for a number that Odoo keeps as such. */
export const number = z.codec(z.number(), z.string(), { decode: (wire) => toDecimal(wire) ?? "", encode: Number });
