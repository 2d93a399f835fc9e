import { addDays, dayOf, instantOf, later, monthEnd, type Period } from "./calendar.ts";
import { items } from "./catalogue.ts";
import { nth, padded, sumOf } from "./lists.ts";
import { locationIds } from "./places.ts";
import { type Random, randomFor, streams } from "./random.ts";
import { vatOn } from "./sale-lines.ts";
import { lastOf } from "./sales.ts";
import type { LocalDate, Vat } from "./types.ts";
import type { Purchase, StockLevel } from "./types-shop.ts";

/** What a supplier delivers how often, and what it is owed for how long. Quantities fit some 330 sales a month. */
interface Supply {
  supplierId: number;
  timesAMonth: number;
  creditDays: number;
  /** Where it differs from the item's own VAT: growers who sell what they grew charge none. */
  vat?: Vat;
  goods: readonly (readonly [code: string, least: number, most: number])[];
}

const supplies: readonly Supply[] = [
  { supplierId: 1, timesAMonth: 2, creditDays: 15, vat: "KCT", goods: [["NL-XA", 240, 420]] },
  {
    supplierId: 2,
    timesAMonth: 1,
    creditDays: 30,
    goods: [
      ["NL-XA", 120, 260],
      ["NL-XR", 200, 380],
    ],
  },
  { supplierId: 3, timesAMonth: 2, creditDays: 30, goods: [["NL-XR", 260, 420]] },
  {
    supplierId: 4,
    timesAMonth: 1,
    creditDays: 30,
    goods: [
      ["NL-TUI", 4000, 7000],
      ["NL-LY", 3000, 5000],
    ],
  },
  { supplierId: 5, timesAMonth: 4, creditDays: 7, goods: [["NL-SUA", 60, 110]] },
  {
    supplierId: 6,
    timesAMonth: 1,
    creditDays: 30,
    goods: [
      ["DC-PHIN", 10, 30],
      ["DC-GIAY", 30, 80],
      ["DC-MAY", 1, 3],
    ],
  },
  { supplierId: 7, timesAMonth: 1, creditDays: 15, goods: [["QT-RUOU", 6, 18]] },
];

const supplied = new Map(supplies.map((supply) => [supply.supplierId, supply.creditDays]));

/** Day a purchase is to be paid. */
export function dueDateOf(purchase: { supplierId: number; date: LocalDate }): LocalDate {
  return addDays(purchase.date, supplied.get(purchase.supplierId) ?? 30);
}

function purchase(
  random: Random,
  supply: Supply,
  id: number,
  date: LocalDate,
  scale: number,
  status: Purchase["status"],
  period: Period,
): Purchase {
  const lines = supply.goods.map(([code, least, most]) => {
    const item = nth(
      items,
      items.findIndex((candidate) => candidate.code === code),
    );
    const quantity = Math.max(1, Math.round(random.integer(least, most) * (item.isForSale ? 1 : scale)));
    const unitPrice = Math.round((item.cost * random.integer(96, 106)) / 10_000) * 100;
    const vat = supply.vat ?? item.vat;
    const net = quantity * unitPrice;
    return { itemId: item.id, unit: nth(item.units, 0).name, quantity, unitPrice, vat, net, tax: vatOn(net, vat) };
  });
  const net = sumOf(lines, (line) => line.net);
  const tax = sumOf(lines, (line) => line.tax);
  const total = net + tax;
  const number = `PN${padded(id, 6)}`;
  const at = instantOf(dayOf(date), random.integer(7 * 60 + 30, 10 * 60) * 60);
  const isHalf = random.chance(0.1);
  const paidAt = instantOf(
    dayOf(dueDateOf({ supplierId: supply.supplierId, date })) + random.integer(-5, 4),
    15 * 3600,
  );
  const amount = isHalf ? Math.floor(total / 2000) * 1000 : total;
  const method = amount < 5_000_000 && random.chance(0.3) ? ("cash" as const) : ("transfer" as const);
  const payments =
    status === "completed" && paidAt <= period.now ? [{ number: `PC${number}`, at: paidAt, method, amount }] : [];
  const createdAt = later(at, 300);
  return {
    id,
    number,
    at,
    date,
    supplierId: supply.supplierId,
    locationId: locationIds.roastery,
    receivedById: 9,
    lines,
    net,
    tax,
    total,
    payments,
    paid: sumOf(payments, (payment) => payment.amount),
    status,
    createdAt,
    updatedAt: lastOf(createdAt, [payments[0]?.at, status === "cancelled" ? later(createdAt, 3600) : undefined]),
  };
}

/** Goods received over the period, oldest first; one is still a draft and one was cancelled. */
export function purchasesOf(seed: number, orders: number, period: Period): Purchase[] {
  const scale = Math.max(0.2, orders / period.months.length / 333);
  const deliveries = period.months.flatMap((month, position) =>
    supplies.flatMap((supply) =>
      Array.from({ length: supply.timesAMonth }, (_, time) => {
        const random = randomFor(seed, streams.purchase, supply.supplierId, position * 10 + time);
        const last = Number(monthEnd(`${month}-01`).slice(8));
        const share = (time + 0.1 + random.next() * 0.8) / supply.timesAMonth;
        return { supply, random, date: `${month}-${padded(1 + Math.floor(share * last), 2)}` };
      }),
    ),
  );
  const kept = deliveries
    .filter(({ date }) => date >= period.from && date <= period.today)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
  return kept.map(({ supply, random, date }, index) => {
    const status = index === kept.length - 1 ? "draft" : index === 3 ? "cancelled" : "completed";
    return purchase(random, supply, index + 1, date, scale, status, period);
  });
}

/** Stock of every stocked item at the two shops, the online store and the roastery, as last counted; one is below zero. */
export function stockLevelsOf(seed: number, period: Period): StockLevel[] {
  const stocked = items.filter((item) => item.isStocked && item.isActive);
  return Object.values(locationIds).flatMap((locationId) =>
    stocked
      .filter((item) => item.isForSale || locationId === locationIds.roastery)
      .map((item): StockLevel => {
        const random = randomFor(seed, streams.stock, locationId, item.id);
        const isWeighed = nth(item.units, 0).name === "kg";
        const base = locationId === locationIds.roastery ? 160 : 24;
        const counted = isWeighed ? random.integer(0, base * 1000) / 1000 : random.integer(0, base);
        const countedAt = instantOf(dayOf(period.today) - random.integer(0, 6), random.integer(8 * 60, 21 * 60) * 60);
        return {
          locationId,
          itemId: item.id,
          onHand: locationId === locationIds.benThanh && item.code === "DC-GIAY" ? -2 : counted,
          reserved: random.chance(0.2) ? Math.min(2, Math.floor(counted)) : 0,
          minimum: locationId === locationIds.roastery ? 20 : 4,
          cost: item.cost,
          createdAt: item.createdAt,
          updatedAt: countedAt,
        };
      }),
  );
}
