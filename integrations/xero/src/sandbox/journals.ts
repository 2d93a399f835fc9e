import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { ledgerOf } from "./ledger.ts";
import { accountCodeOf, optionsOf, SentTracking } from "./lines.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Books, Journal } from "./records.ts";
import { trackingOf } from "./render.ts";
import { cents, dayOf, guid, lockedOut, msDate, msDay } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const Sent = z.looseObject({
  Narration: z.string().optional(),
  Date: z.string().optional(),
  Status: z.enum(["DRAFT", "POSTED", "VOIDED", "DELETED"]).optional(),
  LineAmountTypes: z.enum(["Exclusive", "Inclusive", "NoTax"]).optional(),
  ShowOnCashBasisReports: z.boolean().optional(),
  JournalLines: z
    .array(
      z.looseObject({
        LineAmount: z.number().optional(),
        AccountCode: z.string().optional(),
        AccountID: z.string().optional(),
        Description: z.string().optional(),
        TaxType: z.string().optional(),
        TaxAmount: z.number().optional(),
        Tracking: SentTracking.optional(),
      }),
    )
    .optional(),
});

const row = (books: Books, journal: Journal, isWhole = true) => ({
  ...msDay("Date", journal.date),
  Status: journal.status,
  LineAmountTypes: journal.amounts,
  UpdatedDateUTC: msDate(journal.updated),
  ManualJournalID: journal.id,
  Narration: journal.narration,
  JournalLines: isWhole
    ? journal.lines.map((line) => ({
        Description: line.description,
        TaxType: line.taxType,
        LineAmount: line.amount,
        TaxAmount: line.taxAmount,
        AccountCode: line.accountCode,
        AccountID: ledgerOf(books).account(line.accountCode)?.id,
        Tracking: trackingOf(books, line.options),
        IsBlank: false,
      }))
    : [],
  ShowOnCashBasisReports: journal.isOnCashBasis,
  HasAttachments: ledgerOf(books).hasFiles(journal.id),
});

/** https://developer.xero.com/documentation/api/accounting/types#manual-journal-status-codes */
const next: Readonly<Record<string, readonly string[]>> = { DRAFT: ["POSTED", "DELETED"], POSTED: ["VOIDED"] };

const linesOf = (books: Books, sent: NonNullable<z.output<typeof Sent>["JournalLines"]>): Journal["lines"] =>
  sent.map((line) => ({
    amount: line.LineAmount ?? 0,
    accountCode: accountCodeOf(books, line) ?? "",
    description: line.Description ?? "",
    taxType: line.TaxType ?? "NONE",
    taxAmount: line.TaxAmount ?? 0,
    options: optionsOf(books, line.Tracking),
  }));

const write =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Journal> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const sent = parsed.data;
    const present = id === undefined ? undefined : books.journals.all().get(id);
    const lines = sent.JournalLines ? linesOf(books, sent.JournalLines) : (present?.lines ?? []);
    const date = sent.Date === undefined ? (present?.date ?? kit.now().toISOString().slice(0, 10)) : dayOf(sent.Date);
    const messages: string[] = [];
    if (present && (present.status === "VOIDED" || present.status === "DELETED"))
      messages.push("Manual journal not of valid status for modification");
    if (present?.status === "POSTED" || (sent.Status ?? present?.status) === "POSTED")
      messages.push(...lockedOut(date, present?.date));
    if (present && sent.Status && sent.Status !== present.status && !(next[present.status] ?? []).includes(sent.Status))
      messages.push(`A manual journal of status ${present.status} cannot become ${sent.Status}`);
    if (!sent.Narration && !present) messages.push("Narration is required");
    if (date === undefined) messages.push("Date is not valid");
    const debits = cents(lines.reduce((sum, { amount }) => sum + Math.max(0, amount), 0));
    const credits = cents(lines.reduce((sum, { amount }) => sum - Math.min(0, amount), 0));
    if (lines.length < 2) messages.push("A manual journal has at least two lines");
    if (debits !== credits)
      messages.push(`The total debits (${debits.toFixed(2)}) must equal total credits (${credits.toFixed(2)})`);
    for (const { accountCode } of lines)
      if (!ledgerOf(books).account(accountCode)) messages.push(`Account code '${accountCode}' is not a valid code`);
    if (messages.length > 0 || date === undefined) return { messages };
    const journal: Journal = {
      id: present?.id ?? guid("journal", 900_000 + books.journals.all().size + 1),
      updated: kit.now().getTime(),
      narration: sent.Narration ?? present?.narration ?? "",
      date,
      status: sent.Status ?? present?.status ?? "DRAFT",
      amounts: sent.LineAmountTypes ?? present?.amounts ?? "NoTax",
      isOnCashBasis: sent.ShowOnCashBasisReports ?? present?.isOnCashBasis ?? true,
      lines,
    };
    books.journals.add(journal);
    return { row: journal };
  };

export const journalHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const common = { path: "/ManualJournals", name: "ManualJournals", idName: "ManualJournalID" };
  const shelf = (books: Books) => books.journals;
  return [
    ...listHandlers({ ...common, shelf, render: row, isPaged: true, hasOne: true }, gate),
    ...writeHandlers(
      {
        ...common,
        write: write(kit),
        has: (books, id) => shelf(books).all().has(id),
        render: (books, journal) => row(books, journal),
      },
      gate,
    ),
  ];
};
