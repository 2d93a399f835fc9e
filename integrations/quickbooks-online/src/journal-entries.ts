import { absolute, codec, fields, negate, type RecordChanges, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { dimensionsOf } from "./lines.ts";
import { ending, writingDocuments } from "./operations.ts";
import { ownOfTransaction, readTax, taxed, transaction } from "./transaction.ts";
import { partyOf, point, Reference, readCommon, reading } from "./wire.ts";
import { currencyBody, dimensionBody, endingBy, partyBody } from "./writing.ts";

const Posting = row({
  // Without the side an amount says nothing.
  PostingType: required(z.enum(["Debit", "Credit"])),
  ...fields(Reference, "AccountRef", "TaxCodeRef", "ClassRef", "DepartmentRef"),
  Entity: row({ Type: z.string(), EntityRef: Reference }),
  TaxAmount: codec.decimal,
});

const JournalLine = row({
  Id: codec.identifier,
  Description: z.string(),
  Amount: codec.decimal,
  JournalEntryLineDetail: Posting,
});

const JournalEntry = row({
  ...transaction,
  ...taxed,
  Adjustment: codec.flag,
  Line: z.array(JournalLine),
});

/** Amounts are positive and have a side; a line that is text only has neither. */
const readLine = (line: z.output<typeof JournalLine>) => {
  const { JournalEntryLineDetail: posting } = line;
  const amount = line.Amount || "0";
  return {
    id: line.Id,
    account: point(posting?.AccountRef),
    description: line.Description,
    amount: posting?.PostingType === "Credit" ? negate(amount) : amount,
    contact: partyOf(posting?.Entity?.EntityRef, posting?.Entity?.Type),
    taxRate: point(posting?.TaxCodeRef),
    tax: posting?.TaxAmount && posting.PostingType === "Credit" ? negate(posting.TaxAmount) : posting?.TaxAmount,
    isBlank: posting ? undefined : true,
    dimensions: dimensionsOf(posting?.ClassRef, posting?.DepartmentRef),
  };
};

const JournalBody = JournalEntry.partial().extend({
  ending,
  Line: z.array(row({ ...JournalLine.shape, DetailType: z.string() })).optional(),
});

type Line = NonNullable<RecordChanges<"journalEntry">["lines"]>[number];

const entityOf = (party: ReturnType<typeof partyBody>) =>
  party && { Type: party.type, EntityRef: { value: party.value } };

const writeLine = (operation: "create" | "update") => (line: Line, index: number) => {
  const { id, description, isBlank, account, amount, contact, taxRate, tax, dimensions } = line;
  const heading = { Id: operation === "update" ? id : undefined, Description: description };
  if (isBlank) return { ...heading, DetailType: "DescriptionOnly" };
  if (!account) throw refuse(`lines.${index}.account`, "is required");
  return {
    ...heading,
    Amount: absolute(amount),
    DetailType: "JournalEntryLineDetail",
    JournalEntryLineDetail: {
      PostingType: amount.startsWith("-") ? ("Credit" as const) : ("Debit" as const),
      AccountRef: { value: account.id },
      Entity: entityOf(partyBody(contact, `lines.${index}.contact`)),
      TaxCodeRef: taxRate && { value: taxRate.id },
      TaxAmount: tax && absolute(tax),
      ...dimensionBody(dimensions, `lines.${index}.dimensions`),
    },
  };
};

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/journalentry */
export const journalEntries = resource({ entity: "journalEntry", raw: JournalEntry, body: JournalBody }).define({
  read: (entry) => ({
    number: entry.DocNumber,
    date: entry.TxnDate,
    status: entry.status || "posted",
    memo: entry.PrivateNote,
    currency: entry.CurrencyRef?.value,
    taxInclusive: readTax(entry).taxInclusive,
    lines: entry.Line?.map(readLine),
    ...readCommon(entry),
    unmapped: {
      ...ownOfTransaction(entry),
      tax: entry.TxnTaxDetail?.TotalTax,
      isAdjustment: entry.Adjustment || undefined,
    },
  }),
  // The name and id of the class or department, which `dimension` is.
  leavesOut: ["lines.dimensions.value", "lines.dimensions.valueId"],
  write: (entry, operation) => ({
    SyncToken: entry.version,
    ending: endingBy(entry.status, operation),
    DocNumber: entry.number,
    TxnDate: entry.date,
    PrivateNote: entry.memo,
    CurrencyRef: currencyBody(entry.currency),
    Line: entry.lines?.map(writeLine(operation)),
  }),
  ...reading({ entity: "JournalEntry", deletable: true }),
  ...writingDocuments("JournalEntry", "date"),
});
