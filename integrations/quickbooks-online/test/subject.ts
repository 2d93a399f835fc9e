import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { quickbooksOnline } from "../src/index.ts";
import { itemId, itemName } from "../src/sandbox/books-lists.ts";
import { idOf } from "../src/sandbox/ids.ts";
import { sandbox } from "../src/sandbox/index.ts";

const company = sampleCompany();
const { books } = company;

/** The id of an account by its code. */
export const account = (code: string): string =>
  idOf("account", books.accounts.find((each) => each.code === code)?.id ?? 0);

/** The id of a tax by its code. */
export const tax = (code: string): string => idOf("tax", books.taxRates.findIndex((each) => each.code === code) + 1);

const supplier = books.contacts.find(({ role }) => role === "supplier")?.id ?? 0;

/** An invoice that can be paid. */
export const owed = books.invoices.find(
  ({ kind, status, due }) => kind === "wholesale" && status === "authorised" && due >= 1000,
);

/** A bill that can be paid. */
const owing = books.bills.find(
  ({ status, due, contactId }) => status === "authorised" && due >= 1000 && contactId === supplier,
);

export const ids = {
  customer: `customer:${idOf("contact", owed?.contactId ?? 0)}`,
  vendor: `vendor:${idOf("contact", supplier)}`,
  invoice: idOf("invoice", owed?.id ?? 0),
  bill: idOf("bill", owing?.id ?? 0),
  item: itemId(company.items[0]?.id ?? 0, 0),
  class: `class:${idOf("class", 1)}`,
  department: `department:${idOf("department", 1)}`,
};

const invoice = {
  number: "INV-TEST-1",
  contact: { id: ids.customer },
  issueDate: "2026-10-01",
  dueDate: "2026-10-31",
  taxInclusive: false,
  lines: [
    {
      item: { id: ids.item },
      description: "Cà phê thử",
      quantity: "2",
      unitPrice: "100000",
      taxRate: { id: tax("OUT8") },
      dimensions: [{ dimension: { id: ids.class } }, { dimension: { id: ids.department } }],
    },
  ],
  note: "Thử",
};

const bill = {
  number: "HD-TEST-1",
  contact: { id: ids.vendor },
  issueDate: "2026-10-01",
  dueDate: "2026-10-31",
  lines: [
    { description: "Tiền điện", account: { id: account("6422") }, total: "1500000", taxRate: { id: tax("IN8") } },
  ],
};

const payment = {
  amount: "1000",
  contact: { id: ids.customer },
  date: "2026-10-30",
  account: { id: account("1121") },
  reference: "CK thử",
  allocations: [{ amount: "1000", document: { id: ids.invoice }, documentKind: "invoice" }],
};

const credit = { ...invoice, number: "GC-TEST-1", dueDate: undefined };

const vendorCredit = { ...bill, number: "GN-TEST-1", dueDate: undefined };

const expense = {
  number: "PC-TEST-1",
  kind: "cash" as const,
  contact: { id: ids.vendor },
  account: { id: account("1111") },
  date: "2026-10-01",
  lines: bill.lines,
  reference: "Phiếu thử",
  note: "Thử",
};

const billPayment = {
  amount: "1000",
  number: "UNC-TEST-1",
  contact: { id: ids.vendor },
  method: "cheque" as const,
  date: "2026-10-30",
  account: { id: account("1121") },
  allocations: [{ amount: "1000", document: { id: ids.bill }, documentKind: "bill" as const }],
};

const transfer = {
  amount: "500000",
  from: { id: account("1111") },
  to: { id: account("1121") },
  date: "2026-10-31",
  note: "Nộp tiền thử",
};

const journal = {
  number: "BT-TEST-1",
  memo: "Bút toán thử",
  date: "2026-10-31",
  lines: [
    { amount: "500000", account: { id: account("6422") }, description: "Thử" },
    { amount: "-500000", account: { id: account("242") }, description: "Thử" },
  ],
};

