import { decode } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { xero } from "../src/index.ts";
import { subject } from "./subject.ts";

const { resources } = xero;
const id = "0000000a-1111-4222-8333-444455556666";
const nil = "00000000-0000-0000-0000-000000000000";

/** The record of a row that must not be rejected. */
const read = (resource: keyof typeof resources, row: object): object => {
  const change = decode(resources[resource], row);
  if (change.type === "reject") throw new Error(JSON.stringify(change.issues));
  return change.record;
};

/** Where a row that must be rejected is wrong. */
const rejected = (resource: keyof typeof resources, row: object) => {
  const change = decode(resources[resource], row);
  return change.type === "reject" ? change.issues : undefined;
};

/** Copies of a row, each with one value of it, however deep, replaced. */
const variants = (value: unknown, other: unknown): unknown[] => {
  if (Array.isArray(value))
    return value.flatMap((item, index) => variants(item, other).map((changed) => value.with(index, changed)));
  if (value === null) return [];
  if (typeof value !== "object") return [other];
  return Object.entries(value).flatMap(([key, inside]) =>
    variants(inside, other).map((changed) => ({ ...value, [key]: changed })),
  );
};

describe("documents of the other side", () => {
  it.each([
    ["invoices", { InvoiceID: id, Type: "ACCPAY", Total: 1 }],
    ["bills", { InvoiceID: id, Type: "ACCREC", Total: 1 }],
    ["creditNotes", { CreditNoteID: id, Type: "ACCPAYCREDIT", Total: 1 }],
    ["vendorCredits", { CreditNoteID: id, Type: "ACCRECCREDIT", Total: 1 }],
  ] as const)("are no %s, and it is said where they belong", (resource, row) => {
    expect(rejected(resource, row)).toEqual([
      { path: "Type", message: expect.stringMatching(/^expected ACC\w+: .+ are read by the resource \w+$/) },
    ]);
    expect(read(resource, { ...row, Type: null })).toMatchObject({ id, total: "1" });
  });
});

describe("what is no record", () => {
  it.each([
    ["contacts", "ContactID"],
    ["invoices", "InvoiceID"],
    ["accounts", "AccountID"],
    ["payments", "PaymentID"],
  ] as const)("is rejected: %s that Xero refused have the nil id", (resource, key) => {
    const row = { [key]: nil, Amount: 1, StatusAttributeString: "ERROR", ValidationErrors: [{ Message: "…" }] };
    expect(rejected(resource, row)).toEqual([{ path: key, message: expect.stringContaining("did not take this row") }]);
  });

  it.each([
    ["journalEntries", { JournalID: id, JournalNumber: 1, JournalLines: [{ NetAmount: -1 }] }, "ManualJournalID"],
    ["bankTransactions", { BankTransferID: id, Amount: 20 }, "BankTransactionID"],
    ["payments", { BatchPaymentID: id, Amount: 5 }, "PaymentID"],
    ["batchPayments", { PaymentID: id, TotalAmount: 5 }, "BatchPaymentID"],
    ["transfers", { BankTransactionID: id, Amount: 5 }, "BankTransferID"],
    ["invoices", { InvoiceID: id, LineItems: { LineItem: { Quantity: "1" } } }, "LineItems"],
    ["invoices", { InvoiceID: id, Date: "24/04/2026" }, "Date"],
    ["invoices", { InvoiceID: id, Total: "1,250.00" }, "Total"],
  ] as const)("is rejected where it is wrong: %s %j", (resource, row, path) => {
    expect(rejected(resource, row)?.map((issue) => issue.path)).toEqual([path]);
  });

  it("is pointed at by nothing", () => {
    expect(
      read("invoices", { InvoiceID: id, Contact: { ContactID: nil, Name: "" }, LineItems: [{ AccountID: nil }] }),
    ).toEqual({ id });
  });
});

describe("dates", () => {
  it.each([
    ["/Date(1777204800000+1300)/", "2026-04-27"],
    ["/Date(1776988800000+1300)/", "2026-04-24"],
    ["/Date(1776988800000)/", "2026-04-24"],
    ["/Date(-86400000+0000)/", "1969-12-31"],
    ["2026-04-24", "2026-04-24"],
    ["2026-04-24T00:00:00", "2026-04-24"],
    ["2026-04-24T00:00:00Z", "2026-04-24"],
    ["2026-04-24 00:00:00", "2026-04-24"],
    ["/Date(-62135596800000+0000)/", undefined],
    ["0001-01-01T00:00:00", undefined],
  ])("%s is the day %s", (wire, issueDate) => {
    expect(read("invoices", { InvoiceID: id, Date: wire })).toEqual(issueDate ? { id, issueDate } : { id });
  });

  it.each([
    ["/Date(1777034078688+1300)/", "2026-04-24T12:34:38.688Z"],
    ["/Date(1777034078688)/", "2026-04-24T12:34:38.688Z"],
    ["2026-04-24T12:34:38.688", "2026-04-24T12:34:38.688Z"],
    ["2026-04-24T12:34:38Z", "2026-04-24T12:34:38.000Z"],
    ["2026-04-24 12:34:38+00:00", "2026-04-24T12:34:38.000Z"],
    ["/Date(-62135596800000)/", undefined],
  ])("%s is the moment %s", (UpdatedDateUTC, updatedAt) => {
    expect(read("invoices", { InvoiceID: id, UpdatedDateUTC })).toEqual(updatedAt ? { id, updatedAt } : { id });
  });
});

describe("values that say nothing", () => {
  const rows = Object.entries(subject.fixtures).flatMap(([key, { rows }]) =>
    rows.map(({ raw }) => [key, raw] as const),
  );

  it.each([
    ["empty text", ""],
    ["null", null],
  ])("%s may stand in any place but an id and an amount that is required", (_, nothing) => {
    const paths = rows.flatMap(([key, raw]) =>
      variants(raw, nothing).flatMap((row) => {
        const change = decode(resources[key as keyof typeof resources], row);
        return change.type === "reject" ? change.issues.map(({ path }) => path) : [];
      }),
    );
    const own =
      "Account|Attachment|BankTransaction|BankTransfer|BatchPayment|Contact|CreditNote|Invoice|Item|ManualJournal|Organisation";
    const others = "Overpayment|Payment|Prepayment|PurchaseOrder|TrackingCategory|User";
    const needed = new RegExp(
      `^(?:(?:${own}|${others})ID|TaxType|id|Type|Total|TotalAmount|Amount|amount|allocations.0.amount)$`,
    );
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !needed.test(path))).toEqual([]);
  });
});

it("e-mail addresses that were pasted with blanks around them are read without", () => {
  const contact = { ContactID: id, Name: "Quán Thử", EmailAddress: " quan@example.com ", ContactPersons: [] };
  expect(read("contacts", contact)).toMatchObject({ emails: ["quan@example.com"] });
  const people = [{ FirstName: "Mai", EmailAddress: "mai@example.com " }];
  expect(read("contacts", { ...contact, ContactPersons: people })).toMatchObject({
    people: [{ email: "mai@example.com" }],
  });
});
