import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { quickbooksOnline } from "../src/index.ts";
import { idOf } from "../src/sandbox/ids.ts";
import { all, asked, clock, failure, last, open, records } from "./vendor.ts";

const { books, now } = sampleCompany();

describe("requests", () => {
  it("lists are queries in the order of ids, and lists of names name also what is not in use", async () => {
    const { vendor, client } = open();
    await all(client.bills.list());
    await all(client.customers.list());
    await all(client.organizations.list());
    expect(asked(vendor)).toEqual([
      "GET /query?query=select * from Bill orderby Id startposition 1 maxresults 1000&minorversion=75&include=enhancedAllCustomFields",
      "GET /query?query=select * from Customer where Active in (true, false) orderby Id startposition 1 maxresults 1000&minorversion=75&include=enhancedAllCustomFields",
      "GET /query?query=select * from CompanyInfo&minorversion=75",
      "GET /preferences?minorversion=75",
    ]);
    expect(last(vendor).headers).toMatchObject({ accept: "application/json" });
  });

  it("the company comes with its currency, closing date and basis, which stand in the preferences", async () => {
    const { client } = open();
    const told = { id: "1", baseCurrency: "VND", lockDate: "2025-11-30", accountingBasis: "accrual" };
    expect(records(await all(client.organizations.list()))).toMatchObject([told]);
    expect((await client.organizations.get("1")).record).toMatchObject(told);
  });

  it("pages overlap by a record, so that one deleted meanwhile shows; a page that is not full is the last", async () => {
    const { vendor, client } = open();
    for (let count = 0; count < 1500; count += 1) vendor.control.insert("transfers");
    const found = records(await all(client.transfers.list()));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1506);
    expect(asked(vendor).map((request) => /startposition (\d+)/.exec(request)?.[1])).toEqual(["1", "1000"]);
  });

  it("an empty list has not even the name of the entity", async () => {
    const { client, vendor } = open();
    for (const id of vendor.control.ids("transfers")) vendor.control.remove?.("transfers", id);
    expect(await all(client.transfers.list())).toEqual([]);
    expect(JSON.parse(vendor.exchanges.at(-1)?.response.body ?? "")).toMatchObject({ QueryResponse: {} });
  });

  it.each([
    ["production", "https://quickbooks.api.intuit.com/v3/company/42"],
    ["sandbox", "https://sandbox-quickbooks.api.intuit.com/v3/company/42"],
  ] as const)("a company of the %s is asked at its own host", (environment, address) => {
    const { baseUrl } = quickbooksOnline.http;
    const config = quickbooksOnline.config.parse({ ...open().vendor.config, realmId: "42", environment });
    expect(typeof baseUrl === "string" ? baseUrl : baseUrl(config)).toBe(address);
  });

  it("a realm that is no number is refused before anything is asked", () => {
    expect(quickbooksOnline.config.safeParse({ ...open().vendor.config, realmId: "1/../2" }).success).toBe(false);
  });
});

describe("since a moment", () => {
  it("what changed is asked for in whole seconds, and then what was deleted", async () => {
    const { vendor, client } = open();
    const changes = await all(client.invoices.list({ since: "2026-10-30T10:00:00.250Z" }));
    expect(asked(vendor)).toEqual([
      "GET /query?query=select * from Invoice where MetaData.LastUpdatedTime >= '2026-10-30T10:00:00Z' orderby Id startposition 1 maxresults 1000&minorversion=75&include=enhancedAllCustomFields",
      "GET /cdc?entities=Invoice&changedSince=2026-10-30T10:00:00Z&minorversion=75",
    ]);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.length).toBeLessThan(books.invoiceCount);
  });

  it("names are never deleted, so nothing is asked of deletions", async () => {
    const { vendor, client } = open();
    await all(client.customers.list({ since: "2026-10-30T10:00:00Z" }));
    expect(asked(vendor)).toHaveLength(1);
  });

  it("deletions are told by their ids, with the prefix", async () => {
    const { now: time, advance } = clock(now);
    const { vendor, client } = open({ now: time });
    advance(3600);
    const since = time().toISOString();
    const [id = ""] = vendor.control.ids("billPayments");
    vendor.control.remove?.("billPayments", id);
    expect(await all(client.billPayments.list({ since }))).toEqual([
      { type: "delete", entity: "payment", id, cause: "reported" },
    ]);
  });

  it("more deletions than one answer holds are asked for again from the newest", async () => {
    const { now: time, advance } = clock(now);
    const { vendor, client } = open({ now: time });
    for (let count = 0; count < 1100; count += 1) vendor.control.insert("transfers");
    const inserted = vendor.control.ids("transfers").slice(-1100);
    advance(3600);
    const since = time().toISOString();
    for (const id of inserted) {
      advance(1);
      vendor.control.remove?.("transfers", id);
    }
    const changes = await all(client.transfers.list({ since }));
    expect(new Set(changes.flatMap((change) => (change.type === "delete" ? [change.id] : [])))).toEqual(
      new Set(inserted),
    );
    expect(asked(vendor).filter((request) => request.includes("/cdc"))).toHaveLength(2);
  });

  it("longer ago than the vendor remembers: what changed is read, and deletions are left to a full read", async () => {
    const { vendor, client } = open();
    const changes = await all(client.invoices.list({ since: "2026-07-01T00:00:00Z" }));
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ type }) => type === "upsert")).toBe(true);
    expect(vendor.exchanges.at(-1)?.response.status).toBe(400);
  });

  it("any other failure to learn of deletions is one of the listing", async () => {
    const { vendor, client } = open();
    await client.check();
    vendor.faults.inject({ kind: "status", status: 500, path: /cdc/ });
    expect(await failure(all(client.invoices.list({ since: now })))).toMatchObject({ code: "unavailable" });
  });
});

