import type { Company } from "@opensme/testing";

/** What every record has. */
export interface Entry {
  id: string;
  /** Milliseconds since 1970. */
  updated: number;
  type?: string | undefined;
  status?: string | undefined;
  /** Calendar day. */
  date?: string | undefined;
}

export interface Account extends Entry {
  code: string;
  name: string;
  description: string;
  type: string;
  class: string;
  taxType: string | undefined;
  systemAccount: string | undefined;
  bankAccountNumber: string | undefined;
  status: string;
}

export interface TaxRate extends Entry {
  name: string;
  rate: number;
  direction: "output" | "input" | "none";
  status: string;
}

export interface Category extends Entry {
  name: string;
  status: string;
  options: { id: string; name: string; status: string }[];
}

export interface User extends Entry {
  email: string;
  firstName: string;
  lastName: string;
  role: string;
  isSubscriber: boolean;
}

/** Price and accounts of an item, on its sales or its purchases. */
export interface ItemDetails {
  UnitPrice?: number | undefined;
  AccountCode?: string | undefined;
  COGSAccountCode?: string | undefined;
  TaxType?: string | undefined;
}

export interface Item extends Entry {
  code: string;
  name: string | undefined;
  description: string | undefined;
  purchaseDescription: string | undefined;
  sales: ItemDetails;
  purchases: ItemDetails;
  assetAccount: string | undefined;
  isSold: boolean;
  isPurchased: boolean;
}

export interface Contact extends Entry {
  name: string;
  /** Members that are simply kept, by their name on the wire. */
  fields: Record<string, unknown>;
  persons: Record<string, unknown>[];
  phones: Record<string, Record<string, string>>;
  addresses: Record<string, Record<string, string>>;
  isCustomer: boolean;
  isSupplier: boolean;
  status: string;
}

export interface Line {
  id: string;
  itemCode?: string | undefined;
  description?: string | undefined;
  quantity?: number | undefined;
  unitAmount?: number | undefined;
  discountRate?: number | undefined;
  discountAmount?: number | undefined;
  accountCode?: string | undefined;
  taxType?: string | undefined;
  taxAmount: number;
  lineAmount: number;
  /** Ids of the tracking options chosen. */
  options: string[];
}

/** An invoice, bill, credit, purchase order or bank transaction. */
export interface Document extends Entry {
  type: string;
  number: string;
  reference: string;
  contactId: string | undefined;
  date: string | undefined;
  dueDate: string | undefined;
  status: string;
  amounts: string;
  lines: Line[];
  isSent: boolean;
  /** Members that are simply kept, by their name on the wire. */
  fields: Record<string, unknown>;
  /** Uses of a credit. */
  allocations: { id: string; documentId: string; date: string; amount: number }[];
}

export interface Payment extends Entry {
  type: string;
  documentId: string;
  date: string;
  amount: number;
  accountCode: string;
  reference: string;
  isReconciled: boolean;
  status: string;
  batchId?: string | undefined;
}

/** Several payments that are one movement of money. */
export interface Batch extends Entry {
  type: string;
  paymentIds: string[];
  date: string;
  amount: number;
  accountCode: string;
  reference: string;
  details: string;
  isReconciled: boolean;
  status: string;
}

export interface Transfer extends Entry {
  fromCode: string;
  toCode: string;
  date: string;
  amount: number;
  reference: string;
  isReconciled: boolean;
  status: string;
}

export interface Journal extends Entry {
  narration: string;
  date: string;
  status: string;
  amounts: string;
  isOnCashBasis: boolean;
  lines: {
    amount: number;
    accountCode: string;
    description: string;
    taxType: string;
    taxAmount: number;
    options: string[];
  }[];
}

export interface Attachment extends Entry {
  parentId: string;
  fileName: string;
  mimeType: string;
  size: number;
}

/** The records of one kind, by id in the order of their ids; made when they are first asked for. */
export interface Shelf<Row extends Entry> {
  all(): Map<string, Row>;
  add(row: Row): void;
}

/** The books of one organisation. */
export interface Books {
  tenantId: string;
  name: string;
  /** Undefined for the demo company, which is empty. */
  company: Company | undefined;
  accounts: Shelf<Account>;
  taxRates: Shelf<TaxRate>;
  categories: Shelf<Category>;
  users: Shelf<User>;
  items: Shelf<Item>;
  contacts: Shelf<Contact>;
  /** Sales invoices and bills. */
  invoices: Shelf<Document>;
  creditNotes: Shelf<Document>;
  prepayments: Shelf<Document>;
  overpayments: Shelf<Document>;
  bankTransactions: Shelf<Document>;
  purchaseOrders: Shelf<Document>;
  payments: Shelf<Payment>;
  batches: Shelf<Batch>;
  transfers: Shelf<Transfer>;
  journals: Shelf<Journal>;
  attachments: Shelf<Attachment>;
}
