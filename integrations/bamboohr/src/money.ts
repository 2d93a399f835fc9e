import { codec, row, toDecimal } from "@opensme/core";
import * as z from "zod";

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

/** Thousands are set off by commas, or by points where a comma is before the cents. */
const withoutGroups = (figures: string): string => {
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(figures)) return figures.replaceAll(",", "");
  return /^-?\d{1,3}(\.\d{3})+,\d+$/.test(figures) ? figures.replaceAll(".", "").replace(",", ".") : figures;
};

const Amount = z.union([z.string(), z.number()]);

/** `{ "value": "27.00", "currency": "CAD" }` in tables, `"27.00 CAD"`, `"$27.00"` or a bare amount elsewhere. */
export const money: z.ZodCodec<
  z.ZodUnion<
    [z.ZodObject<{ value: z.ZodType; currency: z.ZodType<string | null | undefined> }, z.core.$loose>, typeof Amount]
  >,
  z.ZodCustom<Money>
> = z.codec(z.union([row({ value: Amount, currency: z.string() }), Amount]), z.custom<Money>(), {
  decode: (wire) => {
    const given = typeof wire === "object" ? wire : { value: wire, currency: undefined };
    const written = String(given.value ?? "").trim();
    const [, before, figures = "", after] =
      /^(?:([A-Za-z]{3}|[^\d\s.,()+-]{1,3})\s*)?(-?[\d.,]+)\s*([A-Za-z]{3})?$/.exec(written) ?? [];
    const amount = toDecimal(withoutGroups(figures));
    // Who has no pay has " USD" in reports.
    if (amount === undefined) return /^[A-Za-z]{3}$|^$/.test(written) ? {} : { written };
    return { amount, ...currencyOf(given.currency || after || before) };
  },
  // https://documentation.bamboohr.com/docs/field-types
  encode: ({ amount = "", currency }) => ({ value: amount, currency }),
});
