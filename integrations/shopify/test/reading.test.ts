import { sampleCompany } from "@opensme/testing";
import { describe, expect, it } from "vitest";
import { all, asked, open } from "./vendor.ts";

const company = sampleCompany({ orders: 40 });

describe("what is asked", () => {
  it("a token by the client's credentials, which then goes bare in Shopify's header", async () => {
    const { vendor, client } = open({ company });
    expect(await client.check()).toEqual({ id: "may-mau.myshopify.com", name: company.tradeName, missing: [] });
    const [token, shop] = vendor.exchanges.map(({ request }) => request);
    expect(token?.url).toBe("https://may-mau.myshopify.com/admin/oauth/access_token");
    expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: vendor.config["clientId"],
      client_secret: vendor.config["clientSecret"],
    });
    expect(shop?.url).toBe("https://may-mau.myshopify.com/admin/api/2026-07/graphql.json");
    expect(shop?.headers["x-shopify-access-token"]).toMatch(/^access-/);
    expect(shop?.headers).not.toHaveProperty("authorization");
  });

  it("no token where the app was made with one", async () => {
    const { vendor, client } = open({ company }, { config: { shop: "may-mau", accessToken: "shpat_sandbox00000001" } });
    await client.check();
    expect(vendor.exchanges.map(({ request }) => request.headers["x-shopify-access-token"])).toEqual([
      "shpat_sandbox00000001",
    ]);
  });

  it("a token by a refresh token, for apps of other organisations", async () => {
    const config = {
      shop: "may-mau",
      clientId: "5a4d6a0c00010f5c2a6e00004000800a",
      clientSecret: "shpss_sandbox0f5c2a6e4d6a0c0001",
    };
    const { vendor, client } = open({ company }, { config: { ...config, refreshToken: "shprt_sandbox00000001" } });
    await client.check();
    expect(new URLSearchParams(vendor.exchanges[0]?.request.body).get("refresh_token")).toBe("shprt_sandbox00000001");
  });

  it.each([
    [{ shop: "may-mau" }, "give either accessToken, or clientId and clientSecret"],
    [{ shop: "may-mau", clientId: "a" }, "give either accessToken, or clientId and clientSecret"],
    [{ shop: "may-mau.myshopify.com", accessToken: "shpat_1" }, "expected the shop's name at Shopify"],
  ])("nothing with the settings %j", (config, problem) => {
    expect(() => open({}, { config })).toThrow(problem);
  });

  it("pages by the cursor that each gives, in the order of ids, with what changed since a moment", async () => {
    const { vendor, client } = open({ company });
    let pages = 0;
    for await (const _ of client.orders.list({ since: "2026-01-01T00:00:00.250Z" }).pages()) if (++pages === 3) break;
    const requests = asked(vendor);
    expect(requests.map(({ variables }) => variables)).toEqual([
      { first: 7, query: "updated_at:>='2026-01-01T00:00:00Z'" },
      { first: 7, query: "updated_at:>='2026-01-01T00:00:00Z'", after: expect.any(String) },
      { first: 7, query: "updated_at:>='2026-01-01T00:00:00Z'", after: expect.any(String) },
    ]);
    expect(new Set(requests.map(({ variables }) => variables?.["after"])).size).toBe(3);
    expect(requests[0]?.query).toContain("orders(first: $first, after: $after, sortKey: ID, query: $query)");
  });

  it("as many records of a page as the caller wants, but no more than a query may cost", async () => {
    for (const [pageSize, first] of [
      [3, 3],
      [500, 7],
    ] as const) {
      const { vendor, client } = open({ company }, { pageSize });
      for await (const _ of client.orders.list().pages()) break;
      // The first question is how many there are.
      expect(asked(vendor)[1]?.variables).toEqual({ first });
    }
  });

  it("who sold, only where the setting says that the app may read it", async () => {
    const plain = open({ company });
    const [without] = await all(plain.client.orders.list());
    expect(without).toMatchObject({ type: "upsert" });
    expect(without?.type === "upsert" && without.record.seller).toBe(undefined);
    const config = { shop: "may-mau", accessToken: "shpat_sandbox00000001", staff: true };
    const { vendor, client } = open({ company }, { config });
    const [withStaff] = await all(client.orders.list());
    expect(asked(vendor)[1]?.variables).toEqual({ first: 7, staff: true });
    expect(withStaff?.type === "upsert" && withStaff.record.seller?.id).toMatch(/^gid:\/\/shopify\/StaffMember\//);
    // Queries that do not ask for it are left as they are.
    await all(client.locations.list());
    expect(asked(vendor).at(-1)?.variables).toEqual({ first: 200 });
  });
});

/** An answer of a list, cut short by the vendor as `edit` says. */
const order = (lines: readonly number[], hasNextPage: boolean) => ({
  lineItems: {
    nodes: lines.map((line) => ({ id: `gid://shopify/LineItem/${line}`, name: `L${line}`, quantity: 1 })),
    pageInfo: { hasNextPage, endCursor: `after-${lines.at(-1)}` },
  },
});

