import { fields } from "@opensme/core";
import * as z from "zod";
import { pricesContainTax } from "./prices.ts";
import { amount, amountIfAny, link, nameOfLink, stamps, text } from "./wire.ts";

/** What the lines of sales and of purchase orders have in common. */
export const orderLineFields = {
  id: stamps.id,
  display_type: text,
  product_id: link,
  name: text,
  // product_uom until Odoo 18.
  product_uom_id: nameOfLink,
  product_uom: nameOfLink,
  price_unit: amount,
  discount: amountIfAny,
  ...fields(amount, "price_tax", "price_subtotal", "price_total"),
};

const Line = z.object(orderLineFields);

type Line = z.output<typeof Line>;

/** The lines, with what only one of the two has, and whether their prices contain tax. A heading or a note has a text alone. */
export const readOrderLines = <Row extends Line, Own extends { quantity: string | null | undefined }>(
  lines: readonly Row[] | null | undefined,
  ownOf: (line: Row) => Own,
) => {
  const owned = lines?.map((line) => ({ line, own: ownOf(line) }));
  const taxInclusive = pricesContainTax(owned?.map(({ line, own }) => ({ ...line, ...own })));
  const read = ({ line, own }: { line: Row; own: Own }) =>
    line.display_type
      ? { id: line.id, description: line.name }
      : {
          id: line.id,
          item: line.product_id,
          description: line.name,
          unit: line.product_uom_id ?? line.product_uom,
          unitPrice: line.price_unit,
          discountRate: line.discount,
          tax: line.price_tax,
          total: taxInclusive ? line.price_total : line.price_subtotal,
          ...own,
        };
  return { taxInclusive, lines: owned?.map(read) };
};
