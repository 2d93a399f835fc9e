import type { Books } from "./types-books.ts";
import type { Address, Dong, Instant, LocalDate, Month, Spellings, Stamped } from "./types-common.ts";
import type { Department, Employee, LeaveBalance, LeaveRequest, LeaveType, TimeEntry } from "./types-people.ts";
import type {
  Category,
  Customer,
  Item,
  Order,
  PriceBook,
  Purchase,
  Refund,
  Sale,
  StockLevel,
  Supplier,
} from "./types-shop.ts";

export type * from "./types-common.ts";

export interface Location extends Stamped {
  id: number;
  kind: "shop" | "online" | "roastery";
  names: Spellings;
  address: Address;
  /** National form without spaces, `0900000xxx`. */
  phone: string;
  email: string;
}

/** Something in which the shop and the books disagree on purpose. */
export interface Discrepancy {
  /** `not-invoiced`: a completed credit sale that the books lack. `different-amount`: invoiced with another total. `payment-not-in-shop`: paid in the books only. */
  kind: "not-invoiced" | "different-amount" | "payment-not-in-shop";
  saleId: number;
  saleNumber: string;
  customerId: number;
  month: Month;
  /** Number of the invoice in the books; absent when there is none. */
  invoiceNumber?: string;
  /** Shop minus books: of the sale's total, or, for a payment, of what was paid. */
  difference: Dong;
}

/** The truth about one business, from which each simulated vendor is derived. */
export interface Company {
  seed: number;
  legalName: string;
  tradeName: string;
  taxCode: string;
  address: Address;
  phone: string;
  email: string;
  website: string;
  currency: "VND";
  /** IANA name. */
  timeZone: "Asia/Ho_Chi_Minh";
  utcOffset: "+07:00";
  /** 1 is January. */
  fiscalYearStartMonth: 1;
  /** First and last day covered; `today` is the last. */
  from: LocalDate;
  today: LocalDate;
  /** The clock of the simulated vendors: the evening of `today`, after closing. */
  now: Instant;
  /** Months covered, oldest first. */
  months: readonly Month[];

  locations: readonly Location[];
  departments: readonly Department[];
  employees: readonly Employee[];
  leaveTypes: readonly LeaveType[];
  leaveRequests: readonly LeaveRequest[];
  leaveBalances: readonly LeaveBalance[];
  timeEntries: readonly TimeEntry[];

  categories: readonly Category[];
  items: readonly Item[];
  priceBooks: readonly PriceBook[];
  customers: readonly Customer[];
  suppliers: readonly Supplier[];
  stockLevels: readonly StockLevel[];
  /** Goods received from suppliers; each is also a bill in the books. */
  purchases: readonly Purchase[];

  saleCount: number;
  /** The sale at a position from 0, oldest first, from the seed and the position alone. Throws RangeError outside. */
  saleAt(index: number): Sale;
  /** Every sale in turn, without keeping any. */
  eachSale(): Generator<Sale>;
  /** All sales at once, made on first use and kept; only for counts that fit in memory. */
  readonly sales: readonly Sale[];

  orderCount: number;
  /** The order ("đặt hàng") at a position from 0: first those that became sales, then the ones still open or cancelled. */
  orderAt(index: number): Order;
  eachOrder(): Generator<Order>;
  readonly orders: readonly Order[];

  /** Goods taken back, in the order of their sales; made on first use and kept. `sale.refund` is the same. */
  readonly refunds: readonly Refund[];

  books: Books;
  discrepancies: readonly Discrepancy[];
}

export interface CompanyOptions {
  /** Any integer; the same seed gives the same company. Default 1. */
  seed?: number;
  /** How many sales. Default 2,000; large counts cost time only when they are read. */
  orders?: number;
  /** How many months, ending with `until`. Default 6. */
  months?: number;
  /** Last day covered. Default 2026-10-31. */
  until?: LocalDate;
}
