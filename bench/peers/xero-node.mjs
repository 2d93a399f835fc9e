import { DatabaseSync } from "node:sqlite";
import { XeroClient } from "xero-node";

/**
 * A plain script with the vendor's own SDK: every page through it, and one insert after another. `wal` opens the file as ours is opened; else it is as SQLite
 * opens it. Prints what it took to stderr, as the other peers do.
 */
const [gateway, path, wal] = process.argv.slice(2);

const database = new DatabaseSync(path);
if (wal) database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
database.exec(`
  CREATE TABLE invoices (id TEXT PRIMARY KEY, number TEXT, reference TEXT, contact_id TEXT, contact_name TEXT, status TEXT, issue_date TEXT, due_date TEXT,
    currency TEXT, exchange_rate REAL, sub_total REAL, tax REAL, total REAL, paid REAL, credited REAL, due REAL, updated_at TEXT, raw TEXT);
  CREATE TABLE invoice_lines (id TEXT PRIMARY KEY, invoice_id TEXT, item_code TEXT, description TEXT, quantity REAL, unit_price REAL, account_code TEXT,
    tax_type TEXT, tax REAL, total REAL, tracking TEXT);`);
const insertInvoice = database.prepare(`INSERT OR REPLACE INTO invoices VALUES (${Array(18).fill("?").join(", ")})`);
const insertLine = database.prepare(`INSERT OR REPLACE INTO invoice_lines VALUES (${Array(11).fill("?").join(", ")})`);

const day = (date) => new Date(date).toISOString().slice(0, 10);

const started = performance.now();
const xero = new XeroClient();
xero.setTokenSet({ access_token: "bench" });
xero.accountingApi.basePath = `${gateway}/api.xero.com/api.xro/2.0`;

for (let number = 1; ; number += 1) {
  const before = Array(7).fill(undefined);
  const { body } = await xero.accountingApi.getInvoices("bench", ...before, number, ...Array(4).fill(undefined), 1000);
  for (const invoice of body.invoices) {
    insertInvoice.run(
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
      invoice.subTotal,
      invoice.totalTax,
      invoice.total,
      invoice.amountPaid,
      invoice.amountCredited,
      invoice.amountDue,
      invoice.updatedDateUTC.toISOString(),
      JSON.stringify(invoice),
    );
    for (const line of invoice.lineItems)
      insertLine.run(
        line.lineItemID,
        invoice.invoiceID,
        line.itemCode,
        line.description,
        line.quantity,
        line.unitAmount,
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
