import { loadFixtures, type Subject, sampleCompany } from "@opensme/testing";
import manifest from "../package.json" with { type: "json" };
import { xero } from "../src/index.ts";
import { sandbox } from "../src/sandbox/index.ts";
import { guid } from "../src/sandbox/wire.ts";

/** An invoice that can be paid. */
const open = sampleCompany().books.invoices.find(({ status, due }) => status === "authorised" && due >= 1000);

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
    },
    invoices: {
      create: {
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
      },
      update: { reference: "Đã gọi" },
    },
    bills: {
      create: {
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
      },
      update: { dueDate: "2026-11-15" },
    },
    payments: {
      create: {
        amount: "1000",
        date: "2026-10-30",
        accountCode: "1121",
        reference: "CK thử",
        allocations: [{ amount: "1000", document: { id: guid("invoice", open?.id ?? 0) }, documentKind: "invoice" }],
      },
      update: { status: "deleted" },
    },
    journalEntries: {
      create: {
        memo: "Bút toán thử",
        date: "2026-10-31",
        status: "posted",
        lines: [
          { amount: "500000", accountCode: "6422", description: "Thử" },
          { amount: "-500000", accountCode: "242", description: "Thử" },
        ],
      },
      update: { memo: "Bút toán thử, sửa" },
    },
  },
};
