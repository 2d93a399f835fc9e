import { sampleCompany } from "@opensme/testing";
import { expect, test } from "vitest";
import * as z from "zod";
import { first, open, refusal } from "./sandbox-client.ts";

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
