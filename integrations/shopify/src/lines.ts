import { codec, multiply, negate, ref, sum } from "@opensme/core";
import * as z from "zod";
import { Bag, bag, inShopMoney, Link, unlessZero } from "./wire.ts";

const TaxLine = z.object({
  title: z.string().nullish(),
  ratePercentage: codec.decimal.nullish(),
  // The same as a part of one: not asked for, and all that some recorded answers tell.
  rate: codec.decimal.nullish(),
  priceSet: Bag.nullish(),
});

/** What of a line orders, drafts and refunds have alike. */
export const Line = z.object({
  id: z.string().nullish(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  sku: z.string().nullish(),
  quantity: codec.decimal.nullish(),
  originalUnitPriceSet: Bag.nullish(),
  variant: Link.nullish(),
  taxLines: z.array(TaxLine).nullish(),
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
