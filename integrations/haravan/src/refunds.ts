import { absolute, codec, ref, resource, sum } from "@opensme/core";
import * as z from "zod";
import { Line, lineOf } from "./lines.ts";
import { partsOfOrders } from "./order-parts.ts";
import { Entry, paidIn } from "./transactions.ts";
import { moment, ownId } from "./wire.ts";

const Refund = z.object({
  id: ownId,
  note: z.string().nullish(),
  restock: z.boolean().nullish(),
  user_id: codec.identifier.nullish(),
  location_id: codec.identifier.nullish(),
  refund_line_items: z
    .array(
      z.object({
        id: codec.identifier.nullish(),
        quantity: codec.decimal.nullish(),
        line_item: Line.omit({ id: true, quantity: true, price_original: true, total_discount: true }).nullish(),
      }),
    )
    .nullish(),
  transactions: z.array(Entry.extend({ currency: z.string().nullish() })).nullish(),
  created_at: moment.nullish(),
  order_id: codec.identifier.nullish(),
  order_number: codec.identifier.nullish(),
  order_currency: z.string().nullish(),
  order_updated_at: moment.nullish(),
  customer_id: codec.identifier.nullish(),
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
