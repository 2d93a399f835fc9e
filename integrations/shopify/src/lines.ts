import { codec, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";
import { Bag, bag, inShopMoney, Link, unlessZero } from "./wire.ts";

const TaxLine = row({
  title: z.string(),
  ratePercentage: codec.decimal,
  // The same as a part of one: not asked for, and all that some recorded answers tell.
  rate: codec.decimal,
  priceSet: Bag,
});

/** What of a line orders, drafts and refunds have alike. */
export const Line = row({
  ...fields(z.string(), "id", "name", "title", "sku"),
  quantity: codec.decimal,
  originalUnitPriceSet: Bag,
  variant: Link,
  taxLines: z.array(TaxLine),
});

const taxLineFields = `taxLines { title ratePercentage priceSet ${bag} }`;
export const lineFields = `id name title sku quantity originalUnitPriceSet ${bag} variant { id } ${taxLineFields}`;

type Line = z.output<typeof Line>;

const taxOf = (taxes: Line["taxLines"]): string | undefined => {
  const amounts = taxes?.flatMap(({ priceSet }) => inShopMoney(priceSet) ?? []);
  return amounts && amounts.length === taxes?.length ? sum(...amounts) : undefined;
};

const percentOf = ({ ratePercentage, rate }: z.output<typeof TaxLine>): string | undefined =>
  ratePercentage || (rate ? multiply(rate, "100") : undefined);

/** A line with its discounts; one tax is told by its rate and name, several by their sum alone. */
export const readLine = (line: Line, discount: string | undefined) => {
  const [tax, ...others] = line.taxLines ?? [];
  const only = others.length === 0 ? tax : undefined;
  const unitPrice = inShopMoney(line.originalUnitPriceSet);
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
    tax: taxOf(line.taxLines),
    total: unitPrice && line.quantity ? sum(multiply(unitPrice, line.quantity), negate(discount ?? "0")) : undefined,
  };
};
