import { type Sandbox, type SandboxOptions, sampleCompany } from "@opensme/testing";
import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { sandbox } from "../src/sandbox/index.ts";

const Config = z.object({ retailer: z.string(), clientId: z.string(), clientSecret: z.string() });
const Page = z.looseObject({
  total: z.number(),
  pageSize: z.number(),
  data: z.array(z.record(z.string(), z.unknown())),
});
const Answer = z.record(z.string(), z.unknown());

interface Answered {
  status: number;
  body: Record<string, unknown>;
}

interface Client {
  shop: Sandbox;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  get(path: string): Promise<Answered>;
  list(path: string): Promise<z.output<typeof Page>>;
}

const token = (credentials: Record<string, string>): Promise<Response> =>
  fetch("https://id.kiotviet.vn/connect/token", { method: "POST", body: new URLSearchParams(credentials) });

const open = async (options: SandboxOptions = {}): Promise<Client> => {
  const shop = sandbox(options);
  const server = setupServer(...shop.handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const { retailer, clientId, clientSecret } = Config.parse(shop.config);
  const issued = await token({
    scopes: "PublicApi.Access",
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await issued.json());
  const call: Client["call"] = async (method, path, body, headers = {}) => {
    const response = await fetch(`https://public.kiotapi.com${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, retailer, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: Answer.parse(await response.json()) };
  };
  const get = (path: string): Promise<Answered> => call("GET", path);
  return { shop, call, get, list: async (path) => Page.parse((await get(path)).body) };
};

const first = ({ data }: z.output<typeof Page>): Record<string, unknown> => {
  const [row] = data;
  if (!row) throw new Error("The page is empty");
  return row;
};

const refusal = (errorCode: string, message: unknown = expect.any(String)): object => ({
  responseStatus: { errorCode, message },
});

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

test("all invoices of the company, once each, with its sums", async () => {
  const { list } = await open();
  const company = sampleCompany();
  const rows: Record<string, unknown>[] = [];
  for (let offset = 0; offset < 2000; offset += 100)
    rows.push(...(await list(`/invoices?pageSize=100&currentItem=${offset}&includePayment=true`)).data);
  expect(rows.map(({ code }) => code)).toEqual(company.sales.map(({ number }) => number));
  expect(rows.map(({ total }) => total)).toEqual(company.sales.map(({ total }) => total));

  const Parts = z.looseObject({
    total: z.number(),
    totalPayment: z.number(),
    totalTax: z.number(),
    payments: z.array(z.looseObject({ amount: z.number() })),
    invoiceDetails: z.array(z.looseObject({ price: z.number(), discount: z.number(), quantity: z.number() })),
    invoiceOrderSurcharges: z.array(z.looseObject({ price: z.number() })),
  });
  for (const row of rows) {
    const sale = Parts.parse(row);
    const lines = sale.invoiceDetails.reduce((sum, line) => sum + (line.price - line.discount) * line.quantity, 0);
    const surcharges = sale.invoiceOrderSurcharges.reduce((sum, { price }) => sum + price, 0);
    expect(lines + sale.totalTax + surcharges).toBeCloseTo(sale.total, 0);
    expect(sale.payments.reduce((sum, { amount }) => sum + amount, 0)).toBe(sale.totalPayment);
  }
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

test("documents come by day, purchases and cash too, which tell no change", async () => {
  const { list } = await open();
  for (const [path, from, to, member] of [
    ["/invoices", "fromPurchaseDate", "toPurchaseDate", "purchaseDate"],
    ["/purchaseorders", "fromPurchaseDate", "toPurchaseDate", "purchaseDate"],
    ["/cashflow", "startDate", "endDate", "transDate"],
  ] as const) {
    const { data, total } = await list(`${path}?${from}=2026-09-01&${to}=2026-10-01&pageSize=100`);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan((await list(path)).total);
    for (const row of data) expect(String(row[member])).toMatch(/^2026-(09|10-01T00:00:00)/);
  }
});

test("cash flow has every payment, money out as a negative amount", async () => {
  const { list, get } = await open();
  const { data } = await list("/cashflow?pageSize=100");
  expect(data.some(({ amount }) => Number(amount) < 0)).toBe(true);
  const [payment] = z
    .array(z.looseObject({ code: z.string(), amount: z.number() }))
    .parse((await get("/invoices/90000001")).body["payments"]);
  expect((await list(`/cashflow?code=${payment?.code}`)).data).toMatchObject([{ amount: payment?.amount }]);
});

test("every unit and every variant is a product, and combos tell what they hold", async () => {
  const { list } = await open();
  const { data, total } = await list("/products?pageSize=100&includeMaterial=true");
  expect(total).toBe(sampleCompany().items.flatMap(({ units }) => units).length);
  const byId = new Map(data.map((row) => [row["id"], row]));
  const units = data.filter((row) => "masterUnitId" in row);
  expect(units.length).toBeGreaterThan(0);
  for (const unit of units) {
    expect(unit["conversionValue"]).toBeGreaterThan(1);
    expect(byId.get(unit["masterUnitId"])).toMatchObject({ name: unit["name"], conversionValue: 1 });
  }
  const variants = data.filter((row) => "masterProductId" in row);
  expect(variants.length).toBeGreaterThan(0);
  for (const variant of variants) {
    expect(variant["attributes"]).toMatchObject([{ productId: variant["id"] }, { productId: variant["id"] }]);
    expect(byId.get(variant["masterProductId"])).toMatchObject({ name: variant["name"], hasVariants: true });
  }
  const combos = data.filter((row) => row["type"] === 1);
  expect(combos.length).toBeGreaterThan(0);
  for (const combo of combos) {
    const parts = z.array(z.looseObject({ materialId: z.number() })).parse(combo["productFormulas"]);
    for (const { materialId } of parts) expect(byId.has(materialId)).toBe(true);
  }
  expect(new Set(data.map(({ taxRate }) => taxRate))).toContain("KCT");
});

test("groups of goods come flat by name, or as a tree", async () => {
  const { list } = await open();
  const flat = await list("/categories");
  expect(flat).toMatchObject({ total: 7, removedIds: [] });
  expect(flat.data.every((row) => "categoryId" in row && !("id" in row))).toBe(true);
  const tree = await list("/categories?hierachicalData=true");
  expect(tree.total).toBe(5);
  const root = tree.data.find(({ hasChild }) => hasChild);
  expect(root?.["children"]).toMatchObject([{ parentId: root?.["categoryId"] }, { parentId: root?.["categoryId"] }]);
});

test("a price book and its prices", async () => {
  const { list, get } = await open();
  const { id } = first(await list("/pricebooks"));
  const prices = await list(`/pricebooks/${id}?pageSize=100`);
  expect(prices.total).toBeGreaterThan(0);
  expect(Object.keys(first(prices)).toSorted()).toEqual(["price", "productCode", "productId"]);
  expect(await get("/pricebooks/9")).toEqual({ status: 404, body: refusal("KvNotFoundException") });
});

test.each(["/customers", "/suppliers", "/products", "/orders", "/invoices", "/returns", "/purchaseorders"])(
  "%s: one by its id, with all of its parts, and none where there is none",
  async (path) => {
    const { get, list } = await open();
    const row = first(await list(path));
    const one = await get(`${path}/${row["id"]}`);
    expect(one).toMatchObject({ status: 200, body: row });
    expect(await get(`${path}/1`)).toEqual({ status: 404, body: refusal("KvNotFoundException") });
    if (path !== "/suppliers" && path !== "/purchaseorders")
      expect(await get(`${path}/code/${row["code"]}`)).toEqual(one);
  },
);

test("a customer is added and changed; a change empties what is not sent", async () => {
  const { call, get, shop } = await open();
  const { body: made } = await call("POST", "/customers", { name: "Khách Thử", contactNumber: "0900000777" });
  expect(made).toMatchObject({ name: "Khách Thử", contactNumber: "0900000777" });
  expect(made).not.toHaveProperty("modifiedDate");
  expect(shop.control.ids("customers")).toContain(`customer:${made["id"]}`);

  await call("PUT", `/customers/${made["id"]}`, { name: "Khách Thử Hai", taxCode: "0399900015" });
  const { body: changed } = await get(`/customers/${made["id"]}`);
  expect(changed).toMatchObject({ name: "Khách Thử Hai", taxCode: "0399900015", code: made["code"] });
  expect(changed).toHaveProperty("modifiedDate");
  expect(changed).not.toHaveProperty("contactNumber");
});

test.each([
  ["POST", "/customers", {}, "Tên khách hàng không được để trống"],
  ["POST", "/customers", { name: "Khách Thử", code: "KH000001" }, "Mã khách hàng đã tồn tại"],
  ["PUT", "/customers/60000002", { name: "Khách Thử", code: "KH000001" }, "Mã khách hàng đã tồn tại"],
  ["POST", "/products", { categoryId: 3001 }, "Tên hàng hóa không được để trống"],
  ["POST", "/products", { name: "Trà", categoryId: 3001, code: "QT-COMBO" }, "Mã hàng hóa đã tồn tại"],
  ["POST", "/customers", { name: 12 }, "Dữ liệu không hợp lệ"],
  ["POST", "/orders", { branchId: 1, orderDetails: [{ productId: 70000001, quantity: 1 }] }, "Chi nhánh không tồn tại"],
  [
    "POST",
    "/orders",
    { branchId: 10001, orderDetails: [{ productId: 1, quantity: 1 }] },
    "Hàng hóa không tồn tại trong hệ thống",
  ],
])("%s %s %j is refused: %s", async (method, path, body, message) => {
  const { call, shop } = await open();
  const before = ["customers", "items", "orders"].map((resource) => shop.control.ids(resource).length);
  expect(await call(method, path, body)).toEqual({ status: 400, body: refusal("KvValidateException", message) });
  expect(["customers", "items", "orders"].map((resource) => shop.control.ids(resource).length)).toEqual(before);
});

test("an order adds up, and what it is worth follows a change", async () => {
  const { call, get } = await open();
  const body = {
    branchId: 10001,
    totalPayment: 50_000,
    method: "Transfer",
    orderDetails: [
      { productId: 70000001, quantity: 2, price: 100_000, discount: 10_000, OrderDetailTaxs: [{ TaxId: 3 }] },
    ],
    surchages: [{ id: 11, code: "THK000001", price: 30_000 }],
    customer: { name: "Khách Thử", contactNumber: "0900000777" },
  };
  const { body: made } = await call("POST", "/orders", body);
  expect(made).toMatchObject({
    total: 2 * 90_000 + 14_400 + 30_000,
    totalPayment: 50_000,
    totalTax: 14_400,
    customerName: "Khách Thử",
    payments: [{ amount: 50_000, method: "Transfer" }],
  });
  await call("PUT", `/orders/${made["id"]}`, {
    branchId: 10001,
    orderDetails: [{ productId: 70000001, quantity: 1, price: 100_000, OrderDetailTaxs: [] }],
  });
  expect((await get(`/orders/${made["id"]}`)).body).toMatchObject({
    code: made["code"],
    total: 100_000,
    totalPayment: 50_000,
  });
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
