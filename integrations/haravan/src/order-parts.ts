import { codec, type Listing, required, row } from "@opensme/core";
import * as z from "zod";
import { haravanList, rowsUnder } from "./wire.ts";

const Part = z.looseObject({});
const Parts = z.array(Part).nullish();

/** What parts are taken from an order, and what of it they are told along. It is told apart by its lines: a shipment, which has them too, names its order. */
export const Whole = z.looseObject({
  line_items: z.array(z.unknown()),
  order_id: z.never().optional(),
  customer: Part.nullish(),
  fulfillments: Parts,
  refunds: z.array(z.looseObject({ transactions: Parts })).nullish(),
  transactions: Parts,
});

export type Whole = z.output<typeof Whole>;

/** The number of an order, which is written with a mark before it: "#100020". */
export const orderNumber = codec.identifier.pipe(
  z.codec(z.string(), z.string(), { decode: (wire) => wire.replace(/^#/, ""), encode: (number) => number }),
);

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
export const told = (part: object, order: Whole, more: object = {}): object => {
  const { id, order_number, currency, updated_at, customer } = order;
  const of = { order_id: id, order_number, order_currency: currency, order_updated_at: updated_at };
  const all = { ...of, customer_id: customer?.["id"], ...more };
  return { ...part, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
};

/** What stands on orders: each brings its parts along, and has changed when one of them has. */
export const listOfParts = (split: (element: unknown) => readonly unknown[]): Listing =>
  haravanList({ path: "orders", row: "order", query: { status: "any" }, deletes: "never", split });

/** All parts of a kind. Those that stand by themselves - in the answer of their own address, one for each order, or looked up - are parts of an order that says nothing else. */
export const partsOfOrders = (kind: "refunds" | "fulfillments"): Listing =>
  listOfParts((element) => {
    const alone = () => ({ line_items: [], [kind]: rowsUnder(kind, kind.slice(0, -1), element) ?? [element] });
    const order = Whole.safeParse(element).data ?? Whole.parse(alone());
    return (order[kind] ?? []).map((part) => told(part, order));
  });
