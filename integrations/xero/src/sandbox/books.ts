import type { Company } from "@opensme/testing";
import { documentsOf } from "./books-documents.ts";
import { settingsOf } from "./books-settings.ts";
import type {
  Account,
  Attachment,
  Batch,
  Books,
  Category,
  Contact,
  Document,
  Item,
  Journal,
  Payment,
  TaxRate,
  Transfer,
  User,
} from "./records.ts";
import { shelf } from "./shelf.ts";

export const tenants = {
  mayMau: "6f3c1d90-8b52-4e07-a1c4-2d9e5b7f0a31",
  demo: "0d9b7c52-41fe-4a68-9f13-7c5e2ab84d60",
} as const;

export const booksOf = (company: Company): Books => ({
  tenantId: tenants.mayMau,
  name: company.tradeName,
  company,
  ...settingsOf(company),
  ...documentsOf(company),
});

/** The demonstration company that every login of Xero has. */
export const demoBooks = (): Books => ({
  tenantId: tenants.demo,
  name: "Demo Company (NZ)",
  company: undefined,
  accounts: shelf<Account>(() => []),
  taxRates: shelf<TaxRate>(() => []),
  categories: shelf<Category>(() => []),
  users: shelf<User>(() => []),
  items: shelf<Item>(() => []),
  contacts: shelf<Contact>(() => []),
  invoices: shelf<Document>(() => []),
  creditNotes: shelf<Document>(() => []),
  prepayments: shelf<Document>(() => []),
  overpayments: shelf<Document>(() => []),
  bankTransactions: shelf<Document>(() => []),
  purchaseOrders: shelf<Document>(() => []),
  payments: shelf<Payment>(() => []),
  batches: shelf<Batch>(() => []),
  transfers: shelf<Transfer>(() => []),
  journals: shelf<Journal>(() => []),
  attachments: shelf<Attachment>(() => []),
});
