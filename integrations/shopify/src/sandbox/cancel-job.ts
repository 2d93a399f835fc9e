import * as z from "zod";
import type { Node } from "./graphql.ts";
import type { OrderNode } from "./orders.ts";

/** What `orderCancel` is given. */
export const Given = z.strictObject({
  orderId: z.string(),
  reason: z.enum(["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"]),
  refundMethod: z.strictObject({ originalPaymentMethodsRefund: z.boolean() }).nullish(),
  restock: z.boolean(),
  notifyCustomer: z.boolean().nullish(),
  staffNote: z.string().nullish(),
});

/** An order that is to be cancelled, which takes until it is asked for a second time. */
export interface CancelJob {
  node: Node;
  asked: number;
  order: OrderNode;
  given: z.output<typeof Given>;
}
