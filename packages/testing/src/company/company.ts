import { accounts, contactsOf, taxRates, trackingCategory } from "./books-setup.ts";
import { periodOf } from "./calendar.ts";
import { departments } from "./cast.ts";
import { categories, items, priceBooks } from "./catalogue.ts";
import { customersOf, suppliersOf, taxCode } from "./customers.ts";
import { exceptionsOf, inShop, named } from "./discrepancies.ts";
import { bankTransactionsOf, journalsOf } from "./ledger.ts";
import { openOrdersOf, orderOf } from "./orders.ts";
import { payablesOf } from "./payables.ts";
import { payrollsOf } from "./payroll.ts";
import { employeesOf } from "./people.ts";
import { locations } from "./places.ts";
import { purchasesOf, stockLevelsOf } from "./purchases.ts";
import { receivablesOf } from "./receivables.ts";
import { retailSums } from "./retail.ts";
import { positionsOf } from "./sale-positions.ts";
import { dutyKey, salesOf } from "./sales.ts";
import type { Company, CompanyOptions, Discrepancy } from "./types.ts";
import type { Books } from "./types-books.ts";
import type { TimeEntry } from "./types-people.ts";
import { leaveBalancesOf, leaveRequestsOf, leaveTypes, timeEntriesOf } from "./work.ts";

/** Calls a function the first time it is asked, and keeps the answer. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** All elements by position, one at a time. */
function* each<T>(count: number, at: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index += 1) yield at(index);
}

/** A position in a list of known length; throws RangeError outside. */
function checked<T>(count: () => number, what: string, at: (index: number) => T): (index: number) => T {
  return (index) => {
    if (!Number.isInteger(index) || index < 0 || index >= count()) throw new RangeError(`No ${what} at ${index}`);
    return at(index);
  };
}

/** Companies that were asked for before; making one takes longer than most of what is done with it. */
const known = new Map<string, Company>();

/** Orders up to which a company is kept: one of a hundred thousand holds all that was looked at. */
const mostKept = 2000;

/**
 * A small Vietnamese coffee roaster, invented: two shops, an online channel, wholesale on credit and 24 people in Ho Chi Minh City. Pure: the same
 * options give the same company. Throws RangeError for a period outside February to December 2026 or a negative count of orders.
 */
export function sampleCompany({
  seed = 1,
  orders = 2_000,
  months = 6,
  until = "2026-10-31",
}: CompanyOptions = {}): Company {
  const name = JSON.stringify([seed, orders, months, until]);
  const company = known.get(name) ?? makeCompany({ seed, orders, months, until });
  if (orders <= mostKept) known.set(name, company);
  return company;
}

