import { connect } from "@opensme/core";
import { kiotviet } from "@opensme/kiotviet";
import { sandbox as simulatedKiotviet } from "@opensme/kiotviet/sandbox";
import { sampleCompany, serve } from "@opensme/testing";
import { xero } from "@opensme/xero";
import { sandbox as simulatedXero } from "@opensme/xero/sandbox";
import { invoiceMissingSales } from "./invoice-missing-sales.ts";

/** Finds the sales of a simulated shop that its simulated books do not know, makes invoices of them, and looks once more: nothing is left to do. */
const company = sampleCompany();
const vendors = { shop: simulatedKiotviet({ company }), books: simulatedXero({ company }) };
const gateway = await serve(Object.values(vendors));
const shop = connect(kiotviet, { config: kiotviet.config.parse(vendors.shop.config), gateway: gateway.url });
const books = connect(xero, { config: xero.config.parse(vendors.books.config), gateway: gateway.url });

for (const run of ["First", "Second"]) {
  const outcomes = await invoiceMissingSales(shop, books, "5112");
  console.log(`${run} run: ${outcomes.length} sales were not in the books`);
  for (const { sale, invoice = "no invoice", problems } of outcomes)
    console.log([`  ${sale.number}, ${sale.total} ${sale.currency}: ${invoice}`, ...problems].join("; "));
}
await gateway.close();
