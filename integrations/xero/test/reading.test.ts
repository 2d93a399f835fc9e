import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { xero } from "../src/index.ts";
import { guid } from "../src/sandbox/wire.ts";
import { all, asked, last, open, records } from "./vendor.ts";

const { books } = sampleCompany();

describe("requests", () => {
  it("sales invoices and bills are asked for apart, in whole pages, in the order of their ids", async () => {
    const { vendor, client } = open();
    await all(client.invoices.list());
    await all(client.bills.list());
    expect(asked(vendor)).toEqual([
      'GET /Invoices?where=Type=="ACCREC"&unitdp=4&order=InvoiceID ASC&page=1&pageSize=1000',
      'GET /Invoices?where=Type=="ACCPAY"&unitdp=4&order=InvoiceID ASC&page=1&pageSize=1000',
    ]);
    expect(last(vendor).headers).toMatchObject({
      accept: "application/json",
      "xero-tenant-id": "6f3c1d90-8b52-4e07-a1c4-2d9e5b7f0a31",
    });
  });

  it("what has no pages is asked for once", async () => {
    const { vendor, client } = open();
    await all(client.items.list());
    await all(client.dimensions.list());
    await all(client.contacts.list());
    expect(asked(vendor)).toEqual([
      "GET /Items?unitdp=4",
      "GET /TrackingCategories?includeArchived=true",
      "GET /Contacts?includeArchived=true&order=ContactID ASC&page=1&pageSize=1000",
    ]);
  });

  it("since a moment: in whole seconds of UTC", async () => {
    const { vendor, client } = open();
    const changes = await all(client.invoices.list({ since: "2026-10-30T10:00:00.250Z" }));
    expect(last(vendor).headers["if-modified-since"]).toBe("2026-10-30T10:00:00");
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.length).toBeLessThan(books.invoices.length);
  });

  it("goes on with the next page until all are read", async () => {
    const { vendor, client } = open();
    for (let count = 0; count < 1000; count += 1) vendor.control.insert("contacts");
    expect(await all(client.contacts.list())).toHaveLength(books.contacts.length + 1000);
    expect(asked(vendor).map((request) => /page=(\d+)/.exec(request)?.[1])).toEqual(["1", "2"]);
  });

  it("files are asked of the documents that have some, of those that changed when only changes are wanted", async () => {
    const { vendor, client } = open();
    const files = records(await all(client.attachments.list()));
    expect(files).toHaveLength(books.attachments.length);
    const truth = books.attachments.map((file) => `${file.documentKind} ${guid(file.documentKind, file.documentId)}`);
    expect(files.map(({ documentKind, document }) => `${documentKind} ${document?.id}`).sort()).toEqual(truth.sort());
    const before = asked(vendor).length;
    await all(client.attachments.list({ since: "2026-10-31T16:00:00.000Z" }));
    expect(asked(vendor).slice(before)).toEqual(expect.not.arrayContaining([expect.stringMatching(/Attachments/)]));
  });
});

describe("the books, read", () => {
  it("invoices, with what was paid and credited", async () => {
    const { client } = open();
    const found = records(await all(client.invoices.list()));
    const truth = new Map(books.invoices.map((invoice) => [guid("invoice", invoice.id), invoice]));
    expect(found).toHaveLength(truth.size);
    for (const invoice of found) {
      const { number, date, dueDate, net, tax, total, paid, credited, due } = truth.get(invoice.id) ?? expect.fail();
      expect(invoice).toMatchObject({ number, issueDate: date, dueDate, currency: "VND", taxInclusive: false });
      const sums = [invoice.subTotal, invoice.tax, invoice.total, invoice.paid, invoice.credited, invoice.due];
      expect(sums.map(Number)).toEqual([net, tax, total, paid, credited, due]);
    }
    const words = { authorised: "open", voided: "void" } as const;
    const status = ({ status: word, paid, credited }: (typeof books.invoices)[number]): string =>
      word === "authorised"
        ? paid + credited > 0
          ? "partially-paid"
          : words[word]
        : word === "voided"
          ? words[word]
          : word;
    expect(found.map((invoice) => invoice.status)).toEqual(
      found.map(({ id }) => status(truth.get(id) ?? expect.fail())),
    );
  });

  it("payments of all four kinds", async () => {
    const { client } = open();
    const found = records(await all(client.payments.list()));
    const told = found.map(
      ({ direction, kind, allocations }) => `${kind} ${direction} ${allocations?.[0]?.documentKind}`,
    );
    const kinds = {
      invoice: "payment in invoice",
      bill: "payment out bill",
      "credit-note": "refund out creditNote",
      "vendor-credit": "refund in vendorCredit",
    };
    expect(told.sort()).toEqual(books.payments.map(({ documentKind }) => kinds[documentKind]).sort());
    expect(found.filter(({ status }) => status === "deleted")).toHaveLength(
      books.payments.filter(({ status }) => status === "deleted").length,
    );
  });

  it("manual journals balance", async () => {
    const { client } = open();
    for (const { lines } of records(await all(client.journalEntries.list())))
      expect(lines?.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);
  });

  it("the id of a bill is not that of an invoice", async () => {
    const { client } = open();
    expect((await client.bills.get(guid("bill", 1))).record.number).toBe(books.bills[0]?.number);
    await expect(client.invoices.get(guid("bill", 1))).rejects.toMatchObject({ code: "not_found" });
  });

  it("a large company is read as soon as it is asked for", async () => {
    const started = performance.now();
    const { sandbox } = await import("../src/sandbox/index.ts");
    sandbox({ company: sampleCompany({ orders: 100_000 }) });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

it("every resource names its scopes, and none of the broad ones that new apps do not get", () => {
  const scopes = Object.values(xero.resources).flatMap(({ definition: { scopes } }) => [
    ...(scopes?.read ?? []),
    ...(scopes && "write" in scopes ? (scopes.write ?? []) : []),
  ]);
  expect(scopes.filter((scope) => scope.startsWith("accounting.transactions"))).toEqual([]);
});