const [taken] = company.items;

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: quickbooksOnline,
  sandbox,
  manifest,
  fixtures: await loadFixtures(new URL("fixtures/", import.meta.url)),
  alwaysSent: { vendors: ["bankAccount"] },
  writes: {
    customers: {
      create: {
        name: "Quán Thử Nghiệm",
        firstName: "Thử",
        lastName: "Nguyễn",
        companyName: "Quán Thử",
        emails: ["quan-thu@example.com"],
        phones: [{ number: "0900000777" }, { number: "0900000778", kind: "mobile" }],
        addresses: [
          { kind: "billing", line1: "9 đường Thử", line2: "Tầng 2", city: "Hồ Chí Minh", countryName: "Vietnam" },
          { kind: "shipping", line1: "10 đường Thử", country: "VN" },
        ],
        website: "https://quan-thu.example",
        note: "Mới",
      },
      update: { phones: [{ number: "0900000779" }], status: "archived" },
      refused: { name: { name: books.contacts.find(({ id }) => id === supplier)?.name } },
    },
    vendors: {
      create: { name: "Nhà Cung Cấp Thử", code: "NCC9001", emails: ["ncc-thu@example.com"] },
      update: { note: "Đã gọi" },
      refused: { name: { name: books.contacts.find(({ id }) => id === supplier)?.name } },
    },
    invoices: {
      create: invoice,
      update: { dueDate: "2026-11-15" },
      refused: { "": { ...invoice, contact: { id: "customer:999999999" } } },
      guarded: { create: { ...invoice, issueDate: "2025-11-30" } },
    },
    bills: {
      create: bill,
      update: { dueDate: "2026-11-15" },
      refused: { "": { ...bill, contact: { id: "vendor:999999999" } } },
      guarded: { create: { ...bill, issueDate: "2025-11-30" } },
    },
    payments: {
      create: payment,
      update: { reference: "CK thử, sửa" },
      refused: { "": { ...payment, contact: { id: "customer:999999999" } } },
      guarded: { create: { ...payment, date: "2025-11-30" } },
    },
    creditNotes: {
      create: credit,
      update: { note: "Thử, sửa" },
      refused: { "": { ...credit, contact: { id: "customer:999999999" } } },
      guarded: { create: { ...credit, issueDate: "2025-11-30" } },
    },
    salesReceipts: {
      create: { ...credit, number: "BL-TEST-1" },
      update: { note: "Thử, sửa" },
      refused: { "": { ...credit, contact: { id: "customer:999999999" } } },
      guarded: { create: { ...credit, issueDate: "2025-11-30" } },
    },
    vendorCredits: {
      create: vendorCredit,
      update: { note: "Thử, sửa" },
      refused: { "": { ...vendorCredit, contact: { id: "vendor:999999999" } } },
      guarded: { create: { ...vendorCredit, issueDate: "2025-11-30" } },
    },
    expenses: {
      create: expense,
      update: { note: "Thử, sửa" },
      refused: { "": { ...expense, account: { id: "999999999" } } },
      guarded: { create: { ...expense, date: "2025-11-30" } },
    },
    billPayments: {
      create: billPayment,
      update: { note: "Thử, sửa" },
      refused: { "": { ...billPayment, contact: { id: "vendor:999999999" } } },
      guarded: { create: { ...billPayment, date: "2025-11-30" } },
    },
    transfers: {
      create: transfer,
      update: { note: "Nộp tiền thử, sửa" },
      refused: { "": { ...transfer, to: { id: "999999999" } } },
      guarded: { create: { ...transfer, date: "2025-11-30" } },
    },
    items: {
      create: {
        name: "Pha thử",
        code: "PHA-THU",
        kind: "service",
        price: "45000",
        salesAccount: { id: account("5111") },
      },
      update: { price: "50000", status: "inactive" },
      refused: { name: { name: taken?.units[0] && itemName(taken, taken.units[0]) } },
    },
    classes: {
      create: { name: "Bộ phận thử" },
      update: { status: "archived" },
      refused: { name: { name: books.trackingCategory.options[0]?.name } },
    },
    departments: {
      create: { name: "Cửa hàng thử" },
      update: { status: "archived" },
      refused: { name: { name: company.locations[0]?.names.books } },
    },
    journalEntries: {
      create: journal,
      update: { memo: "Bút toán thử, sửa" },
      refused: { "": { ...journal, lines: [{ amount: "1", account: { id: account("6422") } }] } },
      guarded: { create: { ...journal, date: "2025-11-30" } },
    },
  },
};
