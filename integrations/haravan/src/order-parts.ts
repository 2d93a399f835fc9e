import { codec, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { Entry, isMoney, voidsAmong } from "./transactions.ts";
import { haravanList, orderNumber } from "./wire.ts";

const Part = z.looseObject({});
const Parts = z.array(Part).nullish();

/** What parts are taken from an order, and what of it they are told along. An order is told apart from its parts by its lines. */
const Whole = z.looseObject({
  line_items: z.array(z.unknown()),
  customer: Part.nullish(),
  fulfillments: Parts,
  refunds: z.array(z.looseObject({ transactions: Parts })).nullish(),
  transactions: Parts,
});

type Whole = z.output<typeof Whole>;

/** What all parts have: their own, and under names that no part has, what they do not say by themselves. */
export const OrderPart = row({
  id: required(codec.ownId),
  created_at: codec.instant,
  order_id: codec.identifier,
  order_number: orderNumber,
  order_currency: z.string(),
  order_updated_at: codec.instant,
});

/** A part with what else is told of it; not with what is not told. */
const told = (part: object, order: Whole, more: object = {}): object => {
  const { id, order_number, currency, updated_at, customer } = order;
  const of = { order_id: id, order_number, order_currency: currency, order_updated_at: updated_at };
  const all = { ...of, customer_id: customer?.["id"], ...more };
  return { ...part, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
};

const moneyOf = (order: Whole): object[] => {
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

const parts: Readonly<Record<string, (order: Whole) => object[]>> = {
  transactions: moneyOf,
  refunds: (order) => (order.refunds ?? []).map((refund) => told(refund, order)),
  fulfillments: (order) => (order.fulfillments ?? []).map((fulfillment) => told(fulfillment, order)),
};

/** A return by itself brings the money along that was given back for it. */
const Return = z.looseObject({ refund_line_items: z.array(z.unknown()).nullable() });

/** Rows that stand by themselves: in the answer of their own address, one for each order, and looked up one by one. */
const alone = (kind: string, element: unknown): unknown[] | undefined => {
  const { data } = z.looseObject({ [kind]: z.array(z.unknown()) }).safeParse(element);
  if (data && !("id" in data)) return z.array(z.unknown()).parse(data[kind]);
  const one = Part.safeParse(Part.safeParse(element).data?.[kind.slice(0, -1)]).data;
  return one && [one];
};

/** All of a kind that stand on orders: each order brings its own along, and has changed when one of them has. */
export const partsOfOrders = (kind: "transactions" | "refunds" | "fulfillments"): Listing => {
  const rowsOf = (element: unknown): readonly unknown[] => {
    const { data: order } = Whole.safeParse(element);
    if (order) return parts[kind]?.(order) ?? [];
    if (kind !== "transactions") return [element];
    if (Return.safeParse(element).success) return moneyOf(Whole.parse({ line_items: [], refunds: [element] }));
    return isMoney(Entry.safeParse(element).data ?? {}) ? [element] : [];
  };
  const aloneIn = (answer: unknown): unknown[] | undefined =>
    alone(kind, answer) ?? (kind === "transactions" ? alone("refunds", answer) : undefined);
  const list = haravanList({
    path: "orders",
    row: "order",
    query: { status: "any" },
    deletes: "never",
    split: (element) => (aloneIn(element) ?? [element]).flatMap(rowsOf),
  });
  return { ...list, rowsIn: (answer) => aloneIn(answer)?.flatMap(rowsOf) ?? list.rowsIn(answer) };
};
