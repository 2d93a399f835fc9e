import { inFiles, resource } from "@opensme/core";
import { transferSlip } from "./document.ts";
import { contactRef, documentId, receivable, Sold } from "./receivables.ts";
import { type Followed, followedIn, soldOrBought } from "./survey.ts";

/** What the company has sold. */
export const invoices = resource({ entity: "invoice", raw: Sold }).define({
  id: documentId,
  read: (row) => ({ ...receivable(row), contact: contactRef("customer", row.DLHDon.NDHDon.NMua) }),
  list: inFiles<Followed>({ survey: followedIn, rows: soldOrBought("sale", transferSlip) }),
});
