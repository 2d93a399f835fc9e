import { codec, pick } from "@opensme/core";
import * as z from "zod";
import { asking } from "./graphql.ts";
import { Link } from "./wire.ts";
import { acting } from "./writing.ts";

/** `refund` gives back what was paid, by the ways in which it was paid; holds on money are released in any case. */
const Cancellation = z.strictObject({
  reason: codec.choice({
    CUSTOMER: "customer",
    DECLINED: "declined",
    FRAUD: "fraud",
    INVENTORY: "inventory",
    STAFF: "staff",
    OTHER: "other",
  }),
  refund: z.boolean(),
  restock: z.boolean(),
  notifyCustomer: z.boolean().optional(),
  staffNote: z.string().max(255).optional(),
});

const Cancelling = z.object({ data: z.object({ orderCancel: z.object({ job: Link }) }) });
const Cancelled = z.object({
  data: z.object({
    job: z.object({ done: z.boolean() }).nullable(),
    order: z.object({ cancelledAt: z.string().nullable() }).nullable(),
  }),
});

/**
 * Calls an order off, some time after it was asked to. The job tells that it ran, and the order alone whether it was cancelled,
 * since one with returns or parcels under way is not.
 * https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel
 */
export const cancel = {
  ...acting(
    "mutation orderCancel($orderId: ID!, $reason: OrderCancelReason!, $refundMethod: OrderCancelRefundMethodInput, $restock: Boolean!, $notifyCustomer: Boolean, $staffNote: String) { orderCancel(orderId: $orderId, reason: $reason, refundMethod: $refundMethod, restock: $restock, notifyCustomer: $notifyCustomer, staffNote: $staffNote) { job { id } userErrors: orderCancelUserErrors { field message code } } }",
    (orderId, { refund, ...choices }) => ({
      orderId,
      ...choices,
      refundMethod: { originalPaymentMethodsRefund: refund },
    }),
  ),
  choices: Cancellation,
  job: {
    poll: (answer: unknown, order: string) =>
      asking("query job($job: ID!, $order: ID!) { job(id: $job) { done } order(id: $order) { cancelledAt } }", {
        job: pick(Cancelling, ({ data }) => data.orderCancel.job.id)(answer),
        order,
      }),
    outcome: pick(Cancelled, ({ data: { job, order } }) => {
      if (order?.cancelledAt) return { status: "done" } as const;
      return job?.done
        ? ({ status: "failed", message: "Shopify tried, and the order is not cancelled" } as const)
        : ({ status: "pending", message: "Shopify's job is under way" } as const);
    }),
  },
};
