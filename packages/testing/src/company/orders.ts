import { addDays, dateOf, dayOf, instantAfter, instantOf, later, localDateOf, type Period } from "./calendar.ts";
import { nth, padded } from "./lists.ts";
import { locationIds } from "./places.ts";
import { randomFor, streams } from "./random.ts";
import { totalsOf, wholesaleBasket } from "./sale-lines.ts";
import { orderedAt } from "./settlement.ts";
import type { Customer, Order, Sale } from "./types-shop.ts";

/** The order that became a wholesale or online sale. */
export function orderOf(seed: number, sale: Sale, id: number): Order {
  const moment = orderedAt(seed, { id: sale.id, moment: Date.parse(sale.at), channel: sale.channel });
  const at = instantAfter(moment);
  const number = `DH${padded(id, 6)}`;
  const payments = sale.payments.filter((payment) => payment.number === `TT${number}`);
  const { locationId, customerId, lines, net, tax, deliveryFee, total, source, sellerId, note } = sale;
  return {
    id,
    number,
    at,
    date: localDateOf(at),
    channel: sale.channel === "online" ? "online" : "wholesale",
    locationId,
    sellerId,
    ...(customerId && { customerId }),
    ...(source && { source }),
    ...(note && { note }),
    status: sale.status === "cancelled" ? "cancelled" : "completed",
    lines,
    net,
    tax,
    deliveryFee,
    total,
    payments,
    paid: payments.reduce((sum, payment) => sum + payment.amount, 0),
    saleNumber: sale.number,
    expectedOn: sale.date,
    createdAt: instantAfter(moment, 3),
    updatedAt: sale.status === "cancelled" ? sale.updatedAt : sale.createdAt,
  };
}

const openStatuses = [
  "cancelled",
  "draft",
  "in-progress",
  "in-progress",
  "cancelled",
  "in-progress",
  "draft",
  "in-progress",
] as const;

/** Wholesale orders of the last days that no sale has come of, yet or ever. */
export function openOrdersOf(seed: number, period: Period, customers: readonly Customer[], firstId: number): Order[] {
  const firms = customers.filter(
    (customer) => customer.kind === "wholesale" && customer.isActive && !customer.duplicateOf,
  );
  return openStatuses.map((status, index): Order => {
    const random = randomFor(seed, streams.openOrder, index);
    const day = dayOf(period.today) - Math.floor((openStatuses.length - 1 - index) / 2);
    const at = instantOf(day, random.integer(8 * 60, 17 * 60) * 60 + index);
    const lines = wholesaleBasket(random);
    const { net, tax } = totalsOf(lines);
    const createdAt = later(at, 3);
    return {
      id: firstId + index,
      number: `DH${padded(firstId + index, 6)}`,
      at,
      date: dateOf(day),
      channel: "wholesale",
      locationId: locationIds.roastery,
      sellerId: 12,
      customerId: nth(firms, random.integer(0, firms.length - 1)).id,
      status,
      lines,
      net,
      tax,
      deliveryFee: 0,
      total: net + tax,
      payments: [],
      paid: 0,
      expectedOn: addDays(period.today, random.integer(1, 5)),
      createdAt,
      updatedAt: status === "cancelled" ? later(at, 7200) : createdAt,
    };
  });
}
