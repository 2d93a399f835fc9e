import { type ChangeList, type Client, dayIn, type Entities, type EntityName, type NewRecord } from "@opensme/core";
import type { kiotviet } from "@opensme/kiotviet";
import type { xero } from "@opensme/xero";

type Shop = Client<typeof kiotviet>;
type Books = Client<typeof xero>;
type Sale = Entities["order"];

/** What became of a sale that the books did not know: the id of its invoice there, and what is to be looked at. */
export interface Outcome {
  sale: Sale;
  invoice?: string;
  problems: readonly string[];
}

/**
 * Makes a draft invoice in the books of every completed sale to a customer with a tax code that has none there. An invoice is that of a sale when it names it as its
 * reference, or is made out to the same tax code, on the same day, over the same amount. Each is made with a reference, so that running this again makes no second one.
 */
export const invoiceMissingSales = async (shop: Shop, books: Books, accountCode: string): Promise<Outcome[]> => {
  const taxCodes = new Map((await all(shop.customers.list())).map(({ id, taxId }) => [id, written(taxId)]));
  const contacts = await all(books.contacts.list());
  const taxCodesInBooks = new Map(contacts.map(({ id, taxId }) => [id, written(taxId)]));
  const taxRates = (await all(books.taxRates.list())).filter(
    ({ kind, status }) => kind === "OUTPUT" && status === "active",
  );
  const known = new Set<string | undefined>();
  for (const { status, reference, contact, issueDate, total } of await all(books.invoices.list())) {
    if (status === "void" || status === "deleted") continue;
    known.add(reference);
    known.add(likeness(taxCodesInBooks.get(contact?.id ?? ""), issueDate, total));
  }

  const outcomes: Outcome[] = [];
  for (const sale of await all(shop.invoices.list())) {
    const taxCode = taxCodes.get(sale.contact?.id ?? "");
    if (sale.status !== "completed" || !taxCode || known.has(sale.number)) continue;
    if (known.has(likeness(taxCode, vietnamDay(sale.placedAt), sale.total))) continue;
    const contact = contacts.find(({ taxId }) => written(taxId) === taxCode);
    if (!contact) {
      outcomes.push({ sale, problems: [`no contact in the books has the tax code ${taxCode}`] });
      continue;
    }
    const draft = draftOf(sale, { contact: { id: contact.id }, accountCode, taxRates });
    const { id, record, warnings } = await books.invoices.create(draft, { idempotencyKey: `sale-${sale.id}` });
    // Both tools reckon for themselves: a difference is somebody's to look at.
    const differs = record?.total === sale.total ? [] : [`the books make it ${record?.total}`];
    outcomes.push({ sale, invoice: id, problems: [...warnings, ...differs] });
  }
  return outcomes;
};

const vietnamDay = dayIn("+07:00");

const written = (taxCode: string | undefined): string | undefined => taxCode?.replaceAll(" ", "");

const likeness = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join(" ");

/** The records of a list. A row that cannot be read ends it: what it is might be missed, or invoiced twice. */
const all = async <Entity extends EntityName>(list: ChangeList<Entity>): Promise<Entities[Entity][]> => {
  const records: Entities[Entity][] = [];
  for await (const change of list) {
    if (change.type === "reject")
      throw new Error(
        `A row cannot be read: ${change.issues.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
      );
    if (change.type === "upsert") records.push(change.record);
  }
  return records;
};

interface Setting {
  contact: { id: string };
  accountCode: string;
  taxRates: readonly Entities["taxRate"][];
}

const draftOf = (sale: Sale, { contact, accountCode, taxRates }: Setting): NewRecord<"invoice"> => ({
  contact,
  status: "draft",
  reference: sale.number,
  issueDate: vietnamDay(sale.placedAt),
  currency: sale.currency,
  taxInclusive: false,
  lines: sale.lines?.map(({ code, description, quantity, unitPrice, discount, tax, taxRate }) => {
    const rate = taxRates.find((each) => each.rate === taxRate);
    return { code, description, quantity, unitPrice, discount, tax, accountCode, taxRate: rate && { id: rate.id } };
  }),
});
