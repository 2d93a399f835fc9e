import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { xero } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { guid } from "../src/sandbox/wire.ts";

const { books } = sampleCompany();

/** An invoice that can be paid. */
const open = books.invoices.find(({ status, due }) => status === "authorised" && due >= 1000);

/** The first document that more can be used on. */
const owing = <Owed extends { status: string; due: number; contactId?: number }>(documents: readonly Owed[]) =>
  documents.find(
    ({ status, due, contactId }) => status === "authorised" && due >= 1_500_000 && contactId !== undefined,
  );

const cashAndBank = books.accounts.flatMap(({ kind, id }) => (kind === "bank" ? [id] : []));

const invoice = {
  number: "INV-TEST-1",
  contact: { id: guid("contact", 6) },
  status: "open",
  issueDate: "2026-10-01",
  dueDate: "2026-10-31",
  taxInclusive: false,
  lines: [
    {
      description: "Cà phê thử",
      quantity: "2",
      unitPrice: "100000",
      accountCode: "5112",
      taxRate: { id: "OUT8" },
    },
  ],
};

const bill = {
  number: "HD-TEST-1",
  contact: { id: guid("contact", 20) },
  issueDate: "2026-10-01",
  dueDate: "2026-10-31",
  lines: [
    {
      description: "Tiền điện",
      quantity: "1",
      unitPrice: "1500000",
      accountCode: "6422",
      taxRate: { id: "IN8" },
    },
  ],
};

const settled = { amount: "1000", document: { id: guid("invoice", open?.id ?? 0) }, documentKind: "invoice" };

const payment = {
  amount: "1000",
  date: "2026-10-30",
  accountCode: "1121",
  reference: "CK thử",
  allocations: [settled],
};

const bank = { id: guid("account", cashAndBank[1] ?? 0) };

const transfer = {
  amount: "250000",
  from: { id: guid("account", cashAndBank[0] ?? 0) },
  to: bank,
  date: "2026-10-30",
  reference: "Nộp tiền thử",
};

const batch = {
  amount: "1000",
  account: bank,
  date: "2026-10-30",
  reference: "Chi thử",
  allocations: [settled],
};

const journal = {
  memo: "Bút toán thử",
  date: "2026-10-31",
  status: "posted",
  lines: [
    { amount: "500000", accountCode: "6422", description: "Thử" },
    { amount: "-500000", accountCode: "242", description: "Thử" },
  ],
};

/** What can be used on which documents. */
const used = (kind: "invoice" | "bill", document: { id: number } | undefined) => ({
  choices: { allocate: { document: guid(kind, document?.id ?? 0), amount: "1000", date: "2026-10-30" } },
});

const credited = {
  creditNotes: used("invoice", owing(books.invoices)),
  prepayments: used("invoice", owing(books.invoices)),
  vendorCredits: used(
    "bill",
    books.bills.find(({ id }) => id === 36),
  ),
  overpayments: used("bill", owing(books.bills)),
};

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: xero,
  sandbox,
  manifest,
  fixtures: await loadFixtures(new URL("fixtures/", import.meta.url)),
  alwaysSent: { accounts: ["bankAccountNumber"], contacts: ["bankAccount"] },
  writes: {
    contacts: {
      create: {
        name: "Quán Thử Nghiệm",
        code: "KT9001",
        firstName: "Thử",
        lastName: "Nguyễn",
        emails: ["quan-thu@example.com"],
        phones: [{ number: "0900000777" }, { number: "0900000778", kind: "mobile" }],
        addresses: [{ kind: "billing", line1: "9 đường Thử", line2: "Tầng 2", city: "Hồ Chí Minh" }],
        people: [{ firstName: "Mai", email: "mai@example.com", receivesEmails: true }],
      },
      update: { phones: [{ number: "0900000779" }] },
      refused: { "": { name: "Quán Khác", emails: ["khong-phai-thu"] } },
    },
    items: {
      create: {
        name: "Cà phê thử",
        code: "THU-01",
        description: "Cà phê thử, gói 500 g",
        purchaseDescription: "Cà phê thử, bao 60 kg",
        price: "125000.4375",
        salesAccountCode: "5112",
        salesTaxRate: { id: "OUT8" },
        purchasePrice: "75000.5",
        purchaseAccountCode: "6422",
        purchaseTaxRate: { id: "IN8" },
      },
      update: { price: "130000.125" },
      refused: { "": { name: "Cà phê khác", code: "THU-02", salesAccountCode: "99999" } },
    },
    ...credited,
    invoices: {
      create: invoice,
      update: { reference: "Đã gọi" },
      refused: { "": { ...invoice, contact: { id: guid("contact", 999_999) } } },
      guarded: { create: { ...invoice, issueDate: "2025-12-31" } },
    },
    bills: {
      create: bill,
      update: { dueDate: "2026-11-15" },
      refused: { "": { ...bill, contact: { id: guid("contact", 999_999) } } },
      guarded: { create: { ...bill, status: "open", issueDate: "2025-12-31" } },
    },
    payments: {
      create: payment,
      update: { status: "deleted" },
      refused: {
        "": { ...payment, amount: "1001", accountCode: "6422", allocations: [{ ...settled, amount: "1001" }] },
      },
      guarded: { create: { ...payment, date: "2025-12-31" } },
    },
    batchPayments: {
      create: batch,
      refused: { "": { ...batch, account: { id: guid("account", 999_999) } } },
      guarded: { create: { ...batch, date: "2025-12-31" } },
    },
    transfers: {
      create: transfer,
      refused: { "": { ...transfer, to: { id: guid("account", 999_999) } } },
      guarded: { create: { ...transfer, date: "2025-12-31" } },
    },
    journalEntries: {
      create: journal,
      update: { memo: "Bút toán thử, sửa" },
      refused: { "": { ...journal, lines: journal.lines.slice(1) } },
      guarded: { create: { ...journal, date: "2025-12-31" } },
    },
  },
};
