import { monthOf } from "./calendar.ts";
import type { Positions } from "./sale-positions.ts";
import type { Dong } from "./types.ts";
import type { Sale } from "./types-shop.ts";

/** Wholesale sales, by sale id, that the shop and the books treat differently. */
export interface Exceptions {
  notInvoiced: readonly number[];
  differentAmount: readonly number[];
  paymentNotInShop: readonly number[];
}

/** Which sale each exception is looked for from, as a share of all wholesale sales; where there are too few sales, there are fewer exceptions. */
const wanted: readonly (readonly [keyof Exceptions, number])[] = [
  ["paymentNotInShop", 0.12],
  ["notInvoiced", 0.22],
  ["paymentNotInShop", 0.36],
  ["differentAmount", 0.47],
  ["notInvoiced", 0.58],
  ["notInvoiced", 0.86],
];

export function exceptionsOf(positions: Positions, saleAt: (index: number) => Sale): Exceptions {
  const chosen: Record<keyof Exceptions, number[]> = { notInvoiced: [], differentAmount: [], paymentNotInShop: [] };
  const taken = new Set<number>();
  for (const [kind, share] of wanted) {
    for (let number = Math.floor(positions.wholesale.count * share); number < positions.wholesale.count; number += 1) {
      const sale = saleAt(positions.wholesale.indexOf(number));
      const isSettled = sale.payments.length === 1 && sale.paid === sale.total;
      if (
        sale.status !== "completed" ||
        sale.refund ||
        taken.has(sale.id) ||
        (kind === "paymentNotInShop" && !isSettled)
      )
        continue;
      chosen[kind].push(sale.id);
      taken.add(sale.id);
      break;
    }
  }
  return chosen;
}

/** The sale as the shop has it: what was never invoiced nobody paid, and two payments were never entered. */
export function inShop(sale: Sale, unpaid: ReadonlySet<number>): Sale {
  return unpaid.has(sale.id) ? { ...sale, payments: [], paid: 0, updatedAt: sale.createdAt } : sale;
}

/** Month of the sale, the customer in the shop, and the number of the sale: what all discrepancies name. */
export function named(
  sale: Sale,
  difference: Dong,
): { saleId: number; saleNumber: string; customerId: number; month: string; difference: Dong } {
  return {
    saleId: sale.id,
    saleNumber: sale.number,
    customerId: sale.customerId ?? 0,
    month: monthOf(sale.date),
    difference,
  };
}
