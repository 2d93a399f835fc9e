import { retailContactId } from "./books-setup.ts";
import { addDays, monthEnd, monthOf, type Period } from "./calendar.ts";
import { itemOf } from "./catalogue.ts";
import { enteredOn, linesTotal, paymentOf, plainLine, settled, stamped } from "./documents.ts";
import { padded, sumOf } from "./lists.ts";
import { locationOf } from "./places.ts";
import type { Dong, LocalDate, Month } from "./types.ts";
import type { BooksLine, BooksPayment, CreditNote, Invoice } from "./types-books.ts";
import type { Sale, SaleLine, SalePayment } from "./types-shop.ts";

/** All that was sold or taken back in a month and shop, by revenue account and VAT, and how it was paid. */
interface Sum {
  month: Month;
  locationId: number;
  lines: Map<string, { accountCode: string; taxCode: string; net: Dong; tax: Dong }>;
  paid: Map<SalePayment["method"], Dong>;
}

export interface RetailSums {
  sales: Sum[];
  refunds: Sum[];
}

function sumFor(sums: Map<string, Sum>, month: Month, locationId: number): Sum {
  const key = `${month} ${locationId}`;
  const known = sums.get(key);
  if (known) return known;
  const fresh: Sum = { month, locationId, lines: new Map(), paid: new Map() };
  sums.set(key, fresh);
  return fresh;
}

function add(sum: Sum, accountCode: string, taxCode: string, net: Dong, tax: Dong): void {
  const key = `${accountCode} ${taxCode}`;
  const line = sum.lines.get(key);
  if (line) {
    line.net += net;
    line.tax += tax;
  } else {
    sum.lines.set(key, { accountCode, taxCode, net, tax });
  }
}

function addLines(sum: Sum, lines: readonly SaleLine[]): void {
  for (const line of lines) add(sum, itemOf(line.itemId).salesAccount, `OUT${line.vat}`, line.net, line.tax);
}

function addPaid(sum: Sum, method: SalePayment["method"], amount: Dong): void {
  sum.paid.set(method, (sum.paid.get(method) ?? 0) + amount);
}

/** Adds up the completed counter and online sales and their refunds: the one pass over all sales. */
export function retailSums(sales: Iterable<Sale>): RetailSums {
  const sold = new Map<string, Sum>();
  const returned = new Map<string, Sum>();
  for (const sale of sales) {
    if (sale.channel === "wholesale" || sale.status !== "completed") continue;
    const sum = sumFor(sold, monthOf(sale.date), sale.locationId);
    addLines(sum, sale.lines);
    if (sale.deliveryFee > 0) add(sum, "3388", "OUTKKKNT", sale.deliveryFee, 0);
    for (const { method, amount } of sale.payments) addPaid(sum, method, amount);
    if (!sale.refund) continue;
    const back = sumFor(returned, monthOf(sale.refund.date), sale.refund.locationId);
    addLines(back, sale.refund.lines);
    addPaid(back, sale.refund.method === "cash" ? "cash" : "transfer", sale.refund.total);
  }
  const ordered = (sums: Map<string, Sum>): Sum[] => [...sums.keys()].sort().flatMap((key) => sums.get(key) ?? []);
  return { sales: ordered(sold), refunds: ordered(returned) };
}

const titles: Readonly<Record<string, string>> = {
  "5111": "Doanh thu bán hàng hóa",
  "5112": "Doanh thu bán thành phẩm",
  "5113": "Doanh thu dịch vụ",
  "3388": "Phí giao hàng thu hộ",
};

function linesOf(sum: Sum): BooksLine[] {
  return [...sum.lines.keys()].sort().flatMap((key) => {
    const line = sum.lines.get(key);
    return line
      ? [plainLine({ description: titles[line.accountCode] ?? line.accountCode, ...line, locationId: sum.locationId })]
      : [];
  });
}

const methods = [
  { method: "cash", accountCode: "1111", reference: "Tiền mặt cửa hàng" },
  { method: "card", accountCode: "1121", reference: "Thanh toán thẻ" },
  { method: "transfer", accountCode: "1121", reference: "Chuyển khoản" },
  { method: "cash-on-delivery", accountCode: "1121", reference: "Đơn vị vận chuyển trả tiền thu hộ" },
] as const;

/** Cash on delivery arrives some days later. */
function paymentsOf(
  sum: Sum,
  document: { kind: "invoice" | "credit-note"; id: number; contactId: number },
  date: LocalDate,
  period: Period,
): BooksPayment[] {
  return methods.flatMap(({ method, accountCode, reference }, position) => {
    const amount = sum.paid.get(method) ?? 0;
    const later = addDays(date, 5);
    const paidOn = method === "cash-on-delivery" ? (later < period.today ? later : period.today) : date;
    return amount > 0 ? [paymentOf(document, position, { date: paidOn, amount, accountCode, reference }, period)] : [];
  });
}

function dateOfSum(sum: Sum, period: Period): LocalDate {
  const end = monthEnd(`${sum.month}-01`);
  return end < period.today ? end : period.today;
}

/** One invoice to "Khách lẻ" for what a shop sold in a month. */
export function summaryInvoice(sum: Sum, id: number, period: Period): Invoice {
  const date = dateOfSum(sum, period);
  const lines = linesOf(sum);
  const totals = linesTotal(lines);
  const payments = paymentsOf(sum, { kind: "invoice", id, contactId: retailContactId }, date, period);
  return {
    id,
    kind: "retail-summary",
    number: `BL-${sum.month}-${padded(sum.locationId, 2)}`,
    reference: `Bán lẻ ${sum.month.slice(5)}/${sum.month.slice(0, 4)} - ${locationOf(sum.locationId).names.books}`,
    contactId: retailContactId,
    date,
    dueDate: date,
    lines,
    ...totals,
    payments,
    ...settled(totals.total, payments, 0),
    month: sum.month,
    locationId: sum.locationId,
    ...stamped(enteredOn(date, period), payments),
  };
}

/** One credit note to "Khách lẻ" for what came back, paid out at once. */
export function summaryCreditNote(sum: Sum, id: number, period: Period): CreditNote {
  const date = dateOfSum(sum, period);
  const lines = linesOf(sum);
  const totals = linesTotal(lines);
  const payments = paymentsOf(sum, { kind: "credit-note", id, contactId: retailContactId }, date, period);
  return {
    id,
    kind: "retail-summary",
    number: `TL-${sum.month}-${padded(sum.locationId, 2)}`,
    contactId: retailContactId,
    date,
    lines,
    ...totals,
    status: "paid",
    allocations: [],
    payments,
    remaining: totals.total - sumOf(payments, (payment) => payment.amount),
    month: sum.month,
    locationId: sum.locationId,
    ...stamped(enteredOn(date, period), payments),
  };
}
