import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { all, asked, open } from "./vendor.ts";

const company = sampleCompany({ orders: 120 });

describe("what is asked", () => {
  it("with the token of the shop, whose id and name answer for it", async () => {
    const { vendor, client } = open();
    expect(await client.check()).toEqual({ id: "200000100001", name: "Mây Mẫu Coffee" });
    expect(vendor.exchanges[0]?.request).toMatchObject({
      url: "https://apis.haravan.com/com/shop.json",
      headers: { authorization: `Bearer ${vendor.config["token"]}` },
    });
  });

  it.each([
    ["locations", "GET /com/locations.json"],
    ["users", "GET /com/users.json"],
    ["customers", "GET /com/customers.json?limit=50&since_id=0"],
    ["items", "GET /com/products.json?limit=50&since_id=0"],
    ["orders", "GET /com/orders.json?status=any&limit=50&since_id=0"],
    ["payments", "GET /com/orders.json?status=any&limit=50&since_id=0"],
  ] as const)("of %s at first", async (key, request) => {
    const { vendor, client } = open({ company });
    for await (const _ of client[key].list().pages()) break;
    expect(asked(vendor)).toEqual([request]);
  });

  it("the next page after the last id of the one before, and what changed since a moment in all of them", async () => {
    const { vendor, client } = open({ company });
    await all(client.orders.list({ since: "2026-01-01T00:00:00.000Z" }));
    const [first, second] = asked(vendor);
    expect(first).toBe("GET /com/orders.json?status=any&limit=50&since_id=0&updated_at_min=2026-01-01T00:00:00.000Z");
    expect(second).toBe(first?.replace("since_id=0", "since_id=1138000050"));
  });

  it("never for more than a page may hold: one cut short would look like the last", async () => {
    const { vendor, client } = open({ company }, { pageSize: 250 });
    const orders = await all(client.orders.list());
    expect(asked(vendor)[0]).toContain("limit=50");
    expect(orders).toHaveLength(vendor.control.ids("orders").length);
  });

  it("page by page where what lies after an id does not come in the order of ids", async () => {
    const { vendor, client } = open({ company });
    const ids = vendor.control.ids("customers").map(Number).reverse();
    const page = (start: number) => ({
      customers: ids.slice(start, start + 50).map((id) => ({ id, first_name: "Mẫu" })),
    });
    vendor.faults.inject({ kind: "edit", path: /customers/, edit: () => page(0) });
    vendor.faults.inject({ kind: "edit", path: /page=2/, edit: () => page(50) });
    vendor.faults.inject({ kind: "edit", path: /page=3/, edit: () => page(100) });
    const found = await all(client.customers.list());
    expect(new Set(found.map(({ id }) => id)).size).toBe(Math.min(ids.length, 150));
    expect(asked(vendor)[1]).toBe("GET /com/customers.json?limit=50&since_id=0&page=2");
  });

  it("stock by fifty variants at all places, for every product also where only what changed is asked for", async () => {
    const { vendor, client } = open({ company });
    const since = "2026-10-31T00:00:00.000Z";
    await all(client.stockLevels.list({ since }));
    const requests = asked(vendor);
    expect(requests.slice(0, 2)).toEqual([
      "GET /com/locations.json",
      "GET /com/products.json?fields=id,variants&limit=50&since_id=0",
    ]);
    const balances = vendor.exchanges
      .map(({ request }) => new URL(request.url))
      .filter(({ pathname }) => pathname.endsWith("inventory_locations.json"));
    expect(balances.length).toBeGreaterThan(1);
    for (const { searchParams } of balances) {
      expect(searchParams.get("variant_ids")?.split(",").length).toBeLessThanOrEqual(50);
      expect(searchParams.get("location_ids")).toBe("900004,900003,900002,900001");
      expect(searchParams.get("updated_at_min")).toBe(since);
      expect([searchParams.get("order"), searchParams.get("direction")]).toEqual(["id", "asc"]);
    }
  });

  it("a variant, and then the product that it is one of", async () => {
    const { vendor, client } = open({ company });
    const [id = ""] = vendor.control.ids("items");
    const { record } = await client.items.get(id);
    expect(record).toMatchObject({ id, group: { id } });
    expect(asked(vendor)).toEqual([`GET /com/variants/${id}.json`, "GET /com/products/1028000001.json"]);
  });
});

describe("records that come and go while a list is read", () => {
  it("leave all others where they are", async () => {
    const { vendor, client } = open({ company }, { pageSize: 20 });
    const start = vendor.control.ids("customers");
    const found = new Set<string | undefined>();
    let isFirst = true;
    for await (const { changes } of client.customers.list().pages()) {
      for (const { id } of changes) found.add(id);
      if (isFirst) for (const id of start.slice(0, 5)) vendor.control.remove?.("customers", id);
      isFirst = false;
    }
    expect(start.filter((id) => !found.has(id))).toEqual([]);
  });
});

describe("the shop of the sample company", () => {
  it("has every đồng that was paid once, and what was given back", async () => {
    const { client } = open({ company });
    let received = 0;
    let returned = 0;
    for (const change of await all(client.payments.list())) {
      if (change.type !== "upsert") throw new Error("rejected");
      const amount = Number(change.record.amount);
      if (change.record.direction === "in") received += amount;
      else returned += amount;
    }
    const open_ = company.orders.filter(({ saleNumber }) => saleNumber === undefined);
    const paid = [...company.sales, ...open_].reduce((sum, document) => sum + document.paid, 0);
    expect(received).toBe(paid);
    expect(returned).toBe(
      company.refunds.filter(({ method }) => method !== "credit").reduce((sum, { total }) => sum + total, 0),
    );
  });

  it("says of every order what was paid of it", async () => {
    const { client } = open({ company });
    const orders = await all(client.orders.list());
    const paid = new Map(
      company.sales.map(({ paid, refund }, index) => [String(1_138_000_001 + index), { paid, refund }]),
    );
    for (const change of orders) {
      if (change.type !== "upsert") throw new Error("rejected");
      const sale = paid.get(change.id);
      if (!sale?.paid) continue;
      const back = sale.refund && sale.refund.method !== "credit" ? sale.refund.total : 0;
      expect(change.record.paid, change.id).toBe(String(sale.paid - back));
    }
  });

  it("brings closed and cancelled orders too", async () => {
    const { client } = open({ company });
    const statuses = new Set<string | undefined>();
    for (const change of await all(client.orders.list()))
      if (change.type === "upsert") statuses.add(change.record.status);
    expect([...statuses].sort()).toEqual(["cancelled", "completed", "open"]);
  });
});
