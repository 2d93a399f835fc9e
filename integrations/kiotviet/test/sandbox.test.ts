import { sampleCompany } from "@opensme/testing";
import { expect, test } from "vitest";
import { Config, open, refusal, token } from "./sandbox-client.ts";

test("a token is given for the right id and secret alone, and for a day", async () => {
  const { shop } = await open();
  const { clientId, clientSecret } = Config.parse(shop.config);
  const right = {
    scopes: "PublicApi.Access",
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  };
  expect(await (await token(right)).json()).toMatchObject({ expires_in: 86_400, token_type: "Bearer" });

  const refused = async (form: Record<string, string>): Promise<unknown> => {
    const response = await token(form);
    expect(response.status).toBe(400);
    return response.json();
  };
  expect(await refused({ ...right, client_secret: "wrong" })).toEqual({ error: "invalid_client" });
  expect(await refused({ ...right, scopes: "Other" })).toEqual({ error: "invalid_scope" });
  expect(await refused({ ...right, grant_type: "password" })).toEqual({ error: "unsupported_grant_type" });
});

test("a token ends, and a call needs the token and the name of the shop", async () => {
  let now = new Date("2026-10-31T10:00:00Z");
  const { call, get } = await open({ now: () => now });
  expect((await get("/branches")).status).toBe(200);
  expect(await call("GET", "/branches", undefined, { authorization: "Bearer another" })).toEqual({
    status: 401,
    body: refusal("TokenException"),
  });
  expect(await call("GET", "/branches", undefined, { retailer: "another" })).toEqual({
    status: 401,
    body: refusal("KvRetailerException"),
  });
  now = new Date("2026-11-01T10:00:00Z");
  expect((await get("/branches")).status).toBe(401);
});

test("5,000 reads an hour, and no limit on writes", { timeout: 60_000 }, async () => {
  let now = new Date("2026-10-31T10:00:00Z");
  const { get, call } = await open({ now: () => now, limits: true, record: false, tokenLifetime: 1e6 });
  for (let batch = 0; batch < 50; batch += 1)
    await Promise.all(Array.from({ length: 100 }, () => get("/salechannel?pageSize=1")));
  expect(await get("/branches")).toEqual({ status: 429, body: refusal("TooManyRequests") });
  expect((await call("POST", "/customers", { name: "Khách Thử" })).status).toBe(200);
  now = new Date("2026-10-31T11:00:00Z");
  expect((await get("/branches")).status).toBe(200);
});

