import { codec, type Listing, listing, OpenSMEError, pick, single, toDecimal } from "@opensme/core";
import * as z from "zod";

/** Text; list fields and numbers that people type, such as the employee number, sometimes come as JSON numbers. */
export const word = codec.identifier;

/** A moment; old records have `0000-00-00T00:00:00+00:00` where nothing is known. */
export const moment: z.ZodCodec<z.ZodString, z.ZodString> = z.codec(z.string(), z.string(), {
  decode: (wire, context) => {
    if (/^0000-00-00/.test(wire)) return "";
    const parsed = codec.instant.safeParse(wire);
    if (parsed.success) return parsed.data;
    context.issues.push({ code: "custom", message: "expected a date and time with its offset", input: wire });
    return z.NEVER;
  },
  encode: (instant) => instant,
});

/** An object that BambooHR writes as `[]`, and some clients as empty text, when there is nothing in it. */
export const orEmptyList = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodOptional<z.ZodPreprocess<z.ZodOptional<z.ZodNullable<Schema>>>> =>
  z
    .preprocess(
      (value) => (value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value),
      schema.nullish(),
    )
    .optional();

/** Fields of the company's own have an alias that begins with `custom`, or in reports the number of the field. */
export const isCustom = (field: string): boolean => /^custom|^\d+(\.\d+)?$/.test(field);

export const customOf = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(row).filter(([field]) => isCustom(field)));

/** What pay is for. Other words, such as `Pay Period` and `Piece`, have no counterpart. */
export const payPeriod = codec.choice({
  hour: "hour",
  day: "day",
  week: "week",
  month: "month",
  quarter: "quarter",
  year: "year",
});

/** Pay as BambooHR sends it, read: `written` is what could not be taken for an amount, `symbol` what stands for the currency and is no code. */
export interface Money {
  amount?: string | undefined;
  currency?: string | undefined;
  written?: string | undefined;
  symbol?: string | undefined;
}

/** A code as such, anything else as a symbol. */
export const currencyOf = (written: string | null | undefined): Pick<Money, "currency" | "symbol"> => {
  if (!written) return {};
  return /^[A-Za-z]{3}$/.test(written) ? { currency: written.toUpperCase() } : { symbol: written };
};

const Amount = z.union([z.string(), z.number()]);

/** `{ "value": "27.00", "currency": "CAD" }` in tables, `"27.00 CAD"`, `"$27.00"` or a bare amount elsewhere; thousands may be set off by commas. */
export const money: z.ZodCodec<
  z.ZodUnion<
    [z.ZodObject<{ value: z.ZodType; currency: z.ZodType<string | null | undefined> }, z.core.$loose>, typeof Amount]
  >,
  z.ZodCustom<Money>
> = z.codec(
  z.union([z.looseObject({ value: Amount.nullish(), currency: z.string().nullish() }), Amount]),
  z.custom<Money>(),
  {
    decode: (wire) => {
      const given = typeof wire === "object" ? wire : { value: wire, currency: undefined };
      const written = String(given.value ?? "").trim();
      const [, before, figures = "", after] =
        /^(?:([A-Za-z]{3}|[^\d\s.,()+-]{1,3})\s*)?(-?[\d.,]+)\s*([A-Za-z]{3})?$/.exec(written) ?? [];
      const amount = toDecimal(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(figures) ? figures.replaceAll(",", "") : figures);
      if (amount === undefined) return written === "" ? {} : { written };
      return { amount, ...currencyOf(given.currency || after || before) };
    },
    // https://documentation.bamboohr.com/docs/field-types
    encode: ({ amount = "", currency }) => ({ value: amount, currency }),
  },
);

const Lists = z.array(
  z.looseObject({
    alias: z.string().nullish(),
    name: z.string().nullish(),
    options: orEmptyList(z.array(z.unknown())),
  }),
);

/** The options of one list field among all list fields, archived ones too: https://documentation.bamboohr.com/reference/list-list-fields. */
const optionsOf =
  (alias: "department" | "location") =>
  (lists: z.output<typeof Lists>): readonly unknown[] => {
    const found = lists.find((list) => list.alias === alias);
    if (found) return found.options ?? [];
    // An account always has it; a list that is missing is one that the user behind the key may not see.
    throw new OpenSMEError(
      `BambooHR does not show the list of ${alias}s to this user. Let its access level see the field "${alias}", or leave the resource out.`,
      { code: "permission" },
    );
  };

export const optionsIn = (alias: "department" | "location"): ((answer: unknown) => readonly unknown[]) =>
  pick(Lists, optionsOf(alias));

export const listFields = "/meta/lists";

export const optionList = (alias: "department" | "location"): Listing =>
  listing({ path: listFields, page: Lists, items: optionsOf(alias), paging: single(), deletes: "absent" });

/** A day as the API takes it, so many days from another. */
export const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The end of an address such as `https://acme.bamboohr.com/api/v1/employees/124`, where an answer names what it created. */
export const createdId = ({ headers }: { headers: Headers }): string => {
  const id = /(\d+)\D*$/.exec(headers.get("location") ?? "")?.[1];
  if (id !== undefined) return id;
  throw new OpenSMEError(
    "BambooHR answered that it created the record and did not say under which id. Look it up before creating it again.",
    { code: "unknown_outcome" },
  );
};

export const missing = (field: string, message: string): OpenSMEError =>
  new OpenSMEError(message, { code: "invalid", issues: [{ path: field, message: "is required" }] });

/** Departments, locations and managers are written by their names. */
export const nameOf = (
  field: string,
  value: { id: string; name?: string | undefined } | undefined,
): string | undefined => {
  if (!value || value.name) return value?.name;
  throw new OpenSMEError(
    `BambooHR takes a ${field} by its name, and this one has only an id: give ${field}.name as well.`,
    {
      code: "invalid",
      issues: [{ path: `${field}.name`, message: "expected the name" }],
    },
  );
};
