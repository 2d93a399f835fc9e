import { absolute, codec, compare, fields, multiply, negate, ref, row, sum } from "@opensme/core";
import * as z from "zod";
import { vietnamDate } from "./wire.ts";

/** A line of an order, an invoice, a return or a purchase. Each names the taxes of its lines in its own way. */
export const Line = row({
  productId: codec.numericId,
  ...fields(z.string(), "productCode", "productName", "note", "serialNumbers"),
  ...fields(codec.decimal, "quantity", "price", "discount", "discountRatio", "subTotal"),
  productBatchExpire: row({ batchName: z.string(), expireDate: vietnamDate }),
});

type Line = z.output<typeof Line>;

/** A tax of a line, as far as all documents agree. The id is that of the line, which stands here alone. */
export const LineTax = row({ detailId: codec.identifier, detailTax: codec.decimal });

type TaxField = keyof z.output<typeof LineTax> | "taxName" | "name" | "taxValue" | "value" | `${"p" | "P"}riceAfterTax`;
type Tax = { readonly [Name in TaxField]?: string | null | undefined };

/**
 * The line in the model. KiotViet's discount is that of one unit; the model's is that of the line. `price` is the price before tax in every pricing
 * mode.
 */
export const lineOf = (line: Line, taxes: readonly Tax[] | null | undefined) => {
  const { quantity, price } = line;
  const tax = taxes?.[0];
  const amounts = taxes?.flatMap(({ detailTax }) => detailTax ?? []) ?? [];
  const net = netPrice(line);
  return {
    id: tax?.detailId,
    item: ref(line.productId, line.productName),
    code: line.productCode,
    description: line.productName,
    quantity,
    unitPrice: price,
    unitPriceWithTax: tax?.priceAfterTax ?? tax?.PriceAfterTax,
    discount: discountOf(line),
    discountRate: line.discountRatio,
    taxRate: tax?.taxValue ?? tax?.value,
    taxName: tax?.taxName ?? tax?.name,
    tax: amounts.length > 0 ? sum(...amounts) : undefined,
    total: line.subTotal ?? (net && quantity ? multiply(net, quantity) : undefined),
    lots: lotsOf(line),
    note: line.note,
  };
};

/** The price of one with its discount. A rate alone does not tell: KiotViet rounds what it takes off. */
const netPrice = ({ price, discount, discountRatio }: Line) => {
  if (price && discount && discount !== "0") return sum(price, negate(discount));
  return discountRatio && discountRatio !== "0" ? undefined : price;
};

/** The discount of the line. KiotViet rounds that of one unit, so the sum of the line decides where it agrees. */
const discountOf = ({ quantity, price, discount, subTotal }: Line) => {
  if (!discount || !quantity) return discount;
  const ofUnits = multiply(discount, quantity);
  if (!price || !subTotal) return ofUnits;
  const taken = sum(multiply(price, quantity), negate(subTotal));
  return compare(absolute(sum(taken, negate(ofUnits))), "1") < 0 ? taken : ofUnits;
};

const lotsOf = ({ serialNumbers, productBatchExpire: batch }: Line) => {
  if (serialNumbers) return serialNumbers.split(",").map((number) => ({ number: number.trim() }));
  return batch ? [{ number: batch.batchName, expiresOn: batch.expireDate }] : undefined;
};