describe("lists within a record", () => {
  it("are read to their end, however many pages they have", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    const id = "gid://shopify/Order/5500000001";
    const answers = [
      { data: { order: { id, name: "#1", ...order([1, 2], true) } } },
      { data: { order: order([3], true) } },
      { data: { order: order([4], false) } },
    ];
    vendor.faults.inject({ kind: "edit", times: 3, edit: () => answers.shift() });
    const { record, raw } = await client.orders.get(id);
    expect(record.lines?.map((line) => line.description)).toEqual(["L1", "L2", "L3", "L4"]);
    expect(raw).toMatchObject({ ...order([1, 2], true), furtherLineItems: [{ name: "L3" }, { name: "L4" }] });
    expect(
      asked(vendor)
        .slice(-2)
        .map(({ variables }) => variables),
    ).toEqual([
      { id, after: "after-2" },
      { id, after: "after-3" },
    ]);
  });

  it("of variants too, each an item of its own", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    const variant = (number: number) => ({
      id: `gid://shopify/ProductVariant/${number}`,
      title: `V${number}`,
      product: { id: "gid://shopify/Product/1", title: "P" },
    });
    const variants = (number: number, hasNextPage: boolean) => ({
      variants: { nodes: [variant(number)], pageInfo: { hasNextPage, endCursor: `c${number}` } },
    });
    const answers = [
      {
        data: {
          products: {
            nodes: [{ id: "gid://shopify/Product/1", ...variants(1, true) }],
            pageInfo: { hasNextPage: false },
          },
        },
      },
      { data: { product: variants(2, false) } },
    ];
    // The first is asked how many there are.
    vendor.faults.inject({ kind: "edit", after: 1, times: 2, edit: () => answers.shift() });
    const names = (await all(client.items.list())).map((change) =>
      change.type === "upsert" ? change.record.name : change,
    );
    expect(names).toEqual(["P - V1", "P - V2"]);
  });

  it("that do not go on, or whose record is gone meanwhile, fail the read instead of being taken for whole", async () => {
    for (const further of [{ data: { order: order([2], true) } }, { data: { order: null } }]) {
      const { vendor, client } = open({ company });
      await client.check();
      const answers = [{ data: { order: { id: "gid://shopify/Order/1", ...order([1, 2], true) } } }, further];
      vendor.faults.inject({ kind: "edit", times: 2, edit: () => answers.shift() });
      await expect(client.orders.get("gid://shopify/Order/1")).rejects.toMatchObject({ code: "mismatch" });
    }
  });
});

describe("lists", () => {
  it("begin anew beyond the last id before the vendor's ceiling on pages, and lose nothing", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    const page = (from: number) => ({
      data: {
        abandonedCheckouts: {
          nodes: Array.from({ length: 200 }, (_, index) => ({ id: `gid://shopify/AbandonedCheckout/${from + index}` })),
          pageInfo: { hasNextPage: from < 20_401, endCursor: `c${from}` },
        },
      },
    });
    let from = 1;
    vendor.faults.inject({
      kind: "edit",
      times: 103,
      edit: () => {
        const answer = page(from);
        from += 200;
        return answer;
      },
    });
    const since = "2026-01-01T00:00:00Z";
    let found = 0;
    for await (const { changes } of client.checkouts.list({ since }).pages()) found += changes.length;
    const variables = asked(vendor)
      .slice(1)
      .map((request) => request.variables);
    expect(found).toBe(103 * 200);
    expect(variables[99]).toMatchObject({ after: "c19601" });
    expect(variables[100]).toEqual({ first: 200, after: null, query: `updated_at:>='${since}' id:>=20001` });
    expect(variables[101]).toEqual({ first: 200, after: "c20001", query: `updated_at:>='${since}' id:>=20001` });
  });

  it("that say there is more and give no cursor are not taken for ended", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    const edit = () => ({ data: { locations: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } } } });
    vendor.faults.inject({ kind: "edit", edit });
    await expect(all(client.locations.list())).rejects.toMatchObject({ code: "mismatch" });
  });

  it("of payouts are empty for a shop without Shopify Payments", async () => {
    const { vendor, client } = open({ company });
    await client.check();
    vendor.faults.inject({ kind: "edit", edit: () => ({ data: { shopifyPaymentsAccount: null } }) });
    expect(await all(client.payouts.list())).toEqual([]);
  });

  it("of stock go from one location to the next, and go on where they were", async () => {
    const { client } = open({ company }, { pageSize: 5 });
    const pages = await all(client.stockLevels.list().pages());
    const ids = (from: number) => pages.slice(from).flatMap(({ changes }) => changes.map((change) => change.id));
    expect(new Set(ids(0)).size).toBe(company.stockLevels.length);
    for (const [index, { cursor }] of pages.entries()) {
      if (cursor === undefined) continue;
      const rest = await all(client.stockLevels.list({ cursor }));
      expect(rest.map((change) => change.id)).toEqual(ids(index + 1));
    }
  });
});

describe("the shop of the sample company", () => {
  it("is paid what its orders say", async () => {
    const { client } = open({ company });
    const paid = new Map<string, number>();
    for (const change of await all(client.payments.list())) {
      if (change.type !== "upsert" || change.record.direction !== "in") continue;
      const order = change.record.allocations?.[0]?.document?.id ?? "";
      paid.set(order, (paid.get(order) ?? 0) + Number(change.record.amount));
    }
    const orders = await all(client.orders.list());
    expect(orders).toHaveLength(company.saleCount);
    for (const change of orders) {
      if (change.type !== "upsert") throw new Error("rejected");
      expect(Number(change.record.paid), change.id).toBe(paid.get(change.id) ?? 0);
    }
  });

  it("puts the variants of a product into one group", async () => {
    const { client } = open({ company });
    const groups = new Map<string, number>();
    for (const change of await all(client.items.list()))
      if (change.type === "upsert" && change.record.group)
        groups.set(change.record.group.id, (groups.get(change.record.group.id) ?? 0) + 1);
    const expected = new Map<number, number>();
    for (const { group } of company.items) if (group) expected.set(group.id, (expected.get(group.id) ?? 0) + 1);
    expect([...groups.values()].sort()).toEqual([...expected.values()].sort());
  });
});
