import type { Company } from "@opensme/testing";
import { localTime } from "./wire.ts";

/** What only a pass over all sales can tell. Holds no sale. */
export interface Ledger {
  /** By the position of the sale. */
  readonly changedAt: readonly string[];
  /** Positions of the sales of which something came back. */
  readonly returned: readonly number[];
  /** Those of them for which money was given back. */
  readonly repaid: readonly number[];
  /** How many payments the sales before a position have, and at the end all of them. */
  readonly paymentsBefore: Uint32Array;
  /** By the company's id of the customer. */
  readonly customers: ReadonlyMap<number, Account>;
}

/** How a customer stands with the shop. */
interface Account {
  debt: number;
  invoiced: number;
  returned: number;
}

export const ledgerOf = (company: Company): Ledger => {
  const changedAt: string[] = [];
  const returned: number[] = [];
  const repaid: number[] = [];
  const paymentsBefore = new Uint32Array(company.saleCount + 1);
  const customers = new Map<number, Account>();
  let position = 0;
  for (const sale of company.eachSale()) {
    changedAt.push(localTime(sale.updatedAt));
    paymentsBefore[position + 1] = (paymentsBefore[position] ?? 0) + sale.payments.length;
    if (sale.refund) returned.push(position);
    if (sale.refund && sale.refund.method !== "credit") repaid.push(position);
    if (sale.customerId !== undefined && sale.status === "completed") {
      const account = customers.get(sale.customerId) ?? { debt: 0, invoiced: 0, returned: 0 };
      account.invoiced += sale.total;
      account.returned += sale.refund?.total ?? 0;
      account.debt += sale.total - sale.paid - (sale.refund?.method === "credit" ? sale.refund.total : 0);
      customers.set(sale.customerId, account);
    }
    position += 1;
  }
  return { changedAt, returned, repaid, paymentsBefore, customers };
};
