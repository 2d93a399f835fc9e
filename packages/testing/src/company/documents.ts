import { instantAt, localDateOf, type Period } from "./calendar.ts";
import { sumOf } from "./lists.ts";
import type { Dong, Instant, LocalDate, Stamped } from "./types.ts";
import type { BooksLine, BooksPayment } from "./types-books.ts";

/** When the bookkeeper entered something dated on a day: that afternoon, or now if that is still to come. */
export function enteredOn(date: LocalDate, period: Period): Instant {
  const afternoon = instantAt(date, "17:20");
  return afternoon <= period.now ? afternoon : period.now;
}

export function linesTotal(lines: readonly BooksLine[]): { net: Dong; tax: Dong; total: Dong } {
  const net = sumOf(lines, (line) => line.net);
  const tax = sumOf(lines, (line) => line.tax);
  return { net, tax, total: net + tax };
}

/** A line of one amount. */
export function plainLine(line: {
  description: string;
  accountCode: string;
  taxCode: string;
  net: Dong;
  tax: Dong;
  locationId?: number;
}): BooksLine {
  return { ...line, quantity: 1, unitPrice: line.net, discount: 0 };
}

const kinds = [
  "invoice",
  "bill",
  "credit-note",
  "vendor-credit",
] as const satisfies readonly BooksPayment["documentKind"][];

/** A payment's id follows from its document, so that documents can be made in any order. */
export function paymentOf(
  document: { kind: BooksPayment["documentKind"]; id: number; contactId: number },
  position: number,
  money: { date: LocalDate; amount: Dong; accountCode: string; reference?: string; status?: "deleted" },
  period: Period,
): BooksPayment {
  const createdAt = enteredOn(money.date, period);
  const { kind, id, contactId } = document;
  return {
    id: (id * kinds.length + kinds.indexOf(kind)) * 10 + position,
    direction: kind === "invoice" || kind === "vendor-credit" ? "in" : "out",
    documentKind: kind,
    documentId: id,
    contactId,
    isReconciled: money.date < localDateOf(period.now),
    ...money,
    status: money.status ?? "booked",
    createdAt,
    updatedAt: createdAt,
  };
}

interface Settlement {
  paid: Dong;
  credited: Dong;
  due: Dong;
  paidOn?: LocalDate;
  status: "authorised" | "paid";
}

/** What payments and credits leave of a document. */
export function settled(
  total: Dong,
  payments: readonly BooksPayment[],
  credited: Dong,
  creditedOn?: LocalDate,
): Settlement {
  const booked = payments.filter((payment) => payment.status === "booked");
  const paid = sumOf(booked, (payment) => payment.amount);
  const due = total - paid - credited;
  const dates = [...booked.map((payment) => payment.date), ...(creditedOn ? [creditedOn] : [])].sort();
  const paidOn = due === 0 ? dates.at(-1) : undefined;
  return { paid, credited, due, status: due === 0 ? "paid" : "authorised", ...(paidOn && { paidOn }) };
}

export function stamped(createdAt: Instant, others: readonly Stamped[]): Stamped {
  const updatedAt = others.reduce((last, other) => (other.updatedAt > last ? other.updatedAt : last), createdAt);
  return { createdAt, updatedAt };
}
