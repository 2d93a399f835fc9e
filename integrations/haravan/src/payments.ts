import { absolute, codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { partsOfOrders } from "./order-parts.ts";
import { dayOf, moment, ownId } from "./wire.ts";

const Payment = z.object({
  id: ownId,
  amount: codec.decimal,
  kind: codec.choice({ capture: "payment", sale: "payment", refund: "refund" }).nullish(),
  // Nothing for what went well in the admin, Vietnamese for what was given back there.
  status: codec
    .choice({
      success: "completed",
      "thành công": "completed",
      pending: "pending",
      failure: "void",
      error: "void",
    })
    .nullish(),
  currency: z.string().nullish(),
  // The name of a way to pay, which the shop chooses; these are those that a new shop has.
  gateway: codec
    .choice({
      cod: "cash-on-delivery",
      "thanh toán khi giao hàng (cod)": "cash-on-delivery",
      "chuyển khoản qua ngân hàng": "bank-transfer",
      "chuyển khoản": "bank-transfer",
      "tiền mặt": "cash",
      voucher: "voucher",
    })
    .nullish(),
  is_cod_gateway: z.boolean().nullish(),
  authorization: z.string().nullish(),
  haravan_transaction_id: codec.identifier.nullish(),
  external_transaction_id: codec.identifier.nullish(),
  user_id: codec.identifier.nullish(),
  location_id: codec.identifier.nullish(),
  created_at: moment.nullish(),
  order_id: codec.identifier.nullish(),
  // Of the order and the refund that it stands on, and of what made it void.
  order_number: codec.identifier.nullish(),
  order_currency: z.string().nullish(),
  order_updated_at: moment.nullish(),
  customer_id: codec.identifier.nullish(),
  refund_id: codec.identifier.nullish(),
  void_id: codec.identifier.nullish(),
});

type Payment = z.output<typeof Payment>;

/** What it settles: the return that it was given back for, or else the order. */
const documentOf = ({ order_id, order_number, refund_id }: Payment) =>
  refund_id
    ? ({ document: ref(refund_id), documentKind: "refund" } as const)
    : ({ document: ref(order_id, order_number), documentKind: "order" } as const);

const allocationsOf = (payment: Payment) => {
  const { document, documentKind } = documentOf(payment);
  return document && [{ amount: absolute(payment.amount), document, documentKind, number: payment.order_number }];
};

/** Money that came in for orders and that was given back: what was captured, and not what was still to be paid. */
export const payments = resource({ entity: "payment", raw: Payment }).define({
  id: (payment) => payment.id,
  scopes: { read: ["com.read_orders"] },
  read: (payment) => ({
    amount: absolute(payment.amount),
    reference: payment.external_transaction_id || payment.haravan_transaction_id || payment.authorization,
    direction: payment.kind === "refund" || payment.amount.startsWith("-") ? "out" : "in",
    kind: payment.kind,
    status: payment.void_id ? "void" : payment.status || "completed",
    date: dayOf(payment.created_at),
    paidAt: payment.created_at,
    method: payment.is_cod_gateway ? "cash-on-delivery" : payment.gateway,
    contact: ref(payment.customer_id),
    location: ref(payment.location_id),
    currency: payment.currency || payment.order_currency,
    allocations: allocationsOf(payment),
    createdAt: payment.created_at,
    updatedAt: payment.order_updated_at || payment.created_at,
    unmapped: { user_id: payment.user_id === "0" ? undefined : payment.user_id },
  }),
  list: partsOfOrders("transactions"),
});
