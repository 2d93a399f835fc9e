import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { documentFields } from "./document.ts";
import { isTaxInclusive } from "./line-amounts.ts";
import { LineItem, readLine } from "./lines.ts";
import { calendarDay, isNonZero } from "./wire.ts";

/** What all documents with lines have. */
export const linedFields = { ...documentFields, LineItems: z.array(LineItem) };

/** What invoices, bills and credits have. */
export const termFields = {
  ...linedFields,
  Status: codec.choice({
    DRAFT: "draft",
    SUBMITTED: "submitted",
    AUTHORISED: "open",
    PAID: "paid",
    VOIDED: "void",
    DELETED: "deleted",
  }),
  ...fields(calendarDay, "DueDateString", "DueDate", "FullyPaidOnDate"),
  SentToContact: codec.flag,
};

const Lined = row(linedFields);

/** Lists read without `page` have an empty list in place of the lines, so one beside an amount says nothing. */
const readLines = ({ LineItems, SubTotal, Total }: z.output<typeof Lined>) =>
  LineItems?.length === 0 && (isNonZero(SubTotal) || isNonZero(Total)) ? undefined : LineItems?.map(readLine);

export const readLined = (document: z.output<typeof Lined>) => ({
  reference: document.Reference,
  contact: ref(document.Contact?.ContactID, document.Contact?.Name),
  currency: document.CurrencyCode,
  exchangeRate: document.CurrencyRate,
  taxInclusive: isTaxInclusive(document.LineAmountTypes),
  lines: readLines(document),
  subTotal: document.SubTotal,
  tax: document.TotalTax,
  total: document.Total,
  hasAttachments: document.HasAttachments,
  updatedAt: document.UpdatedDateUTC,
});

const Terms = row(termFields);

export const readTerms = (document: z.output<typeof Terms>) => ({
  ...readLined(document),
  issueDate: document.DateString || document.Date,
  dueDate: document.DueDateString || document.DueDate,
  paidDate: document.FullyPaidOnDate,
  wasSent: document.SentToContact,
});
