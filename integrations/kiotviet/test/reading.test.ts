import type { Change, EntityName, Upsert } from "@opensme/core";
import { describe, expect, it } from "vitest";
import { kiotviet } from "../src/index.ts";
import { read } from "./recorded.ts";
import { all, asked, open } from "./vendor.ts";

describe("what is asked", () => {
  it("a token by the client's credentials, with the parameter that KiotViet calls scopes, and the shop in every request", async () => {
    const { vendor, client } = open();
    expect(await client.check()).toEqual({ id: "500000080", missing: [] });
    const [token, branches] = vendor.exchanges.map(({ request }) => request);
    expect(token?.url).toBe("https://id.kiotviet.vn/connect/token");
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: vendor.config["clientId"],
      client_secret: vendor.config["clientSecret"],
      scopes: "PublicApi.Access",
    });
    expect(branches?.headers).toMatchObject({
      retailer: vendor.config["retailer"],
      authorization: expect.stringMatching(/^Bearer /),
    });
  });

  it.each([
    ["locations", "GET /branches?orderBy=id&orderDirection=Asc&pageSize=100&currentItem=0"],
    [
      "customers",
      "GET /customers?orderBy=id&orderDirection=Asc&includeTotal=true&includeCustomerGroup=true&pageSize=100&currentItem=0",
    ],
    [
      "items",
      "GET /products?orderBy=id&orderDirection=Asc&includeInventory=true&includePricebook=true&includeMaterial=true&includeSoftDeletedAttribute=false&pageSize=100&currentItem=0",
    ],
    [
      "invoices",
      "GET /invoices?orderBy=id&orderDirection=Asc&includePayment=true&includeInvoiceDelivery=true&SaleChannel=true&pageSize=100&currentItem=0",
    ],
    ["bills", "GET /purchaseorders?orderBy=id&orderDirection=Asc&includePayment=true&pageSize=100&currentItem=0"],
    [
      "bankTransactions",
      "GET /cashflow?orderBy=id&orderDirection=Asc&includeUser=true&includeAccount=true&pageSize=100&currentItem=0",
    ],
  ] as const)("of %s at first", async (key, request) => {
    const { vendor, client } = open();
    for await (const _ of client[key].list().pages()) break;
    expect(asked(vendor)).toEqual([request]);
  });

  it("the next page from the last record of the one before", async () => {
    const { vendor, client } = open();
    let pages = 0;
    for await (const _ of client.customers.list().pages()) pages += 1;
    expect(pages).toBe(2);
    expect(asked(vendor).map((request) => /currentItem=\d+/.exec(request)?.[0])).toEqual([
      "currentItem=0",
      "currentItem=99",
    ]);
  });

  it("what changed since a moment, in Vietnamese time without offset, and what was deleted", async () => {
    const { vendor, client } = open();
    await all(client.customers.list({ since: "2026-10-30T17:30:00.250Z" }));
    expect(asked(vendor)).toEqual([
      "GET /customers?orderBy=id&orderDirection=Asc&includeTotal=true&includeCustomerGroup=true&pageSize=100&currentItem=0&lastModifiedFrom=2026-10-31T00:30:00.250&includeRemoveIds=true",
    ]);
  });

  it("of payments since a moment all purchases, whose list knows no change", async () => {
    const { vendor, client } = open();
    await all(client.payments.list({ since: "2026-10-30T17:00:00.000Z" }));
    const paths = asked(vendor).map(
      (request) => request.replace(/&.*(&lastModifiedFrom).*/, " since").split(/[&?]/)[0],
    );
    expect(paths).toEqual(["GET /orders", "GET /invoices", "GET /returns", "GET /purchaseorders"]);
    expect(asked(vendor).at(-1)).not.toContain("lastModifiedFrom");
  });
});

