import { absolute, codec, compare, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";
import { vietnamDate } from "./wire.ts";

/** A line of an order, an invoice or a return. Each document names the taxes of its lines in its own way. */
export const Line = row({
  productId: codec.otherId,
  ...fields(z.string(), "productCode", "productName", "note", "serialNumbers"),
  ...fields(codec.decimal, "quantity", "price", "discount", "discountRatio", "subTotal"),
  productBatchExpire: row({ batchName: z.string(), expireDate: vietnamDate }),
});

/** A tax of a line, as orders and returns name its parts. */
export const LineTax = row({
  detailId: codec.identifier,
  taxName: z.string(),
  ...fields(codec.decimal, "taxValue", "detailTax"),
});

interface Tax {
  /** The id of the line, which stands on its taxes alone. */
  id?: string | null | undefined;
  name?: string | null | undefined;
  rate?: string | null | undefined;
  amount?: string | null | undefined;
  priceAfterTax?: string | null | undefined;
}

/**
 * The line in the model. KiotViet's discount is that of one unit; the model's is that of the line. `price` is the price before tax in every pricing
 * mode.
 */
export const lineOf = (line: Partial<z.output<typeof Line>>, taxes: readonly Tax[]) => {
  const { quantity, price } = line;
  const amounts = taxes.flatMap(({ amount }) => amount ?? []);
  const net = netPrice(line);
  return {
    id: taxes[0]?.id,
    item: ref(line.productId, line.productName),
    code: line.productCode,
    description: line.productName,
    quantity,
    unitPrice: price,
    unitPriceWithTax: taxes[0]?.priceAfterTax,
    discount: discountOf(line),
    discountRate: line.discountRatio,
    taxRate: taxes[0]?.rate,
    taxName: taxes[0]?.name,
    tax: amounts.length > 0 ? sum(...amounts) : undefined,
    total: line.subTotal ?? (net && quantity ? multiply(net, quantity) : undefined),
    lots: lotsOf(line),
    note: line.note,
  };
};

/** The price of one with its discount. A rate alone does not tell: KiotViet rounds what it takes off. */
const netPrice = ({ price, discount, discountRatio }: Partial<z.output<typeof Line>>) => {
  if (price && discount && discount !== "0") return sum(price, negate(discount));
  return discountRatio && discountRatio !== "0" ? undefined : price;
};

/** The discount of the line. KiotViet rounds that of one unit, so the sum of the line decides where it agrees. */
const discountOf = ({ quantity, price, discount, subTotal }: Partial<z.output<typeof Line>>) => {
  if (!discount || !quantity) return discount;
  const ofUnits = multiply(discount, quantity);
  if (!price || !subTotal) return ofUnits;
  const taken = sum(multiply(price, quantity), negate(subTotal));
  return compare(absolute(sum(taken, negate(ofUnits))), "1") < 0 ? taken : ofUnits;
};

const lotsOf = ({ serialNumbers, productBatchExpire: batch }: Partial<z.output<typeof Line>>) => {
  if (serialNumbers) return serialNumbers.split(",").map((number) => ({ number: number.trim() }));
  return batch ? [{ number: batch.batchName, expiresOn: batch.expireDate }] : undefined;
};
