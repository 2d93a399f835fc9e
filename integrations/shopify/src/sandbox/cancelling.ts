import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import { type CancelJob, Given } from "./cancel-job.ts";
import type { Args, Node } from "./graphql.ts";
import { refundNode, transactionNode } from "./orders.ts";
import { byId, type Shop } from "./shop.ts";
import { gid, timeOf } from "./wire.ts";

const Amount = z.looseObject({ shopMoney: z.looseObject({ amount: z.coerce.number() }) });

const refusal = (field: string, message: string, code: string): Node => ({
  job: null,
  orderCancelUserErrors: [{ field: [field], message, code }],
});

/** Takes an order on to be cancelled: https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel */
export const cancelMutations = (shop: Shop): Node => ({
  orderCancel: (args: Args) => {
    const given = Given.parse(args);
    const order = shop.orders.find((found) => found.order["id"] === given.orderId);
    if (!order) return refusal("orderId", "Order does not exist", "NOT_FOUND");
    if (order.order["cancelledAt"]) return refusal("orderId", "Order has already been cancelled", "INVALID");
    const node: Node = { __typename: "Job", id: gid("Job", shop.next()), done: false };
    shop.cancelling.push({ node, asked: 0, order, given });
    return { job: node, orderCancelUserErrors: [] };
  },
});

/** One with parcels under way stays as it is. */
const carryOut = (shop: Shop, { order: made, given }: CancelJob, at: string): void => {
  const { order, fulfillments, refunds, transactions } = made;
  if (fulfillments.some(({ displayStatus }) => displayStatus === "CONFIRMED" || displayStatus === "IN_TRANSIT")) return;
  Object.assign(order, { cancelledAt: at, cancelReason: given.reason, updatedAt: at });
  const paid = Amount.parse(order["totalReceivedSet"]).shopMoney.amount;
  if (!given.refundMethod?.originalPaymentMethodsRefund || paid === 0) return;
  const shared = { order, at };
  refunds.push(refundNode({ ...shared, number: shop.next(), note: null, lines: [], total: paid, staffMember: null }));
  transactions.push(transactionNode({ ...shared, number: shop.next(), kind: "REFUND", gateway: "cash", value: paid }));
  order["displayFinancialStatus"] = "REFUNDED";
};

export const cancelQueries = (shop: Shop, kit: SandboxKit): Node => ({
  job: ({ id }: Args) => {
    const job = shop.cancelling.find(({ node }) => node["id"] === id);
    if (!job) return null;
    job.asked += 1;
    if (job.asked === 2) {
      carryOut(shop, job, timeOf(kit.now()));
      job.node["done"] = true;
      kit.webhooks.tell({ type: "changed", resource: "orders", id: job.given.orderId });
    }
    return byId([job.node], id) ?? null;
  },
});
