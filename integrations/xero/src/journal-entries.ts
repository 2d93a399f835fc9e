import { codec, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { isTaxInclusive, otherAmounts, readTracking, Tracking, writeLineAmounts, writeTracking } from "./lines.ts";
import { guardYear } from "./lock-date.ts";
import { batch, calendarDay, moment, onlyRow, ownId, xeroList } from "./wire.ts";

const ManualJournal = row({
  ManualJournalID: required(ownId),
  DateString: calendarDay,
  Date: calendarDay,
  Status: codec.choice({ DRAFT: "draft", POSTED: "posted", VOIDED: "void", DELETED: "deleted" }),
  Narration: z.string(),
  LineAmountTypes: z.string(),
  ShowOnCashBasisReports: codec.flag,
  Url: z.string(),
  JournalLines: z.array(
    row({
      LineAmount: codec.decimal,
      AccountID: codec.otherId,
      AccountCode: codec.identifier,
      Description: z.string(),
      TaxType: codec.identifier,
      TaxAmount: codec.decimal,
      IsBlank: codec.flag,
      Tracking: z.array(Tracking),
    }),
  ),
  HasAttachments: codec.flag,
  UpdatedDateUTC: moment,
});

/** Drafts are deleted, and what was posted is voided. */
const becoming = (status: string) => ({
  path: (id: string) => `/ManualJournals/${id}`,
  method: "post" as const,
  needs: ["Narration"],
  body: (id: string, { Narration }: Readonly<Record<string, unknown>>) => ({
    ManualJournals: [{ ManualJournalID: id, Narration: String(Narration ?? ""), Status: status }],
  }),
  row: onlyRow("ManualJournals"),
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
  list: xeroList({
    path: "/ManualJournals",
    name: "ManualJournals",
    pagedBy: "ManualJournalID",
    deletes: "never",
  }),
  get: { path: (id) => `/ManualJournals/${id}`, row: onlyRow("ManualJournals") },
  create: {
    path: "/ManualJournals",
    method: "put",
    wrap: (body) => ({ ManualJournals: [body] }),
    row: onlyRow("ManualJournals"),
    batch: batch("ManualJournals"),
  },
  update: {
    path: (id) => `/ManualJournals/${id}`,
    semantics: "merge",
    wrap: (body, id) => ({ ManualJournals: [{ ManualJournalID: id, ...body }] }),
    row: onlyRow("ManualJournals"),
  },
  remove: becoming("DELETED"),
  actions: { post: becoming("POSTED"), void: becoming("VOIDED") },
  guard: ({ operation, record, present, ask }) =>
    (operation === "post" ? "posted" : (record.status ?? present?.Status)) === "posted"
      ? guardYear({ path: "date", dates: [record.date, present?.DateString || present?.Date], ask })
      : undefined,
  scopes: { read: ["accounting.manualjournals.read"], write: ["accounting.manualjournals"] },
});
