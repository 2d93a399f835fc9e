import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { odoo } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";

// Small, since the laws read it whole some hundred times.
const company = sampleCompany({ orders: 300, months: 3 });
const { books } = company;
const drafts = company.orders.filter(({ status }) => status === "in-progress").length;

/** The id of the first posted document of the first month, which is closed; so many bookings were made before them. */
const closed = (documents: readonly { date: string; status: string }[], before: number): string =>
  String(
    before +
      1 +
      documents.findIndex(
        ({ date, status }) => date.slice(0, 7) === company.from.slice(0, 7) && status !== "draft" && status !== "void",
      ),
  );

/** The connector as it is held against the laws. */
export const subject: Subject = {
  connector: odoo,
  sandbox: (options) => sandbox({ company, ...options }),
  manifest,
  fixtures: await loadFixtures(new URL("fixtures/", import.meta.url)),
  writes: {
    contacts: {
      create: {
        name: "Quán Thử Nghiệm",
        code: "KT9001",
        kind: "company",
        taxId: "0399900099",
        emails: ["quan-thu@example.com"],
        phones: [{ number: "0900000777" }],
        addresses: [{ line1: "9 đường Thử", line2: "Tầng 2", city: "Hồ Chí Minh", postalCode: "700000" }],
        website: "https://quan-thu.example.com",
        note: "Giao buổi sáng",
      },
      update: { phones: [{ number: "0900000779" }], note: "Giao <b> & chiều" },
    },
    invoices: {
      create: {
        contact: { id: "101" },
        status: "draft",
        reference: "PO-9001",
        issueDate: "2026-10-01",
        dueDate: "2026-10-31",
        lines: [
          { item: { id: "1" }, description: "Cà phê thử", quantity: "2", unitPrice: "100000", taxRate: { id: "4" } },
          { item: { id: "2" }, quantity: "1.5", unitPrice: "50000", discountRate: "10" },
        ],
      },
      update: { reference: "PO-9002" },
      guarded: { void: closed(books.invoices, drafts) },
    },
    bills: {
      create: {
        contact: { id: "10001" },
        reference: "HD-9001",
        issueDate: "2026-10-01",
        lines: [{ description: "Tiền điện", quantity: "1", unitPrice: "1500000", taxRate: { id: "9" } }],
      },
      update: { dueDate: "2026-11-15" },
      guarded: { void: closed(books.bills, drafts + books.invoices.length) },
    },
    orders: {
      create: {
        contact: { id: "101" },
        status: "draft",
        placedAt: "2026-10-30T02:15:00.000Z",
        location: { id: "warehouse:2" },
        sourceNumber: "WEB-9001",
        note: "Giao trước 9 giờ",
        custom: { client_order_ref: "PO-9001" },
        lines: [{ item: { id: "1" }, quantity: "3", unitPrice: "125000", discountRate: "5" }],
      },
      update: { note: "Gọi trước khi giao" },
    },
  },
};
