import { absolute, codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { listOfParts, OrderPart, told, Whole } from "./order-parts.ts";
import { Entry, isMoney, voidsAmong } from "./transactions.ts";
import { rowsUnder, vietnamDay } from "./wire.ts";

const Payment = row({
  ...OrderPart.shape,
  amount: required(codec.decimal),
  kind: codec.meanings({ payment: ["capture", "sale"], refund: ["refund"] }),
  // Nothing for what went well in the admin, Vietnamese for what was given back there.
  status: codec.meanings({ completed: ["success", "thành công"], pending: ["pending"], void: ["failure", "error"] }),
  currency: z.string(),
  // The name of a way to pay, which the shop chooses; these are those that a new shop has.
  gateway: codec.meanings({
    "cash-on-delivery": ["cod", "thanh toán khi giao hàng (cod)"],
    "bank-transfer": ["chuyển khoản qua ngân hàng", "chuyển khoản"],
    cash: ["tiền mặt"],
    voucher: ["voucher"],
  }),
  is_cod_gateway: z.boolean(),
  authorization: z.string(),
  ...fields(codec.identifier, "haravan_transaction_id", "external_transaction_id", "location_id"),
  user_id: codec.otherId,
  // Whose order it is of, the return that it stands on, and what made it void.
  ...fields(codec.identifier, "customer_id", "refund_id", "void_id"),
});

type Payment = z.output<typeof Payment>;

/** What it settles: the return that it was given back for, or else the order. */
const allocationsOf = ({ amount, order_id, order_number, refund_id }: Payment) => {
  const document = ref(refund_id) ?? ref(order_id, order_number);
  const documentKind = refund_id ? ("refund" as const) : ("order" as const);
  return document && [{ amount: absolute(amount), document, documentKind, number: order_number }];
};

/** A return by itself brings the money along that was given back for it. */
const Return = z.looseObject({ refund_line_items: z.array(z.unknown()).nullable() });

/** An order, or what transactions stand by themselves as those of one that says nothing else. */
const orderOf = (element: unknown): Whole => {
  const refunds = Return.safeParse(element).success ? [element] : rowsUnder("refunds", "refund", element);
  const transactions = rowsUnder("transactions", "transaction", element) ?? [element];
  const alone = { line_items: [], ...(refunds ? { refunds } : { transactions }) };
  return Whole.safeParse(element).data ?? Whole.parse(alone);
};

/** The money of an order, with that of its returns. */
const moneyIn = (element: unknown): object[] => {
  const order = orderOf(element);
  const own = (order.transactions ?? []).map((row) => ({ row, refund_id: undefined }));
  const returned = (order.refunds ?? []).flatMap(({ id, transactions }) =>
    (transactions ?? []).map((row) => ({ row, refund_id: id })),
  );
  // One that was given back may stand on the order too, where nothing says for which return.
  const all = new Map([...own, ...returned].map((found) => [found.row["id"], { ...found, ...Entry.parse(found.row) }]));
  const entries = [...all.values()];
  const voids = voidsAmong(entries);
  return entries
    .filter(isMoney)
    .map(({ id, row, refund_id }) => told(row, order, { refund_id, void_id: voids.get(id ?? "") }));
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
    date: vietnamDay(payment.created_at),
    paidAt: payment.created_at,
    method: payment.is_cod_gateway ? "cash-on-delivery" : payment.gateway,
    contact: ref(payment.customer_id),
    location: ref(payment.location_id),
    currency: payment.currency || payment.order_currency,
    allocations: allocationsOf(payment),
    createdAt: payment.created_at,
    updatedAt: payment.order_updated_at || payment.created_at,
    unmapped: { user_id: payment.user_id },
  }),
  list: listOfParts(moneyIn),
});
