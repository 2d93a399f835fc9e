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

/** An object that BambooHR writes as `[]` when there is nothing in it. */
export const orEmptyList = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodOptional<z.ZodPreprocess<z.ZodOptional<z.ZodNullable<Schema>>>> =>
  z
    .preprocess((value) => (Array.isArray(value) && value.length === 0 ? undefined : value), schema.nullish())
    .optional();

/** Pay as BambooHR sends it, read: `written` is what could not be taken for an amount. */
export interface Money {
  amount?: string | undefined;
  currency?: string | undefined;
  written?: string | undefined;
}

const Amount = z.union([z.string(), z.number()]);

/** `{ "value": "27.00", "currency": "CAD" }` in tables, `"27.00 CAD"` or a bare amount elsewhere; thousands may be set off by commas. */
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
      const [, figures = "", code] = /^\D{0,3}?(-?[\d.,]+)(?:\s+([A-Z]{3}))?$/.exec(written) ?? [];
      const amount = toDecimal(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(figures) ? figures.replaceAll(",", "") : figures);
      if (amount === undefined) return written === "" ? {} : { written };
      const currency = given.currency || code;
      return { amount, currency: currency && /^[A-Z]{3}$/.test(currency) ? currency : undefined };
    },
    encode: ({ amount = "", currency = "" }) => `${amount} ${currency}`.trim(),
  },
);

/**
 * A history table of all people, in one answer and in no order: https://documentation.bamboohr.com/reference/get-employee-table-data. Read whole each time:
 * it is one request either way, and the answer of `/employees/changed/tables` leaves out the ids of the rows.
 */
export const tableList = (table: string): Listing =>
  listing({
    path: `/employees/all/tables/${table}`,
    page: z.array(z.unknown()),
    items: (rows) => rows,
    paging: single(),
    deletes: "absent",
  });

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
