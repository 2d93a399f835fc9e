import { codec, compare, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";

/** A line of an order, or of what was brought back of it. */
export const Line = row({
  ...fields(codec.identifier, "id", "sku"),
  variant_id: codec.numericId,
  ...fields(z.string(), "name", "title", "variant_title"),
  // The price before a promotion is `price_original`, and `price` what is left of it.
  ...fields(codec.decimal, "quantity", "price", "price_original", "total_discount"),
});

type Line = z.output<typeof Line>;

/** The price before a promotion. One below what is charged was never set. */
const fullPrice = ({ price, price_original }: Line): string | null | undefined =>
  price && price_original && compare(price_original, price) > 0 ? price_original : price || price_original;

/** What a promotion took off the whole line, and what was taken off it besides, which is not in the price. */
const discountOf = (line: Line): string | undefined => {
  const { price, price_original, quantity, total_discount } = line;
  if (!price || !price_original || !quantity) return total_discount ?? undefined;
  return sum(multiply(sum(fullPrice(line) || price, negate(price)), quantity), total_discount || "0");
};

/** The name of what is sold, without what Haravan calls the variant where there is but one. */
const nameOf = ({ name, title, variant_title }: Line): string =>
  (name || [title, variant_title].filter(Boolean).join(" - ")).replace(/ - Default Title$/, "");

export const lineOf = (line: Line) => ({
  id: line.id,
  item: ref(line.variant_id, nameOf(line)),
  code: line.sku,
  description: nameOf(line),
  quantity: line.quantity,
  unitPrice: fullPrice(line),
  discount: discountOf(line),
  total:
    line.price && line.quantity
      ? sum(multiply(line.price, line.quantity), negate(line.total_discount || "0"))
      : undefined,
});
