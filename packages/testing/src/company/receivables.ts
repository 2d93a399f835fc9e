import { addDays, localDateOf, monthOf, type Period } from "./calendar.ts";
import { itemOf } from "./catalogue.ts";
import type { Exceptions } from "./discrepancies.ts";
import { enteredOn, linesTotal, paymentOf, settled, stamped } from "./documents.ts";
import { padded } from "./lists.ts";
import { type RetailSums, summaryCreditNote, summaryInvoice } from "./retail.ts";
import type { Positions } from "./sale-positions.ts";
import type { BooksContact, BooksLine, BooksPayment, CreditNote, Invoice } from "./types-books.ts";
import type { Customer, Sale, SaleLine } from "./types-shop.ts";

export interface ReceivablesSetting {
  period: Period;
  positions: Positions;
  customers: readonly Customer[];
  contacts: readonly BooksContact[];
  exceptions: Exceptions;
  /** The sale with all that happened, whether or not the shop was told. */
  saleAt(index: number): Sale;
  /** Made on first use. */
  retail(): RetailSums;
}

export interface Receivables {
  count(): number;
  at(index: number): Invoice;
  /** The invoice of a wholesale sale; undefined where it was never invoiced. */
  ofSale(sale: Sale): Invoice | undefined;
  creditNotes(): CreditNote[];
}

function lineOf(line: SaleLine, locationId: number): BooksLine {
  const item = itemOf(line.itemId);
  const unit = item.units.find(({ name }) => name === line.unit);
  return {
    description: `${item.name} (${line.unit})`,
    itemCode: unit?.code ?? item.code,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount: line.discount,
    accountCode: item.salesAccount,
    taxCode: `OUT${line.vat}`,
    net: line.net,
    tax: line.tax,
    locationId,
  };
}

/** A typing error: one unit more than was delivered. */
function oneTooMany(line: SaleLine): SaleLine {
  const quantity = line.quantity + 1;
  const net = Math.round(quantity * line.unitPrice) - line.discount;
  const tax = Math.round((net * Number(line.vat)) / 100);
  return { ...line, quantity, net, tax, total: net + tax };
}

export function receivablesOf({
  period,
  positions,
  customers,
  contacts,
  exceptions,
  saleAt,
  retail,
}: ReceivablesSetting): Receivables {
  const { wholesale } = positions;
  const missing = exceptions.notInvoiced.map((id) => wholesale.numberOf(id - 1)).sort((one, other) => one - other);
  const invoiced = wholesale.count - missing.length;
  const wrong = new Set(exceptions.differentAmount);
  const contactIds = new Map(contacts.flatMap(({ id, customerId }) => (customerId ? [[customerId, id] as const] : [])));
  const terms = new Map(customers.map((customer) => [customer.id, customer]));

  const contactOf = (sale: Sale): number => {
    const customer = terms.get(sale.customerId ?? 0);
    return contactIds.get(customer?.duplicateOf ?? customer?.id ?? 0) ?? 0;
  };

  const paymentsOf = (sale: Sale, id: number, contactId: number): BooksPayment[] => {
    const document = { kind: "invoice" as const, id, contactId };
    const booked = sale.payments.map((payment, position) => {
      const paidOn = localDateOf(payment.at);
      const reference = position === 0 && id % 4 === 0 ? {} : { reference: `CK ${sale.number}` };
      return paymentOf(
        document,
        position,
        { date: paidOn > sale.date ? paidOn : sale.date, amount: payment.amount, accountCode: "1121", ...reference },
        period,
      );
    });
    const first = sale.payments[0];
    if (id % 40 !== 7 || !first) return booked;
    const mistake = { date: sale.date, amount: first.amount, accountCode: "1111", status: "deleted" as const };
    return [...booked, paymentOf(document, booked.length, mistake, period)];
  };

  const wholesaleInvoice = (sale: Sale, index: number): Invoice => {
    const id = index + 1;
    const contactId = contactOf(sale);
    const lines = sale.lines.map((line, position) =>
      lineOf(wrong.has(sale.id) && position === 0 ? oneTooMany(line) : line, sale.locationId),
    );
    const totals = linesTotal(lines);
    const payments = paymentsOf(sale, id, contactId);
    const credited = sale.refund?.total ?? 0;
    const course = settled(totals.total, payments, credited, sale.refund?.date);
    const createdAt = enteredOn(sale.date, period);
    const stamps = stamped(createdAt, [
      ...payments,
      ...(sale.refund ? [{ createdAt, updatedAt: enteredOn(sale.refund.date, period) }] : []),
    ]);
    const cancelledAt = sale.updatedAt > createdAt ? sale.updatedAt : createdAt;
    return {
      id,
      kind: "wholesale",
      number: `INV-${padded(id, 5)}`,
      ...(id % 3 !== 0 && { reference: sale.number }),
      contactId,
      saleId: sale.id,
      date: sale.date,
      dueDate: addDays(sale.date, terms.get(sale.customerId ?? 0)?.creditDays ?? 30),
      lines,
      ...totals,
      payments,
      ...course,
      ...(sale.status === "in-progress" && { status: "draft" }),
      ...(sale.status === "cancelled" && { status: "voided", due: 0 }),
      month: monthOf(sale.date),
      locationId: sale.locationId,
      ...stamps,
      ...(sale.status === "cancelled" && { updatedAt: cancelledAt }),
    };
  };

  const indexOf = (sale: Sale): number | undefined => {
    const number = wholesale.numberOf(sale.id - 1);
    return missing.includes(number) ? undefined : number - missing.filter((other) => other < number).length;
  };

  const at = (index: number): Invoice => {
    if (index < invoiced) {
      const number = missing.reduce((reached, other) => (reached >= other ? reached + 1 : reached), index);
      return wholesaleInvoice(saleAt(wholesale.indexOf(number)), index);
    }
    const sum = retail().sales[index - invoiced];
    if (!sum) throw new RangeError(`No invoice at ${index}`);
    return summaryInvoice(sum, index + 1, period);
  };

  const wholesaleCreditNote = (invoice: Invoice, refund: NonNullable<Sale["refund"]>, id: number): CreditNote => {
    const lines = refund.lines.map((line) => lineOf(line, refund.locationId));
    const totals = linesTotal(lines);
    const createdAt = enteredOn(refund.date, period);
    return {
      id,
      kind: "wholesale",
      number: `CN-${padded(id, 4)}`,
      reference: refund.number,
      contactId: invoice.contactId,
      date: refund.date,
      lines,
      ...totals,
      status: "paid",
      allocations: [
        { documentId: invoice.id, documentNumber: invoice.number, date: refund.date, amount: totals.total },
      ],
      payments: [],
      remaining: 0,
      refundId: refund.id,
      month: monthOf(refund.date),
      locationId: refund.locationId,
      createdAt,
      updatedAt: createdAt,
    };
  };

  return {
    count: () => invoiced + retail().sales.length,
    at,
    ofSale: (sale) => {
      const index = indexOf(sale);
      return index === undefined ? undefined : wholesaleInvoice(saleAt(sale.id - 1), index);
    },
    creditNotes: () => {
      const notes: CreditNote[] = [];
      for (let index = 0; index < invoiced; index += 1) {
        const invoice = at(index);
        const refund = invoice.credited > 0 && invoice.saleId ? saleAt(invoice.saleId - 1).refund : undefined;
        if (refund) notes.push(wholesaleCreditNote(invoice, refund, notes.length + 1));
      }
      for (const sum of retail().refunds) notes.push(summaryCreditNote(sum, notes.length + 1, period));
      return notes;
    },
  };
}