/** What a listing holds. A record that ends a page begins the next one again. */
const records = async <Entity extends EntityName>(
  changes: AsyncIterable<Change<Entity>>,
): Promise<Upsert<Entity>["record"][]> => {
  const found = new Map<string, Upsert<Entity>["record"]>();
  for await (const change of changes) if (change.type === "upsert") found.set(change.id, change.record);
  return [...found.values()];
};

describe("the shop of the sample company", () => {
  it("tells the same money once: every payment of a document, and no payment twice", async () => {
    const { vendor, client } = open();
    const payments = await records(client.payments.list());
    const sales = await records(client.invoices.list());
    const total = (amounts: readonly (string | undefined)[]): number =>
      amounts.reduce((sum, amount) => sum + Number(amount ?? 0), 0);
    const received = payments.filter(
      ({ direction, allocations }) => direction === "in" && allocations?.[0]?.document?.id.startsWith("invoice:"),
    );
    expect(total(received.map(({ amount }) => amount))).toBe(total(sales.map(({ paid }) => paid)));
    expect(new Set(payments.map(({ number }) => number)).size).toBe(payments.length);
    expect(vendor.control.ids("payments")).toHaveLength(payments.length);
  });

  it("owes what its sales say", async () => {
    const { client } = open();
    const due = new Map<string, number>();
    for (const { status, contact, total, paid } of await records(client.invoices.list()))
      if (contact && status === "completed")
        due.set(contact.id, (due.get(contact.id) ?? 0) + Number(total) - Number(paid));
    for (const { contact, total, paid } of await records(client.refunds.list()))
      if (contact) due.set(contact.id, (due.get(contact.id) ?? 0) - Number(total) + Number(paid));
    for (const { id, receivable } of await records(client.customers.list()))
      expect(Number(receivable), id).toBe(due.get(id) ?? 0);
  });
});

describe("rows as they come", () => {
  it("with next to nothing in them", () => {
    expect(read("invoices", { id: 251996687, code: "HDSPE_1", total: 210000, status: 1 })).toEqual({
      id: "invoice:251996687",
      number: "HDSPE_1",
      kind: "sale",
      status: "completed",
      currency: "VND",
      total: "210000",
    });
  });

  it("with numbers as text and ids as text", () => {
    expect(
      read("orders", { id: "18947766", total: "335000.50", totalPayment: "0", status: "3", branchId: "233443" }),
    ).toMatchObject({
      id: "order:18947766",
      total: "335000.5",
      paymentStatus: "unpaid",
      status: "completed",
      location: { id: "233443" },
    });
  });

  it("with empty lists: known to be empty", () => {
    expect(read("invoices", { id: 1, invoiceDetails: [], invoiceOrderSurcharges: [] })).toMatchObject({
      lines: [],
      charges: [],
    });
  });

  it("with an unknown state, kept in KiotViet's own number", () => {
    expect(read("invoices", { id: 1, status: 5, statusValue: "Không giao được" })).toMatchObject({
      status: "other",
      unmapped: { status: 5 },
    });
  });

  it("with an address that knows no district, one that does, and a province with a dash", () => {
    const at = (locationName: string): unknown =>
      read("locations", { id: 1, branchName: "A", locationName })["address"];
    expect(at("Hà Nội")).toEqual({ province: "Hà Nội" });
    expect(at("Hồ Chí Minh - Quận 7")).toEqual({ province: "Hồ Chí Minh", district: "Quận 7" });
    expect(at("Bà Rịa - Vũng Tàu - Thành phố Vũng Tàu")).toEqual({
      province: "Bà Rịa - Vũng Tàu",
      district: "Thành phố Vũng Tàu",
    });
  });

  it("that hold sums over all customers are no customers", () => {
    const { list } = kiotviet.resources.customers.definition;
    const page = {
      total: 2,
      data: [
        { id: -1, debt: 5 },
        { id: 7, name: "Mai" },
      ],
    };
    expect(list.rowsIn(page)).toEqual([{ id: 7, name: "Mai" }]);
  });
});
