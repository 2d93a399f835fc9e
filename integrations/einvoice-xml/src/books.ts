import { resource } from "@opensme/core";
import { booked } from "./listings.ts";
import { Bought, credit, customerOf, debt, documentId, Sold, supplierOf } from "./receivables.ts";

/** What the company has sold. */
export const invoices = resource({ entity: "invoice", raw: Sold }).define({
  id: documentId,
  read: (row) => ({ ...debt(row), contact: customerOf(row) }),
  list: booked("sale", "debts"),
});

/** What it took back of that: adjustments of less than nothing. */
export const creditNotes = resource({ entity: "creditNote", raw: Sold }).define({
  id: documentId,
  read: (row) => ({ ...credit(row), contact: customerOf(row) }),
  list: booked("sale", "credits"),
});

/** What the company has bought. */
export const bills = resource({ entity: "bill", raw: Bought }).define({
  id: documentId,
  read: (row) => ({ ...debt(row), contact: supplierOf(row) }),
  list: booked("purchase", "debts"),
});

/** What its suppliers took back of that. */
export const vendorCredits = resource({ entity: "vendorCredit", raw: Bought }).define({
  id: documentId,
  read: (row) => ({ ...credit(row), contact: supplierOf(row) }),
  list: booked("purchase", "credits"),
});
