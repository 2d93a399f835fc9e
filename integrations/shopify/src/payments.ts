import { codec, reader, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { shopifyOne } from "./lists.ts";
import { OrderLink, ofOrders, orderFields } from "./order-children.ts";
import { bag, currencyOf, Named, ownId, toBuyer, toNamed } from "./wire.ts";

const Transaction = row({
  id: required(ownId("OrderTransaction")),
  kind: z.string(),
  status: codec.meanings({
    completed: ["SUCCESS"],
    pending: ["PENDING", "AWAITING_RESPONSE"],
    void: ["FAILURE", "ERROR"],
  }),
  gateway: codec.meanings({
    cash: ["cash"],
    card: ["shopify_payments"],
    wallet: ["paypal"],
    voucher: ["gift_card", "shopify_store_credit"],
    "cash-on-delivery": ["Cash on Delivery (COD)"],
    "bank-transfer": ["Bank Deposit"],
    cheque: ["Money Order"],
  }),
  amountSet: required(z.object({ shopMoney: row({ amount: required(codec.decimal), currencyCode: z.string() }) })),
  paymentId: z.string(),
  location: Named,
  user: row({ name: z.string() }),
  order: OrderLink,
  processedAt: codec.instant,
  test: z.boolean(),
  createdAt: codec.instant,
});

const selection = `id kind status gateway formattedGateway amountSet ${bag} paymentId errorCode location { id name } user @include(if: $staff) { name } ${orderFields} parentTransaction { id } processedAt test createdAt`;

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderTransactionKind; change is cash given back at the counter. */
const kindOf = reader(codec.meanings({ payment: ["SALE", "CAPTURE"], refund: ["REFUND", "CHANGE"] }));
const directionOf = reader(
  codec.meanings({
    in: ["SALE", "CAPTURE", "AUTHORIZATION", "EMV_AUTHORIZATION", "VOID"],
    out: ["REFUND", "SUGGESTED_REFUND", "CHANGE"],
  }),
);

/** What a transaction that went well means: an authorisation holds money, and has moved none. */
const outcomeOf = reader(
  codec.meanings({
    completed: ["SALE", "CAPTURE", "REFUND", "CHANGE"],
    pending: ["AUTHORIZATION", "EMV_AUTHORIZATION", "SUGGESTED_REFUND"],
    void: ["VOID"],
  }),
);

/** Money taken and given back for orders: https://shopify.dev/docs/api/admin-graphql/latest/objects/OrderTransaction */
export const payments = resource({ entity: "payment", raw: Transaction }).define({
  id: (transaction) => transaction.id,
  read: ({ order, kind, amountSet, ...transaction }) => {
    const { amount } = amountSet.shopMoney;
    return {
      amount,
      reference: transaction.paymentId,
      direction: kind ? directionOf(kind) : undefined,
      kind: kind ? kindOf(kind) : undefined,
      status: transaction.status === "completed" && kind ? outcomeOf(kind) : transaction.status,
      paidAt: transaction.processedAt || transaction.createdAt,
      method: transaction.gateway,
      contact: toBuyer(order?.customer),
      location: toNamed(transaction.location),
      createdBy: transaction.user?.name,
      currency: currencyOf(order?.currencyCode, amountSet.shopMoney.currencyCode),
      allocations: order && [{ amount, document: toNamed(order), documentKind: "order", number: order.name }],
      createdAt: transaction.createdAt,
      unmapped: { test: transaction.test || undefined },
    };
  },
  list: ofOrders({ field: "transactions", selection, first: 100 }),
  get: shopifyOne("node", selection, "OrderTransaction"),
  scopes: { read: ["read_orders", "read_customers", "read_locations"] },
});