function makeCompany({ seed, orders, months, until }: Required<CompanyOptions>): Company {
  if (!Number.isInteger(orders) || orders < 0)
    throw new RangeError(`orders must be a whole number from 0, not ${orders}`);
  const period = periodOf(until, months);

  const employees = employeesOf(period);
  const leaveRequests = leaveRequestsOf(seed, period, employees);
  const timeEntries = timeEntriesOf(seed, period, employees, leaveRequests);
  const sellers = new Set(employees.filter((employee) => employee.shopUser).map((employee) => employee.id));
  const duties = new Map<string, TimeEntry[]>();
  for (const entry of timeEntries) {
    if (!sellers.has(entry.employeeId)) continue;
    const key = dutyKey(entry.date, entry.locationId);
    const onDuty = duties.get(key);
    if (onDuty) onDuty.push(entry);
    else duties.set(key, [entry]);
  }

  const customers = customersOf(seed);
  const suppliers = suppliersOf(seed);
  const purchases = purchasesOf(seed, orders, period);
  const positions = positionsOf(seed, orders, period);
  const truth = salesOf({ seed, period, positions, customers, duties });
  const exceptions = exceptionsOf(positions, truth);
  const unpaid = new Set([...exceptions.notInvoiced, ...exceptions.paymentNotInShop]);
  const saleAt = checked(
    () => orders,
    "sale",
    (index) => inShop(truth(index), unpaid),
  );

  const openOrders = openOrdersOf(seed, period, customers, positions.ordered.count + 1);
  const orderCount = positions.ordered.count + openOrders.length;
  const orderAt = checked(
    () => orderCount,
    "order",
    (index) =>
      openOrders[index - positions.ordered.count] ?? orderOf(seed, saleAt(positions.ordered.indexOf(index)), index + 1),
  );

  const contacts = contactsOf(customers, suppliers);
  const retail = once(() => retailSums(each(orders, saleAt)));
  const receivables = receivablesOf({ period, positions, customers, contacts, exceptions, saleAt: truth, retail });
  const payrolls = payrollsOf(period, employees, timeEntries);
  const payables = payablesOf(seed, period, purchases, contacts);
  const invoiceCount = once(receivables.count);
  // The end is left to `receivables.at`: to know it takes a pass over all sales, which those on credit do not need.
  const invoiceAt = checked(() => Number.POSITIVE_INFINITY, "invoice", receivables.at);
  const invoices = once(() => [...each(invoiceCount(), invoiceAt)]);
  const creditNotes = once(receivables.creditNotes);
  const payments = once(() =>
    [...invoices(), ...payables.bills, ...creditNotes(), ...payables.vendorCredits].flatMap(
      (document) => document.payments,
    ),
  );

  const books: Books = {
    accounts,
    taxRates,
    contacts,
    trackingCategory,
    ...payables,
    bankTransactions: bankTransactionsOf(seed, period, payrolls),
    journals: journalsOf(period, payrolls),
    get invoiceCount() {
      return invoiceCount();
    },
    invoiceAt,
    eachInvoice: () => each(invoiceCount(), invoiceAt),
    get invoices() {
      return invoices();
    },
    get creditNotes() {
      return creditNotes();
    },
    get payments() {
      return payments();
    },
  };

  const discrepancies = [
    ...exceptions.notInvoiced.map((id): Discrepancy => {
      const sale = truth(id - 1);
      return { kind: "not-invoiced", ...named(sale, sale.total) };
    }),
    ...exceptions.differentAmount.map((id): Discrepancy => {
      const sale = truth(id - 1);
      const invoice = receivables.ofSale(sale);
      return {
        kind: "different-amount",
        ...named(sale, sale.total - (invoice?.total ?? 0)),
        ...(invoice && { invoiceNumber: invoice.number }),
      };
    }),
    ...exceptions.paymentNotInShop.map((id): Discrepancy => {
      const sale = truth(id - 1);
      const invoice = receivables.ofSale(sale);
      return {
        kind: "payment-not-in-shop",
        ...named(sale, -sale.paid),
        ...(invoice && { invoiceNumber: invoice.number }),
      };
    }),
  ];

  const sales = once(() => [...each(orders, saleAt)]);
  const allOrders = once(() => [...each(orderCount, orderAt)]);
  const refunds = once(() => sales().flatMap(({ refund }) => (refund ? [refund] : [])));

  return {
    seed,
    legalName: "Công ty TNHH Rang Xay Cà Phê Mây Mẫu",
    tradeName: "Mây Mẫu Coffee",
    taxCode: taxCode(80),
    address: { street: "8 đường Nắng Mẫu", ward: "Phường Tân Thuận", province: "Hồ Chí Minh" },
    phone: "0900000900",
    email: "xin-chao@may-mau.example.com",
    website: "https://may-mau.example.com",
    currency: "VND",
    timeZone: "Asia/Ho_Chi_Minh",
    utcOffset: "+07:00",
    fiscalYearStartMonth: 1,
    from: period.from,
    today: period.today,
    now: period.now,
    months: period.months,
    locations,
    departments,
    employees,
    leaveTypes,
    leaveRequests,
    leaveBalances: leaveBalancesOf(period, employees, leaveRequests),
    timeEntries,
    categories,
    items,
    priceBooks,
    customers,
    suppliers,
    stockLevels: stockLevelsOf(seed, period),
    purchases,
    saleCount: orders,
    saleAt,
    eachSale: () => each(orders, saleAt),
    get sales() {
      return sales();
    },
    orderCount,
    orderAt,
    eachOrder: () => each(orderCount, orderAt),
    get orders() {
      return allOrders();
    },
    get refunds() {
      return refunds();
    },
    books,
    discrepancies,
  };
}
