import { codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { isTaxInclusive, otherAmounts, writeLineAmounts } from "./line-amounts.ts";
import { readTracking, Tracking, writeTracking } from "./lines.ts";
import { guardYear } from "./lock-date.ts";
import { becoming, changing, creating, getting, pagedList } from "./operations.ts";
import { calendarDay, moment, ownId } from "./wire.ts";

const ManualJournal = row({
  ManualJournalID: required(ownId),
  ...fields(calendarDay, "DateString", "Date"),
  Status: codec.choice({ DRAFT: "draft", POSTED: "posted", VOIDED: "void", DELETED: "deleted" }),
  ...fields(z.string(), "Narration", "LineAmountTypes", "Url"),
  ...fields(codec.flag, "ShowOnCashBasisReports", "HasAttachments"),
  JournalLines: z.array(
    row({
      ...fields(codec.decimal, "LineAmount", "TaxAmount"),
      AccountID: codec.otherId,
      ...fields(codec.identifier, "AccountCode", "TaxType"),
      Description: z.string(),
      IsBlank: codec.flag,
      Tracking: z.array(Tracking),
    }),
  ),
  UpdatedDateUTC: moment,
});

const endpoint = { name: "ManualJournals", id: "ManualJournalID" };

/** Drafts are deleted, and what was posted is voided. */
const turning = (status: string) => ({
  ...becoming(endpoint, { Status: status }),
  needs: ["Narration"],
  body: (id: string, { Narration }: Readonly<Record<string, unknown>>) => ({
    ManualJournals: [{ ManualJournalID: id, Narration: String(Narration ?? ""), Status: status }],
  }),
});

/** Manual journals only; the whole ledger (`/Journals`) needs a plan of its own: https://developer.xero.com/documentation/api/accounting/manualjournals */
export const journalEntries = resource({ entity: "journalEntry", raw: ManualJournal }).define({
  id: (journal) => journal.ManualJournalID,
  read: (journal) => ({
    date: journal.DateString || journal.Date,
    status: journal.Status,
    memo: journal.Narration,
    taxInclusive: isTaxInclusive(journal.LineAmountTypes),
    onCashBasis: journal.ShowOnCashBasisReports,
    // Lists read without `page` leave them out; a journal has two at least.
    lines: journal.JournalLines?.length
      ? journal.JournalLines.map((line) => ({
          // A line that carries text only has none.
          amount: line.LineAmount || "0",
          account: ref(line.AccountID),
          accountCode: line.AccountCode,
          description: line.Description,
          taxRate: ref(line.TaxType),
          tax: line.TaxAmount,
          isBlank: line.IsBlank,
          dimensions: line.Tracking?.map(readTracking),
        }))
      : undefined,
    hasAttachments: journal.HasAttachments,
    updatedAt: journal.UpdatedDateUTC,
    unmapped: { taxInclusive: otherAmounts(journal.LineAmountTypes), sourceUrl: journal.Url },
  }),
  write: (journal) => ({
    Date: journal.date,
    Status: journal.status,
    Narration: journal.memo,
    LineAmountTypes: writeLineAmounts(journal),
    ShowOnCashBasisReports: journal.onCashBasis,
    // Its lines have no ids: those sent replace all that were there.
    JournalLines: journal.lines?.map((line) => ({
      LineAmount: line.amount,
      AccountID: line.account?.id,
      AccountCode: line.accountCode,
      Description: line.description,
      TaxType: line.taxRate?.id,
      TaxAmount: line.tax,
      Tracking: writeTracking(line.dimensions),
    })),
  }),
  leavesOut: ["lines.isBlank"],
  list: pagedList(endpoint),
  get: getting(endpoint),
  create: creating(endpoint),
  update: changing(endpoint),
  remove: turning("DELETED"),
  actions: { post: turning("POSTED"), void: turning("VOIDED") },
  guard: ({ operation, record, present, ask }) =>
    (operation === "post" ? "posted" : (record.status ?? present?.Status)) === "posted"
      ? guardYear({ path: "date", dates: [record.date, present?.DateString || present?.Date], ask })
      : undefined,
  scopes: { read: ["accounting.manualjournals.read"], write: ["accounting.manualjournals"] },
});