test("a page holds 20 records unless asked otherwise and never more than 100, and starts at a record", async () => {
  const { list } = await open();
  const page = await list("/invoices");
  expect(page).toMatchObject({ total: 2000, pageSize: 20 });
  expect(page.data).toHaveLength(20);
  expect(page["timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+07:00$/);
  expect((await list("/invoices?pageSize=500")).data).toHaveLength(100);
  const later = await list("/invoices?currentItem=15&pageSize=5");
  expect(later.data).toEqual(page.data.slice(15));
  expect((await list("/invoices?currentItem=1990&pageSize=100")).data).toHaveLength(10);
  expect((await list("/invoices?currentItem=2000")).data).toEqual([]);
});

test("rows come in the order asked for", async () => {
  const { list } = await open();
  const descending = await list("/customers?orderBy=name&orderDirection=Desc&pageSize=100");
  const names = descending.data.map(({ name }) => String(name));
  expect(names).toEqual(names.toSorted().toReversed());
  const newest = await list("/invoices?orderBy=createdDate&orderDirection=DESC&pageSize=100");
  const times = newest.data.map(({ createdDate }) => String(createdDate));
  expect(times).toEqual(times.toSorted().toReversed());
});

test.each([
  ["/customers", "includeTotal", ["totalInvoiced", "totalRevenue"]],
  ["/customers", "includeCustomerGroup", ["groups"]],
  ["/suppliers", "includeTotal", ["totalInvoiced"]],
  ["/products", "includeInventory", ["inventories"]],
  ["/products", "includePricebook", ["priceBooks"]],
  ["/products", "includeMaterial", ["productFormulas"]],
  ["/orders", "includePayment", ["payments"]],
  ["/orders", "includeOrderDelivery", ["orderDelivery"]],
  ["/invoices", "includePayment", ["payments"]],
  ["/invoices", "includeInvoiceDelivery", ["invoiceDelivery"]],
  ["/invoices", "SaleChannel", ["SaleChannel"]],
  ["/returns", "includePayment", ["payments"]],
  ["/purchaseorders", "includePayment", ["payments"]],
  ["/cashflow", "includeUser", ["user"]],
  ["/pricebooks", "includePriceBookBranch", ["priceBookBranches"]],
])("%s: %s decides whether %j come", async (path, flag, members) => {
  const { list } = await open();
  const seen = async (query: string): Promise<Set<string>> =>
    new Set((await list(`${path}?pageSize=100${query}`)).data.flatMap((row) => Object.keys(row)));
  const bare = await seen("");
  const full = await seen(`&${flag}=true`);
  for (const member of members) {
    expect(bare).not.toContain(member);
    expect(full).toContain(member);
  }
});

test("no member is null, times are local with seven decimals, and what was never changed has no modifiedDate", async () => {
  const { get, list } = await open();
  for (const path of [
    "/branches",
    "/users",
    "/customers",
    "/suppliers",
    "/products",
    "/orders",
    "/invoices",
    "/returns",
  ])
    expect(JSON.stringify((await get(`${path}?pageSize=100`)).body)).not.toContain("null");
  const { data } = await list("/customers?pageSize=100");
  for (const { createdDate } of data) expect(createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/);
  expect(data.some((row) => "modifiedDate" in row)).toBe(true);
  expect(data.some((row) => !("modifiedDate" in row))).toBe(true);
});

test("changed rows come by the time of their change, and for orders and invoices up to a time as well", async () => {
  const { list, shop } = await open();
  expect((await list("/customers?lastModifiedFrom=2026-10-31T22:30:00")).total).toBe(0);
  shop.control.touch("customers", "customer:60000005");
  const changed = await list("/customers?lastModifiedFrom=2026-10-31T22:30:00");
  expect(changed.data).toMatchObject([{ id: 60000005, modifiedDate: "2026-10-31T22:30:00.0000000" }]);

  const since = await list("/invoices?lastModifiedFrom=2026-10-20T00:00:00&pageSize=100");
  expect(since.total).toBeGreaterThan(0);
  const until = await list("/invoices?lastModifiedFrom=2026-10-20T00:00:00&toDate=2026-10-25T00:00:00&pageSize=100");
  expect(until.total).toBeGreaterThan(0);
  expect(until.total).toBeLessThan(since.total);
  for (const { createdDate, modifiedDate } of until.data) {
    const time = String(modifiedDate ?? createdDate);
    expect(time >= "2026-10-20" && time <= "2026-10-25T00:00:00.0000000").toBe(true);
  }
});

test.each([
  ["/customers", "customers", "customer:60000003", "removeId"],
  ["/products", "items", "70000003", "removeId"],
  ["/branches", "locations", "10002", "removedIds"],
  ["/users", "users", "2003", "removeIds"],
  ["/BankAccounts", "bankAccounts", "902", "removeIds"],
  ["/suppliers", "suppliers", "supplier:51003", "removedId"],
])(
  "%s reports what was deleted, when asked, and has it no more until it comes back",
  async (path, resource, id, key) => {
    const { list, shop } = await open();
    const number = Number(id.replace(/^\w+:/, ""));
    const before = (await list(path)).total;
    shop.control.remove?.(resource, id);
    expect((await list(path)).total).toBe(before - 1);
    expect(shop.control.ids(resource)).not.toContain(id);
    const asked = await list(`${path}?includeRemoveIds=true&lastModifiedFrom=2026-10-31T22:00:00`);
    expect(asked[key]).toEqual([number]);
    expect(await list(`${path}?lastModifiedFrom=2026-10-31T22:00:00`)).not.toHaveProperty(key);
    expect((await list(`${path}?includeRemoveIds=true&lastModifiedFrom=2026-11-01`))[key]).toEqual([]);

    shop.control.restore?.(resource, id);
    const back = await list(`${path}?includeRemoveIds=true&lastModifiedFrom=2026-10-31T22:00:00`);
    expect(back[key]).toEqual([]);
    expect(back.data).toMatchObject([{ id: number }]);
  },
);

test("documents of customers cannot be deleted", async () => {
  const { shop } = await open();
  for (const resource of ["invoices", "orders", "refunds"]) {
    const [id = ""] = shop.control.ids(resource);
    expect(() => shop.control.remove?.(resource, id)).toThrow(/deletes no/);
  }
});

test("everything is back at the start after a reset", async () => {
  const { shop, call } = await open();
  const before = shop.control.ids("customers");
  await call("POST", "/customers", { name: "Khách Thử" });
  shop.control.remove?.("items", "70000001");
  shop.reset();
  expect(shop.control.ids("customers")).toEqual(before);
  expect(shop.control.ids("items")).toContain("70000001");
  expect((await call("GET", "/branches")).status).toBe(401);
});

test("of 100,000 invoices a page makes its own, also when it is of those changed since a moment", async () => {
  const company = sampleCompany({ orders: 100_000 });
  let made = 0;
  let passes = 0;
  const counting = Object.create(company, {
    eachSale: {
      value: () => {
        passes += 1;
        return company.eachSale();
      },
    },
    saleAt: {
      value: (index: number) => {
        made += 1;
        return company.saleAt(index);
      },
    },
  });
  const { list } = await open({ company: counting, record: false });
  expect(await list("/invoices?orderBy=id&currentItem=90000&pageSize=100")).toMatchObject({ total: 100_000 });
  expect([made, passes]).toEqual([100, 0]);
  made = 0;
  const changed = await list("/invoices?lastModifiedFrom=2026-10-31T00:00:00&pageSize=100");
  expect(changed.total).toBeGreaterThan(100);
  expect(changed.total).toBeLessThan(5000);
  await list("/invoices?lastModifiedFrom=2026-10-31T00:00:00&currentItem=100&pageSize=100");
  expect([made, passes]).toEqual([200, 1]);
});
