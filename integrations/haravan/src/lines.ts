import { codec, compare, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";
import { nameOf } from "./wire.ts";

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

export const lineOf = (line: Line) => {
  const { name, title, variant_title, price, quantity, total_discount } = line;
  const description = name?.replace(/ - Default Title$/, "") || nameOf(title, variant_title);
  return {
    id: line.id,
    item: ref(line.variant_id, description),
    code: line.sku,
    description,
    quantity,
    unitPrice: fullPrice(line),
    discount: discountOf(line),
    total: price && quantity ? sum(multiply(price, quantity), negate(total_discount || "0")) : undefined,
  };
};
