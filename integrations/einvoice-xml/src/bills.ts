import { inFiles, resource } from "@opensme/core";
import { transferSlip } from "./document.ts";
import { Bought, contactRef, documentId, receivable } from "./receivables.ts";
import { type Followed, followedIn, soldOrBought } from "./survey.ts";

/** What the company has bought. */
export const bills = resource({ entity: "bill", raw: Bought }).define({
  id: documentId,
  read: (row) => ({ ...receivable(row), contact: contactRef("supplier", row.DLHDon.NDHDon.NBan) }),
  list: inFiles<Followed>({ survey: followedIn, rows: soldOrBought("purchase", transferSlip) }),
});
