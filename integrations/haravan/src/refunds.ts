import { absolute, codec, fields, ref, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { Line, lineOf } from "./lines.ts";
import { OrderPart, partsOfOrders } from "./order-parts.ts";
import { Entry, paidIn } from "./transactions.ts";

const Refund = row({
  ...OrderPart.shape,
  note: z.string(),
  restock: z.boolean(),
  ...fields(codec.identifier, "user_id", "location_id", "customer_id"),
  refund_line_items: z.array(
    row({
      id: codec.identifier,
      quantity: codec.decimal,
      line_item: Line.omit({ id: true, quantity: true, price_original: true, total_discount: true }),
    }),
  ),
  transactions: z.array(row({ ...Entry.shape, currency: z.string() })),
});

type Refund = z.output<typeof Refund>;

const linesOf = ({ refund_line_items }: Refund) =>
  refund_line_items?.map(({ id, quantity, line_item }) => lineOf({ ...line_item, id, quantity }));

/** What customers brought back, and what they were given back: a refund may be one without the other. */
export const refunds = resource({ entity: "refund", raw: Refund }).define({
  id: (refund) => refund.id,
  scopes: { read: ["com.read_orders"] },
  read: (refund) => {
    const lines = linesOf(refund);
    const values = lines?.flatMap(({ total }) => total ?? []) ?? [];
    const paid = paidIn(refund.transactions ?? []);
    return {
      order: ref(refund.order_id, refund.order_number),
      contact: ref(refund.customer_id),
      location: ref(refund.location_id),
      receivedBy: ref(refund.user_id),
      refundedAt: refund.created_at,
      currency: refund.transactions?.find(({ currency }) => currency)?.currency || refund.order_currency,
      // Before discounts of the order, which the lines do not tell.
      subTotal: values.length > 0 && values.length === lines?.length ? sum(...values) : undefined,
      paid: paid && absolute(paid),
      lines,
      note: refund.note,
      createdAt: refund.created_at,
      updatedAt: refund.order_updated_at || refund.created_at,
      unmapped: { restock: refund.restock },
    };
  },
  list: partsOfOrders("refunds"),
});
