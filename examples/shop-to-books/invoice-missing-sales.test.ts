import { connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { sandbox as simulatedKiotviet } from "@opensme/kiotviet/sandbox";
import { sampleCompany } from "@opensme/testing";
import { xero } from "@opensme/xero";
import { sandbox as simulatedXero } from "@opensme/xero/sandbox";
import { setupServer } from "msw/node";
import { expect, it, onTestFinished } from "vitest";
import { invoiceMissingSales } from "./invoice-missing-sales.ts";

const open = () => {
  const company = sampleCompany();
  const vendors = { shop: simulatedKiotviet({ company }), books: simulatedXero({ company }) };
  const server = setupServer(...vendors.shop.handlers, ...vendors.books.handlers);
  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());
  const shop = connect(kiotviet, { config: kiotviet.config.parse(vendors.shop.config) });
  const books = connect(xero, { config: xero.config.parse(vendors.books.config) });
  return { company, vendors, shop, books };
};

it("makes invoices of exactly the sales that the company forgot to invoice, over their amounts, once", async () => {
  const { company, vendors, shop, books } = open();
  const taxCodes = new Map(company.customers.map(({ id, shop }) => [id, shop.taxCode]));
  const forgotten = company.discrepancies.flatMap(({ kind, customerId, saleNumber }) =>
    kind === "not-invoiced" && taxCodes.get(customerId) ? [saleNumber] : [],
  );
  expect(forgotten.length).toBeGreaterThan(1);

  const before = vendors.books.control.ids("invoices").length;
  const outcomes = await invoiceMissingSales(shop, books, "5112");
  expect(outcomes.map(({ sale, problems }) => [sale.number, problems])).toEqual(
    forgotten.map((number) => [number, []]),
  );
  for (const { sale, invoice = "" } of outcomes)
    expect((await books.invoices.get(invoice)).record).toMatchObject({
      reference: sale.number,
      status: "draft",
      total: sale.total,
      tax: sale.tax,
    });

  expect(await invoiceMissingSales(shop, books, "5112")).toEqual([]);
  expect(vendors.books.control.ids("invoices")).toHaveLength(before + forgotten.length);
});

it("makes no invoice for a customer whom the books do not know by the tax code, and says so", async () => {
  const { company, shop, books } = open();
  const forgotten = company.discrepancies.find(({ kind }) => kind === "not-invoiced");
  const taxCode = company.customers.find(({ id }) => id === forgotten?.customerId)?.shop.taxCode;
  for await (const change of books.contacts.list())
    if (change.type === "upsert" && change.record.taxId === taxCode)
      await books.contacts.update(change.id, { taxId: "0399900999" });

  const outcomes = await invoiceMissingSales(shop, books, "5112");
  const outcome = outcomes.find(({ sale }) => sale.number === forgotten?.saleNumber);
  expect(outcome).toMatchObject({ problems: [`no contact in the books has the tax code ${taxCode}`] });
  expect(outcome?.invoice).toBeUndefined();
});