describe("the books, read", () => {
  it("sales on credit are invoices, with what is left of them", async () => {
    const { client } = open();
    const found = records(await all(client.invoices.list()));
    const truth = new Map(
      books.invoices.flatMap((invoice) =>
        invoice.kind === "wholesale" && ["authorised", "paid", "voided"].includes(invoice.status)
          ? [[idOf("invoice", invoice.id), invoice] as const]
          : [],
      ),
    );
    expect(found).toHaveLength(truth.size);
    for (const invoice of found) {
      const { number, date, dueDate, tax, total, due, status } = truth.get(invoice.id) ?? expect.fail();
      expect(invoice).toMatchObject({ number, issueDate: date, dueDate, currency: "VND", taxInclusive: false });
      if (status === "voided") {
        expect(invoice).toMatchObject({ status: "void", total: "0", due: "0" });
        continue;
      }
      expect([invoice.tax, invoice.total, invoice.due].map(Number)).toEqual([tax, total, due]);
      expect(invoice.status).toBe(due === 0 ? "paid" : due < total ? "partially-paid" : "open");
    }
  });

  it("sales at the counter are invoices paid at once, with ids of their own", async () => {
    const { client } = open();
    const found = records(await all(client.salesReceipts.list()));
    expect(found.length).toBeGreaterThan(0);
    for (const receipt of found)
      expect(receipt).toMatchObject({ id: expect.stringMatching(/^salesReceipt:\d+$/), status: "paid", due: "0" });
    const [first] = found;
    expect((await client.salesReceipts.get(first?.id ?? "")).record).toEqual(first);
  });

  it("a credit is used by a payment of nothing that names both documents", async () => {
    const { client } = open();
    const uses = records(await all(client.payments.list())).filter(({ amount }) => amount === "0");
    expect(uses.length).toBeGreaterThan(0);
    for (const { allocations } of uses)
      expect(allocations?.map(({ documentKind }) => documentKind)).toEqual(["invoice", "creditNote"]);
  });

  it("journal entries balance", async () => {
    const { client } = open();
    for (const { lines } of records(await all(client.journalEntries.list())))
      expect(lines?.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);
  });

  it("categories, which are listed among the items, are none", async () => {
    const { client, vendor } = open();
    const found = records(await all(client.items.list()));
    const sent = JSON.parse(vendor.exchanges.at(-1)?.response.body ?? "").QueryResponse.Item;
    const categories = sent.filter((row: { Type: string }) => row.Type === "Category");
    expect(categories.length).toBeGreaterThan(0);
    expect(found).toHaveLength(sent.length - categories.length);
    expect(categories.map((row: { Name: string }) => row.Name)).toContain(found[0]?.category);
  });

  it("employees come without what nobody asked for, one by itself too; those who left are there", async () => {
    const { client } = open();
    const found = records(await all(client.employees.list()));
    expect(found).toHaveLength(sampleCompany().employees.length);
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set(["active", "inactive"]));
    const [first] = found;
    const alone = await client.employees.get(first?.id ?? "");
    expect(alone.record).toEqual(first);
    for (const field of ["birthDate", "gender", "homeAddress"]) expect(first).not.toHaveProperty(field);
    for (const field of ["SSN", "BirthDate", "Gender", "PrimaryAddr"]) expect(alone.raw).not.toHaveProperty(field);
  });

  it("employees come whole to those who ask; a masked number is none", async () => {
    const { client } = open({}, { sensitive: true });
    const [first] = records(await all(client.employees.list()));
    const [truth] = sampleCompany().employees;
    expect(first).toMatchObject({
      birthDate: truth?.birthDate,
      gender: truth?.gender,
      homeAddress: { kind: "home", line1: truth?.address.street },
    });
    expect(first).not.toHaveProperty("nationalId");
    expect((await client.employees.get(first?.id ?? "")).record).toEqual(first);
  });

  it("hours follow from the clock; the time of vendors is no employee's", async () => {
    const { client, vendor } = open();
    const found = new Map(records(await all(client.timeEntries.list())).map(({ id, hours }) => [id, Number(hours)]));
    const { timeEntries } = sampleCompany();
    expect(found.size).toBe(timeEntries.length);
    for (const { id, hours } of timeEntries) expect(found.get(idOf("timeEntry", id))).toBeCloseTo(hours, 2);
    const ofVendor = idOf("timeEntry", 900_000_000);
    expect(vendor.exchanges.at(-1)?.response.body).toContain(`"${ofVendor}"`);
    expect(await failure(client.timeEntries.get(ofVendor))).toMatchObject({ code: "not_found" });
  });

  it("deleted time is absent from a full read alone: the list of changes does not tell of it", async () => {
    const { client, vendor } = open();
    await all(client.timeEntries.list({ since: "2026-10-30T10:00:00.000Z" }));
    expect(asked(vendor)).toEqual([
      expect.stringContaining("select * from TimeActivity where MetaData.LastUpdatedTime"),
    ]);
    const stream = client.streams.find(({ resource }) => resource === "timeEntries");
    expect(stream?.listing.deletes).toBe("absent");
  });

  it("a large company is there as soon as it is asked for", async () => {
    const { sandbox } = await import("../src/sandbox/index.ts");
    const started = performance.now();
    sandbox({ company: sampleCompany({ orders: 100_000 }) });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
