import { instantAfter, instantOf, type Moment, type Period } from "./calendar.ts";
import { type Random, randomFor, streams } from "./random.ts";
import type { Dong } from "./types.ts";
import type { Customer, SalePayment } from "./types-shop.ts";

/** When the order for a sale was placed, from the sale's position. */
export function orderedAt(seed: number, sale: { id: number; moment: Moment; channel: string }): Moment {
  const random = randomFor(seed, streams.order, sale.id);
  return sale.moment - (sale.channel === "online" ? random.integer(1, 20) : random.integer(12, 72)) * 3_600_000;
}

/** Money paid with the order, before the sale. */
export function depositOf(
  seed: number,
  sale: { id: number; moment: Moment; channel: string },
  orderNumber: string,
  amount: Dong,
): SalePayment {
  return { number: `TT${orderNumber}`, at: instantAfter(orderedAt(seed, sale), 240), method: "transfer", amount };
}

interface Debt {
  id: number;
  number: string;
  moment: Moment;
  /** Day of the period, from 0. */
  dayIndex: number;
  channel: string;
}

/** Days after the sale, and the share of the debt paid then. */
function plan(random: Random, customer: Customer): { days: number; share: number }[] {
  const term = customer.creditDays ?? 30;
  const draw = random.next();
  if (customer.id % 5 === 0) {
    if (draw < 0.3) return [];
    if (draw < 0.55) return [{ days: term + random.integer(3, 25), share: 0.5 }];
    return [{ days: term + random.integer(5, 40), share: 1 }];
  }
  if (draw < 0.03) return [];
  if (draw < 0.13) {
    return [
      { days: term - 2, share: 0.5 },
      { days: term + random.integer(15, 35), share: 0.5 },
    ];
  }
  return [{ days: Math.max(1, term + random.integer(-12, 5)), share: 1 }];
}

/** What a wholesale customer has paid by now. Never more than is owed after goods taken back; some firms are slow payers. */
export function settlementOf(
  seed: number,
  period: Period,
  debt: Debt,
  orderNumber: string | undefined,
  customer: Customer,
  owed: Dong,
): SalePayment[] {
  const random = randomFor(seed, streams.payment, debt.id);
  const payments: SalePayment[] = [];
  let left = owed;
  if (random.chance(0.08) && orderNumber) {
    const deposit = Math.floor((owed * 0.2) / 1000) * 1000;
    payments.push(depositOf(seed, debt, orderNumber, deposit));
    left -= deposit;
  }
  const steps = plan(random, customer);
  const toPay = left;
  for (const [index, { days, share }] of steps.entries()) {
    const at = instantOf(period.firstDay + debt.dayIndex + days, random.integer(9 * 60, 16 * 60) * 60);
    const isLast = index > 0 && index === steps.length - 1;
    const amount = isLast || share === 1 ? left : Math.floor((toPay * share) / 1000) * 1000;
    if (at > period.now) break;
    payments.push({ number: `TT${debt.number}-${index + 1}`, at, method: "transfer", amount });
    left -= amount;
  }
  return payments;
}
