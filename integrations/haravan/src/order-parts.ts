import { codec, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { Entry, isMoney, voidsAmong } from "./transactions.ts";
import { haravanList, orderNumber, rowsUnder } from "./wire.ts";

const Part = z.looseObject({});
const Parts = z.array(Part).nullish();

/** What parts are taken from an order, and what of it they are told along. It is told apart by its lines: a shipment, which has them too, names its order. */
const Whole = z.looseObject({
  line_items: z.array(z.unknown()),
  order_id: z.never().optional(),
  customer: Part.nullish(),
  fulfillments: Parts,
  refunds: z.array(z.looseObject({ transactions: Parts })).nullish(),
  transactions: Parts,
});

type Whole = z.output<typeof Whole>;
type Kind = "transactions" | "refunds" | "fulfillments";

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
  const returned = (order.refunds ?? []).flatMap(({ id, transactions }) =>
    (transactions ?? []).map((row): z.output<typeof Part> => ({ ...row, refund_id: id })),
  );
  // One that was given back may stand on the order too, where nothing says for which return.
  const rows = new Map([...(order.transactions ?? []), ...returned].map((row) => [row["id"], row]));
  const entries = [...rows.values()].map((row) => ({ ...Entry.parse(row), row }));
  const voids = voidsAmong(entries);
  return entries.filter(isMoney).map(({ id, row }) => told(row, order, { void_id: voids.get(id ?? "") }));
};

/** A return by itself brings the money along that was given back for it. */
const Return = z.looseObject({ refund_line_items: z.array(z.unknown()).nullable() });

/** An order; what stands by itself - in the answer of its own address, one for each order, or looked up - is part of one that says nothing else. */
const orderOf = (kind: Kind, element: unknown): Whole => {
  const returns = Return.safeParse(element).success ? [element] : rowsUnder("refunds", "refund", element);
  const parts = rowsUnder(kind, kind.slice(0, -1), element) ?? [element];
  const alone = kind === "transactions" && returns ? { refunds: returns } : { [kind]: parts };
  return Whole.safeParse(element).data ?? Whole.parse({ line_items: [], ...alone });
};

/** All of a kind that stand on orders: each order brings its own along, and has changed when one of them has. */
export const partsOfOrders = (kind: Kind): Listing =>
  haravanList({
    path: "orders",
    row: "order",
    query: { status: "any" },
    deletes: "never",
    split: (element) => {
      const order = orderOf(kind, element);
      return kind === "transactions" ? moneyOf(order) : (order[kind] ?? []).map((part) => told(part, order));
    },
  });
