import type { SandboxControl, SandboxKit } from "@opensme/testing";
import { tenants } from "./books.ts";
import type { World } from "./gate.ts";
import { recount } from "./ledger.ts";
import type { Books, Document, Entry, Shelf } from "./records.ts";
import { guid } from "./wire.ts";

/** What a resource's records are kept in, and how one more is made. */
interface Place {
  shelf: Shelf<Entry>;
  /** Tells the records of the resource where a shelf holds several. */
  type?: string;
  /** Whether the vendor deletes such records without a trace. */
  isRemovable?: boolean;
  /** Changes something that does not matter. */
  touch?: (id: string) => void;
  insert?: (n: number) => Entry;
}

/** The first row of a shelf, of a type where one is given, to make another like it. */
const sample = <Row extends Entry>({ all }: Shelf<Row>, type?: string): Row => {
  for (const row of all().values()) if (type === undefined || row.type === type) return structuredClone(row);
  throw new Error("The sandbox has no record to make another like");
};

/** A draft like another document, with lines of its own. */
const draft = (kind: string, n: number, shelf: Shelf<Document>, type?: string): Document => {
  const like = sample(shelf, type);
  return {
    ...like,
    id: guid(kind, 800_000 + n),
    number: `${kind.toUpperCase()}-8${n}`,
    status:
      kind === "bankTransaction" ? like.status : kind === "prepayment" || kind === "overpayment" ? "VOIDED" : "DRAFT",
    lines: like.lines.map((line, index) => ({ ...line, id: guid("line", (800_000_000 + n) * 100 + index) })),
    allocations: [],
  };
};

const placeOf = (books: Books, resource: string): Place | undefined => {
  const documents = (shelf: Shelf<Document>, kind: string, type?: string): Place => ({
    shelf,
    ...(type === undefined ? {} : { type }),
    touch: (id) => {
      const row = shelf.all().get(id);
      if (row) row.isSent = !row.isSent;
    },
    insert: (n) => draft(kind, n, shelf, type),
  });
  switch (resource) {
    case "accounts":
      return {
        shelf: books.accounts,
        isRemovable: true,
        insert: (n) => ({
          ...sample(books.accounts),
          id: guid("account", 800_000 + n),
          code: `8${n}`,
          name: `Mới ${n}`,
        }),
      };
    case "taxRates":
      return { shelf: books.taxRates, isRemovable: true };
    case "dimensions":
      return { shelf: books.categories, isRemovable: true };
    case "users":
      return {
        shelf: books.users,
        isRemovable: true,
        insert: (n) => ({
          ...sample(books.users),
          id: guid("user", 800_000 + n),
          email: `moi-${n}@may-mau.example.com`,
        }),
      };
    case "items":
      return {
        shelf: books.items,
        isRemovable: true,
        insert: (n) => ({ ...sample(books.items), id: guid("item", 800_000 + n), code: `MOI-${n}` }),
      };
    case "contacts":
      return {
        shelf: books.contacts,
        touch: (id) => {
          const contact = books.contacts.all().get(id);
          if (contact) contact.fields["Website"] = `https://${contact.updated}.example`;
        },
        insert: (n) => ({ ...sample(books.contacts), id: guid("contact", 800_000 + n), name: `Người mới ${n}` }),
      };
    case "invoices":
      return documents(books.invoices, "invoice", "ACCREC");
    case "bills":
      return documents(books.invoices, "bill", "ACCPAY");
    case "creditNotes":
      return documents(books.creditNotes, "creditNote", "ACCRECCREDIT");
    case "vendorCredits":
      return documents(books.creditNotes, "vendorCredit", "ACCPAYCREDIT");
    case "prepayments":
      return documents(books.prepayments, "prepayment");
    case "overpayments":
      return documents(books.overpayments, "overpayment");
    case "bankTransactions":
      return documents(books.bankTransactions, "bankTransaction");
    case "purchaseOrders":
      return documents(books.purchaseOrders, "purchaseOrder");
    case "payments":
      return {
        shelf: books.payments,
        // One that was deleted again, so that no document is paid twice.
        insert: (n) => ({ ...sample(books.payments), id: guid("payment", 800_000 + n), status: "DELETED" }),
      };
    case "batchPayments":
      return {
        shelf: books.batches,
        touch: (id) => {
          const batch = books.batches.all().get(id);
          if (batch) batch.isReconciled = !batch.isReconciled;
        },
        insert: (n) => ({
          ...sample(books.batches),
          id: guid("batch", 800_000 + n),
          status: "DELETED",
          paymentIds: [],
        }),
      };
    case "transfers":
      return {
        shelf: books.transfers,
        touch: (id) => {
          const transfer = books.transfers.all().get(id);
          if (transfer) transfer.isReconciled = !transfer.isReconciled;
        },
        insert: (n) => ({ ...sample(books.transfers), id: guid("transfer", 800_000 + n) }),
      };
    case "journalEntries":
      return {
        shelf: books.journals,
        insert: (n) => ({ ...sample(books.journals), id: guid("journal", 800_000 + n), status: "DRAFT" }),
      };
    case "attachments":
      return {
        shelf: books.attachments,
        isRemovable: true,
        touch: (id) => {
          const file = books.attachments.all().get(id);
          if (file) file.size += 1;
        },
        insert: (n) => ({
          ...sample(books.attachments),
          id: guid("attachment", 800_000 + n),
          fileName: `anh-${n}.png`,
        }),
      };
    default:
      return undefined;
  }
};

