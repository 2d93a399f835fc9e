import type { Dong, LocalDate, Month, Quantity, Stamped } from "./types-common.ts";

export interface Account extends Stamped {
  id: number;
  /** TT133 code, as text. */
  code: string;
  name: string;
  nameEn: string;
  class: "asset" | "liability" | "equity" | "revenue" | "expense";
  kind:
    | "bank"
    | "receivable"
    | "payable"
    | "inventory"
    | "current-asset"
    | "fixed-asset"
    | "current-liability"
    | "equity"
    | "revenue"
    | "other-income"
    | "cost-of-sales"
    | "expense"
    | "depreciation";
  /** Synthetic number; bank accounts only. */
  bankAccountNumber?: string;
  /** Code of the tax rate used by default. */
  taxCode?: string;
  status: "active" | "archived";
}

export interface TaxRate {
  /** `OUT8`, `IN10`, `OUTKCT`, `OUTKKKNT`, `NONE`. */
  code: string;
  name: string;
  /** Percent; null for KCT and KKKNT, which are not 0%. */
  rate: number | null;
  direction: "output" | "input" | "none";
  status: "active" | "archived";
}

/** Whom the books deal with: a wholesale customer, a supplier, or the collective "Khách lẻ". */
export interface BooksContact extends Stamped {
  id: number;
  name: string;
  role: "customer" | "supplier" | "retail";
  customerId?: number;
  supplierId?: number;
  taxCode?: string;
  phone?: string;
  email?: string;
  /** Person to ask for. */
  contactPerson?: string;
  street?: string;
  ward?: string;
  province?: string;
  status: "active" | "archived";
}

/** `net = round(quantity * unitPrice) - discount`, `tax` as booked; nothing includes VAT. */
export interface BooksLine {
  description: string;
  /** Item code (of the unit), where the line is an item. */
  itemCode?: string;
  quantity: Quantity;
  unitPrice: Dong;
  discount: Dong;
  accountCode: string;
  /** Code of the tax rate. */
  taxCode: string;
  net: Dong;
  tax: Dong;
  /** Location whose tracking option the line carries. */
  locationId?: number;
}

/** Common to all documents. `net` and `tax` are sums of the lines, `total = net + tax`. */
export interface BooksDocument extends Stamped {
  id: number;
  number: string;
  reference?: string;
  contactId: number;
  date: LocalDate;
  lines: BooksLine[];
  net: Dong;
  tax: Dong;
  total: Dong;
}

/** Money settling one document. Always positive; `in` for invoices and vendor credits, `out` for bills and credit notes. */
export interface BooksPayment extends Stamped {
  id: number;
  direction: "in" | "out";
  documentKind: "invoice" | "bill" | "credit-note" | "vendor-credit";
  documentId: number;
  contactId: number;
  date: LocalDate;
  amount: Dong;
  /** Bank or cash account. */
  accountCode: string;
  reference?: string;
  isReconciled: boolean;
  /** A deleted payment settles nothing. */
  status: "booked" | "deleted";
}

interface Settled extends BooksDocument {
  dueDate: LocalDate;
  status: "draft" | "submitted" | "authorised" | "paid" | "voided" | "deleted";
  payments: BooksPayment[];
  /** `paid` booked payments, `credited` credit notes used on it; `due = total - paid - credited`, 0 when voided or deleted. */
  paid: Dong;
  credited: Dong;
  due: Dong;
  /** Day it was fully settled. */
  paidOn?: LocalDate;
}

/** What a customer owes: one wholesale sale, or all retail sales of a month and shop. */
export interface Invoice extends Settled {
  kind: "wholesale" | "retail-summary";
  saleId?: number;
  month: Month;
  locationId: number;
}

export interface Bill extends Settled {
  supplierId: number;
  /** The goods receipt it belongs to; absent for rent, power and services. */
  purchaseId?: number;
}

/** A credit: `total = remaining + paid out + allocated`. */
export interface Credit extends BooksDocument {
  status: "draft" | "authorised" | "paid" | "voided";
  allocations: { documentId: number; documentNumber: string; date: LocalDate; amount: Dong }[];
  /** Money that went back for it. */
  payments: BooksPayment[];
  remaining: Dong;
}

export interface CreditNote extends Credit {
  kind: "wholesale" | "retail-summary";
  /** Refund in the shop; wholesale only. */
  refundId?: number;
  month: Month;
  locationId: number;
}

export interface VendorCredit extends Credit {
  supplierId: number;
}

export interface BankTransaction extends Stamped {
  id: number;
  direction: "in" | "out";
  accountCode: string;
  contactId?: number;
  date: LocalDate;
  reference: string;
  lines: BooksLine[];
  total: Dong;
  isReconciled: boolean;
  status: "booked" | "deleted";
}

export interface Journal extends Stamped {
  id: number;
  number: string;
  date: LocalDate;
  narration: string;
  status: "draft" | "posted" | "voided";
  /** Signed, a debit positive; they add up to 0. */
  lines: { accountCode: string; amount: Dong; description: string; taxCode: string; locationId?: number }[];
}

export interface PurchaseOrder extends BooksDocument {
  supplierId: number;
  deliveryDate: LocalDate;
  locationId: number;
  status: "draft" | "submitted" | "authorised" | "billed" | "deleted";
}

export interface TrackingCategory {
  id: number;
  name: string;
  options: { id: number; name: string; locationId: number; status: "active" | "archived" }[];
}

export interface Attachment extends Stamped {
  id: number;
  documentKind: "invoice" | "bill";
  documentId: number;
  fileName: string;
  mimeType: string;
  /** Bytes. */
  size: number;
}

export interface Books {
  accounts: readonly Account[];
  taxRates: readonly TaxRate[];
  contacts: readonly BooksContact[];
  trackingCategory: TrackingCategory;
  bills: readonly Bill[];
  vendorCredits: readonly VendorCredit[];
  purchaseOrders: readonly PurchaseOrder[];
  bankTransactions: readonly BankTransaction[];
  journals: readonly Journal[];
  attachments: readonly Attachment[];

  invoiceCount: number;
  /** The invoice at a position from 0: first one per wholesale sale in its order, then the retail summaries, which need one pass over all sales. */
  invoiceAt(index: number): Invoice;
  eachInvoice(): Generator<Invoice>;
  /** Made on first use and kept. */
  readonly invoices: readonly Invoice[];
  readonly creditNotes: readonly CreditNote[];
  /** Every payment, of all kinds of document; `document.payments` are the same. */
  readonly payments: readonly BooksPayment[];
}
