import { XeroClient } from "xero-node";
import { invoicesTable } from "./invoices-table.mjs";

/**
 * A plain script with the vendor's own SDK: every page through it, and one insert after another, each a commit of its own. Prints what it took to stderr, as the other
 * peers do.
 */
const [gateway, path, wal] = process.argv.slice(2);
const { invoices, lines } = invoicesTable(path, { wal });

const day = (date) => new Date(date).toISOString().slice(0, 10);

const started = performance.now();
const xero = new XeroClient();
xero.setTokenSet({ access_token: "bench" });
xero.accountingApi.basePath = `${gateway}/api.xero.com/api.xro/2.0`;

for (let number = 1; ; number += 1) {
  const before = Array(7).fill(undefined);
  const { body } = await xero.accountingApi.getInvoices("bench", ...before, number, ...Array(4).fill(undefined), 1000);
  for (const invoice of body.invoices) {
    invoices.run(
      invoice.invoiceID,
      invoice.invoiceNumber,
      invoice.reference,
      invoice.contact.contactID,
      invoice.contact.name,
      invoice.status,
      day(invoice.date),
      day(invoice.dueDate),
      invoice.currencyCode,
      invoice.currencyRate,
      String(invoice.lineAmountTypes) === "Inclusive" ? 1 : 0,
      invoice.subTotal,
      invoice.totalTax,
      invoice.total,
      invoice.amountPaid,
      invoice.amountCredited,
      invoice.amountDue,
      invoice.hasAttachments ? 1 : 0,
      invoice.updatedDateUTC.toISOString(),
      JSON.stringify(invoice),
    );
    for (const line of invoice.lineItems)
      lines.run(
        line.lineItemID,
        invoice.invoiceID,
        line.itemCode,
        line.description,
        line.quantity,
        line.unitAmount,
        line.accountID,
        line.accountCode,
        line.taxType,
        line.taxAmount,
        line.lineAmount,
        JSON.stringify(line.tracking),
      );
  }
  if (number >= body.pagination.pageCount) break;
}
const { user, system } = process.cpuUsage();
console.error(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }));