export const controlOf = (world: () => World, kit: SandboxKit): SandboxControl => {
  /** How to put back what was taken away, by resource and id. */
  const removed = new Map<string, () => void>();
  let inserted = 0;

  const books = (): Books => {
    const found = world().tenants.get(tenants.mayMau);
    if (found) return found;
    throw new Error("The sandbox has lost its organisation");
  };
  const place = (resource: string): Place => {
    const found = placeOf(books(), resource);
    if (found) return found;
    throw new Error(`The sandbox keeps no ${resource}`);
  };
  const rowsOf = (resource: string): Entry[] => {
    const { shelf, type } = place(resource);
    return [...shelf.all().values()].filter((row) => type === undefined || row.type === type);
  };
  /** A file that comes, goes or changes shows as a change of its document. */
  const stamp = (resource: string, id: string): void => {
    const now = kit.now().getTime();
    const row = place(resource).shelf.all().get(id);
    if (row) row.updated = now;
    const parentId = resource === "attachments" ? books().attachments.all().get(id)?.parentId : undefined;
    const document = parentId === undefined ? undefined : books().invoices.all().get(parentId);
    if (document) document.updated = now;
    recount(books());
  };

  return {
    ids: (resource) => (resource === "organizations" ? [tenants.mayMau] : rowsOf(resource).map(({ id }) => id)),
    touch(resource, id) {
      const { shelf, touch } = place(resource);
      if (!shelf.all().has(id)) throw new Error(`The sandbox has no ${resource} ${id} to touch`);
      touch?.(id);
      stamp(resource, id);
    },
    remove(resource, id) {
      const { shelf, isRemovable } = place(resource);
      if (!isRemovable) throw new Error(`Xero keeps ${resource} and only changes their status`);
      const row = shelf.all().get(id);
      if (!row) return;
      stamp(resource, id);
      shelf.all().delete(id);
      recount(books());
      removed.set(`${resource} ${id}`, () => {
        shelf.add(row);
        stamp(resource, id);
      });
    },
    restore(resource, id) {
      removed.get(`${resource} ${id}`)?.();
      removed.delete(`${resource} ${id}`);
    },
    insert(resource) {
      const { shelf, insert } = place(resource);
      if (!insert) throw new Error(`The sandbox does not insert ${resource}`);
      inserted += 1;
      const row = insert(inserted);
      shelf.add(row);
      stamp(resource, row.id);
      return row.id;
    },
  };
};
