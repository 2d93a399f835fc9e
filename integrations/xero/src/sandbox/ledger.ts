import type { Account, Books, Document, Item, Payment } from "./records.ts";
import { cents } from "./wire.ts";

/** A credit note, prepayment or overpayment used on a document. */
interface Use {
  credit: Document;
  allocationId: string;
  date: string;
  amount: number;
}

/** How the records of the books hang together. */
export interface Ledger {
  account(code: string | undefined): Account | undefined;
  item(code: string | undefined): Item | undefined;
  /** Payments that count. */
  payments(documentId: string): Payment[];
  credits(documentId: string): Use[];
  document(id: string): Document | undefined;
  hasFiles(id: string): boolean;
  /** What a contact owes and is owed, and how much of it is late. */
  balance(contactId: string, today: string): { owes: number; owesLate: number; owed: number; owedLate: number };
}

const grouped = <Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

const lazily = <Value>(make: () => Value): (() => Value) => {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const build = (books: Books): Ledger => {
  const accounts = lazily(() => new Map([...books.accounts.all().values()].map((account) => [account.code, account])));
  const items = lazily(() => new Map([...books.items.all().values()].map((item) => [item.code, item])));
  const payments = lazily(() =>
    grouped(
      [...books.payments.all().values()].filter(({ status }) => status === "AUTHORISED"),
      ({ documentId }) => documentId,
    ),
  );
  const credits = lazily(() =>
    grouped(
      [books.creditNotes, books.prepayments, books.overpayments]
        .flatMap((shelf) => [...shelf.all().values()])
        .flatMap((credit) =>
          credit.allocations.map(({ id, documentId, date, amount }) => ({
            documentId,
            use: { credit, allocationId: id, date, amount },
          })),
        ),
      ({ documentId }) => documentId,
    ),
  );
  const parents = lazily(() => new Set([...books.attachments.all().values()].map(({ parentId }) => parentId)));
  const open = lazily(() =>
    grouped(
      [...books.invoices.all().values()].filter(({ status }) => status === "AUTHORISED"),
      ({ contactId }) => contactId ?? "",
    ),
  );
  const ledger: Ledger = {
    account: (code) => accounts().get(code ?? ""),
    item: (code) => items().get(code ?? ""),
    payments: (id) => payments().get(id) ?? [],
    credits: (id) => (credits().get(id) ?? []).map(({ use }) => use),
    document: (id) => books.invoices.all().get(id) ?? books.creditNotes.all().get(id),
    hasFiles: (id) => parents().has(id),
    balance(contactId, today) {
      const balance = { owes: 0, owesLate: 0, owed: 0, owedLate: 0 };
      for (const document of open().get(contactId) ?? []) {
        const { due } = settlementOf(document, ledger);
        const isLate = document.dueDate !== undefined && document.dueDate < today;
        if (document.type === "ACCREC") {
          balance.owes = cents(balance.owes + due);
          if (isLate) balance.owesLate = cents(balance.owesLate + due);
        } else {
          balance.owed = cents(balance.owed + due);
          if (isLate) balance.owedLate = cents(balance.owedLate + due);
        }
      }
      return balance;
    },
  };
  return ledger;
};

const ledgers = new WeakMap<Books, Ledger>();

export const ledgerOf = (books: Books): Ledger => {
  const known = ledgers.get(books) ?? build(books);
  ledgers.set(books, known);
  return known;
};

/** To be called whenever a record has changed. */
export const recount = (books: Books): void => void ledgers.delete(books);

export const totalsOf = ({ lines, amounts }: Document): { subTotal: number; tax: number; total: number } => {
  const sum = cents(lines.reduce((so, { lineAmount }) => so + lineAmount, 0));
  const tax = amounts === "NoTax" ? 0 : cents(lines.reduce((so, { taxAmount }) => so + taxAmount, 0));
  return amounts === "Inclusive"
    ? { subTotal: cents(sum - tax), tax, total: sum }
    : { subTotal: sum, tax, total: cents(sum + tax) };
};

/** What was paid and credited on a document, what is still due, and the day of the last of it. */
export const settlementOf = (
  document: Document,
  ledger: Ledger,
): { paid: number; credited: number; due: number; lastOn: string | undefined } => {
  const payments = ledger.payments(document.id);
  const credits = ledger.credits(document.id);
  const paid = cents(payments.reduce((so, { amount }) => so + amount, 0));
  const credited = cents(credits.reduce((so, { amount }) => so + amount, 0));
  const isGone = document.status === "VOIDED" || document.status === "DELETED";
  const used = cents(document.allocations.reduce((so, { amount }) => so + amount, 0));
  return {
    paid,
    credited,
    due: isGone ? 0 : cents(totalsOf(document).total - paid - credited - used),
    lastOn: [...payments, ...credits, ...document.allocations]
      .map(({ date }) => date)
      .sort()
      .at(-1),
  };
};
