import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { shopifyOne } from "./lists.ts";
import { currencyIn, OrderLink, ofOrders, orderFields } from "./order-children.ts";
import { bag, Link, ownId } from "./wire.ts";

const Transaction = z.object({
  id: ownId("OrderTransaction"),
  kind: z.string().nullish(),
  status: codec
    .choice({ SUCCESS: "completed", PENDING: "pending", AWAITING_RESPONSE: "pending", FAILURE: "void", ERROR: "void" })
    .nullish(),
  gateway: codec
    .choice({
      cash: "cash",
      shopify_payments: "card",
      paypal: "wallet",
      gift_card: "voucher",
      shopify_store_credit: "voucher",
      "Cash on Delivery (COD)": "cash-on-delivery",
      "Bank Deposit": "bank-transfer",
      "Money Order": "cheque",
    })
    .nullish(),
  amountSet: z.object({ shopMoney: z.object({ amount: codec.decimal, currencyCode: z.string().nullish() }) }),
  paymentId: z.string().nullish(),
  location: Link.extend({ name: z.string().nullish() }).nullish(),
  user: z.object({ name: z.string().nullish() }).nullish(),
  order: OrderLink.nullish(),
  processedAt: codec.instant.nullish(),
  test: z.boolean().nullish(),
  createdAt: codec.instant.nullish(),
});

const fields = `id kind status gateway formattedGateway amountSet ${bag} paymentId errorCode location { id name } user @include(if: $staff) { name } ${orderFields} parentTransaction { id } processedAt test createdAt`;

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderTransactionKind; change is cash given back at the counter. */
const kinds = codec.choice({ SALE: "payment", CAPTURE: "payment", REFUND: "refund", CHANGE: "refund" });
const directions = codec.choice({
  SALE: "in",
  CAPTURE: "in",
  AUTHORIZATION: "in",
  EMV_AUTHORIZATION: "in",
  VOID: "in",
  REFUND: "out",
  SUGGESTED_REFUND: "out",
  CHANGE: "out",
});

/** What a transaction that went well means: an authorisation holds money, and has moved none. */
const outcomes = codec.choice({
  SALE: "completed",
  CAPTURE: "completed",
  REFUND: "completed",
  CHANGE: "completed",
  AUTHORIZATION: "pending",
  EMV_AUTHORIZATION: "pending",
  SUGGESTED_REFUND: "pending",
  VOID: "void",
});

/** Money taken and given back for orders: https://shopify.dev/docs/api/admin-graphql/latest/objects/OrderTransaction */
export const payments = resource({ entity: "payment", raw: Transaction }).define({
  id: (transaction) => transaction.id,
  read: ({ order, kind, ...transaction }) => ({
    amount: transaction.amountSet.shopMoney.amount,
    reference: transaction.paymentId,
    direction: kind ? directions.parse(kind) : undefined,
    kind: kind ? kinds.parse(kind) : undefined,
    status: transaction.status === "completed" && kind ? outcomes.parse(kind) : transaction.status,
    paidAt: transaction.processedAt || transaction.createdAt,
    method: transaction.gateway,
    contact: ref(order?.customer?.id, order?.customer?.displayName),
    location: ref(transaction.location?.id, transaction.location?.name),
    createdBy: transaction.user?.name,
    currency: currencyIn(order, transaction.amountSet),
    allocations: order && [
      {
        amount: transaction.amountSet.shopMoney.amount,
        document: ref(order.id, order.name),
        documentKind: "order",
        number: order.name,
      },
    ],
    createdAt: transaction.createdAt,
    unmapped: { test: transaction.test || undefined },
  }),
  list: ofOrders({ field: "transactions", fields, first: 100 }),
  get: shopifyOne("node", fields, "OrderTransaction"),
  scopes: { read: ["read_orders", "read_customers", "read_locations"] },
});
