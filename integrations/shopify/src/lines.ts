import { codec, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";
import { amountOf, Bag, bag, Link, sumOfKnown, unlessZero } from "./wire.ts";

const TaxLine = row({
  title: z.string(),
  ratePercentage: codec.decimal,
  // The same as a part of one: not asked for, and all that some recorded answers tell.
  rate: codec.decimal,
  priceSet: Bag,
});

/** What of a line orders and drafts have alike. */
export const Line = row({
  ...fields(z.string(), "id", "name", "title", "sku"),
  quantity: codec.decimal,
  // Of orders without the line's part in discounts of the whole order.
  ...fields(Bag, "originalUnitPriceSet", "totalDiscountSet"),
  ...fields(codec.decimal, "originalUnitPrice", "totalDiscount"),
  variant: Link,
  taxLines: z.array(TaxLine),
});

const taxLineFields = `taxLines { title ratePercentage priceSet ${bag} }`;
export const lineFields = `id name title sku quantity originalUnitPriceSet ${bag} variant { id } ${taxLineFields}`;

type Line = z.output<typeof Line>;

const percentOf = ({ ratePercentage, rate }: z.output<typeof TaxLine>): string | undefined =>
  ratePercentage || (rate ? multiply(rate, "100") : undefined);

/** A line with its discounts, without which its total is not known; one tax is told by its rate and name, several by their sum alone. */
export const readLine = (line: Line, discount: string | undefined) => {
  const [tax, ...others] = line.taxLines ?? [];
  const only = others.length === 0 ? tax : undefined;
  const unitPrice = amountOf(line.originalUnitPriceSet, line.originalUnitPrice);
  return {
    id: line.id,
    item: ref(line.variant?.id),
    code: line.sku,
    description: line.name || line.title,
    quantity: line.quantity,
    unitPrice,
    discount: unlessZero(discount),
    taxRate: only && percentOf(only),
    taxName: only?.title,
    tax: line.taxLines ? sumOfKnown(line.taxLines.map(({ priceSet }) => amountOf(priceSet))) : undefined,
    total:
      unitPrice && line.quantity && discount !== undefined
        ? sum(multiply(unitPrice, line.quantity), negate(discount))
        : undefined,
  };
};
