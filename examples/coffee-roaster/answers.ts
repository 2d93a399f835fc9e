import type { Reader } from "@opensme/store-sqlite";
import type { Company } from "@opensme/testing";
import { moneyOwed, salesAgainstInvoices, salesPerHour } from "./questions.ts";

type Row = Readonly<Record<string, unknown>>;

const dong = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Asks the three questions and prints the answers. Returns a line for each that is not what the company really did. */
export const answers = (reader: Reader, company: Company, print: (line: string) => void): string[] => {
  const ask = (sql: string, parameters: Readonly<Record<string, string>> = {}): Row[] => [
    ...reader.query(sql, parameters).rows,
  ];
  const places = company.locations.map(({ names }) => [names.shop, names.people]);
  const byMonth = ask(salesAgainstInvoices);
  const owed = ask(moneyOwed, { today: company.today });
  const byHour = ask(salesPerHour, { places: JSON.stringify(places) });

  print("\n1. What the shop sold, against what the books say was invoiced (VND, returns and credit notes taken off)\n");
  for (const line of table(["month", "sold", "invoiced", "difference"], byMonth)) print(line);
  const missing = byMonth.reduce((sum, row) => sum + Number(row["difference"]), 0);
  print(`\n   In all, ${dong.format(missing)} more was sold than invoiced.`);

  print("\n2. Who owes money by the books, and who they are in the shop (VND)\n");
  for (const line of table(
    ["in the books", "in the shop", "due", "overdue", "oldest due date", "due by the shop"],
    owed,
  ))
    print(line);
  const due = owed.reduce((sum, row) => sum + Number(row["due"]), 0);
  const overdue = owed.reduce((sum, row) => sum + Number(row["overdue"]), 0);
  print(
    `\n   ${owed.length} customers owe ${dong.format(due)}, of which ${dong.format(overdue)} is overdue on ${company.today}.`,
  );

  print("\n3. Sales for each paid hour, by month and shop (VND)\n");
  for (const line of table(["month", "shop", "sales", "paid hours", "sales per hour"], byHour)) print(line);

  return [
    ...compare("sold and invoiced", byMonth, monthsOf(company), ["month", "sold", "invoiced"]),
    ...compare("money owed", owed, debtorsOf(company), ["in_the_books", "in_the_shop", "due"]),
    ...compare("sales per hour", byHour, hoursOf(company), ["month", "shop", "sales", "paid_hours"]),
  ];
};

/** Lines of a table: amounts with thousands apart and to the right. */
const table = (headings: readonly string[], rows: readonly Row[]): string[] => {
  const cells = rows.map((row) =>
    Object.values(row).map((value) => (typeof value === "number" ? dong.format(value) : String(value ?? "-"))),
  );
  const isAmount = headings.map((_, column) => rows.some((row) => typeof Object.values(row)[column] === "number"));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    `   ${texts.map((text, column) => (isAmount[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0))).join("  ")}`.trimEnd();
  return [line(headings), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)];
};

/** What an answer should say, from the company itself. */
type Truth = Readonly<Record<string, string | number>>;

const compare = (
  question: string,
  answer: readonly Row[],
  truth: readonly Truth[],
  fields: readonly string[],
): string[] => {
  const lines = (rows: readonly Row[]): Set<string> =>
    new Set(rows.map((row) => fields.map((field) => `${field} ${row[field]}`).join(", ")));
  const [given, wanted] = [lines(answer), lines(truth)];
  return [
    ...[...wanted].filter((line) => !given.has(line)).map((line) => `The answer to "${question}" lacks: ${line}`),
    ...[...given]
      .filter((line) => !wanted.has(line))
      .map((line) => `The answer to "${question}" should not say: ${line}`),
  ];
};

const add = (sums: Map<string, number>, key: string, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount);
};

const settled = ["authorised", "paid"];

const monthsOf = ({ sales, refunds, books }: Company): Truth[] => {
  const sold = new Map<string, number>();
  const invoiced = new Map<string, number>();
  for (const sale of sales) if (sale.status === "completed") add(sold, sale.date.slice(0, 7), sale.total);
  for (const refund of refunds) add(sold, refund.date.slice(0, 7), -refund.total);
  for (const invoice of books.invoices)
    if (settled.includes(invoice.status)) add(invoiced, invoice.date.slice(0, 7), invoice.total);
  for (const note of books.creditNotes)
    if (settled.includes(note.status)) add(invoiced, note.date.slice(0, 7), -note.total);
  return [...sold].map(([month, amount]) => ({ month, sold: amount, invoiced: invoiced.get(month) ?? 0 }));
};

const debtorsOf = ({ books, customers }: Company): Truth[] => {
  const due = new Map<number, number>();
  for (const invoice of books.invoices) {
    if (invoice.status !== "authorised" || invoice.due <= 0) continue;
    due.set(invoice.contactId, (due.get(invoice.contactId) ?? 0) + invoice.due);
  }
  return [...due].map(([contactId, amount]) => {
    const contact = books.contacts.find(({ id }) => id === contactId);
    const customer = customers.find(({ id }) => id === contact?.customerId);
    return { in_the_books: contact?.name ?? "", in_the_shop: customer?.shop.name ?? "(not in the shop)", due: amount };
  });
};

const hoursOf = ({ sales, timeEntries, locations }: Company): Truth[] => {
  const sold = new Map<string, number>();
  const hours = new Map<string, number>();
  for (const sale of sales)
    if (sale.status === "completed") add(sold, `${sale.date.slice(0, 7)} ${sale.locationId}`, sale.total);
  for (const entry of timeEntries) add(hours, `${entry.date.slice(0, 7)} ${entry.locationId}`, entry.hours);
  return [...sold].flatMap(([key, amount]) => {
    const [month = "", locationId] = key.split(" ");
    const paidHours = hours.get(key);
    const shop = locations.find(({ id }) => id === Number(locationId))?.names.shop ?? "";
    return paidHours === undefined ? [] : [{ month, shop, sales: amount, paid_hours: Math.round(paidHours) }];
  });
};
