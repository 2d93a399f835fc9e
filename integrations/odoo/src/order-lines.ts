import * as z from "zod";
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
  price_tax: amount,
  price_subtotal: amount,
};

const Line = z.object(orderLineFields);

/** A line with what only one of the two has; a heading or a note has a text alone. */
export const readOrderLine = <Own extends object>(line: z.output<typeof Line>, own: Own) =>
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
        total: line.price_subtotal,
        ...own,
      };
