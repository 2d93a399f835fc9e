import { DatabaseSync } from "node:sqlite";

/** The columns that the script by hand fills too (`../baseline.ts`), in the order of the inserts. */
const columns = [
  [
    "id",
    "number",
    "reference",
    "contact_id",
    "contact_name",
    "status",
    "issue_date",
    "due_date",
    "currency",
    "exchange_rate",
  ],
  ["tax_inclusive", "sub_total", "tax", "total", "paid", "credited", "due", "has_attachments", "updated_at", "raw"],
].flat();
const lineColumns = [
  [
    "id",
    "invoice_id",
    "code",
    "description",
    "quantity",
    "unit_price",
    "account_id",
    "account_code",
    "tax_rate_id",
    "tax",
  ],
  ["total", "dimensions"],
].flat();

/** Opens a file for invoices, and gives what inserts one and a line of one. `wal` opens it as ours is opened; else it is as SQLite opens it. */
export const invoicesTable = (path, { wal }) => {
  const database = new DatabaseSync(path);
  if (wal) database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const create = (table, names) => {
    database.exec(`CREATE TABLE ${table} (${names.join(", ")}, PRIMARY KEY (id))`);
    return database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${names.map(() => "?").join(", ")})`);
  };
  return { database, invoices: create("invoices", columns), lines: create("invoice_lines", lineColumns) };
};
