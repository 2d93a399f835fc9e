/** A line as Odoo reckons it: what it comes to is told without tax and with it. */
interface Line {
  quantity?: string | null | undefined;
  price_unit?: string | null | undefined;
  discount?: string | null | undefined;
  price_subtotal?: string | null | undefined;
  price_total?: string | null | undefined;
}

/** Whether the price of a line contains its tax, so that what it comes to is nearer to the sum with tax; undefined where nothing tells. */
const containsTax = ({ quantity, price_unit, discount, price_subtotal: net, price_total: gross }: Line) => {
  if (!quantity || !price_unit || !net || !gross || net === gross) return undefined;
  const listed = Number(quantity) * Number(price_unit) * (1 - Number(discount ?? 0) / 100);
  return Math.abs(listed - Number(gross)) < Math.abs(listed - Number(net));
};

/**
 * Whether the prices of a document contain tax, which is up to each tax and not told of the document; undefined without its lines:
 * https://www.odoo.com/documentation/19.0/applications/finance/accounting/taxes.html#included-in-price
 */
export const pricesContainTax = (lines: readonly Line[] | null | undefined): boolean | undefined => {
  if (!lines) return undefined;
  const told = lines.map(containsTax);
  return told.includes(true) && !told.includes(false);
};
