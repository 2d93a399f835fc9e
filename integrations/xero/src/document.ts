import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { Party } from "./allocations.ts";
import { isTaxInclusive } from "./lines.ts";
import { calendarDay, moment } from "./wire.ts";

/** What all documents of Xero have beside their lines. */
export const documentFields = {
  Reference: codec.identifier,
  Contact: Party,
  ...fields(calendarDay, "DateString", "Date"),
  ...fields(z.string(), "CurrencyCode", "LineAmountTypes"),
  ...fields(codec.decimal, "CurrencyRate", "SubTotal", "TotalTax", "Total"),
  HasAttachments: codec.flag,
  UpdatedDateUTC: moment,
};

/** What invoices, bills and credits have besides. */
export const termFields = {
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

const Document = row(documentFields);

export const readDocument = (document: z.output<typeof Document>) => ({
  reference: document.Reference,
  contact: ref(document.Contact?.ContactID, document.Contact?.Name),
  currency: document.CurrencyCode,
  exchangeRate: document.CurrencyRate,
  taxInclusive: isTaxInclusive(document.LineAmountTypes),
  subTotal: document.SubTotal,
  tax: document.TotalTax,
  total: document.Total,
  hasAttachments: document.HasAttachments,
  updatedAt: document.UpdatedDateUTC,
});

const Terms = row({ ...documentFields, ...termFields });

export const readTerms = (document: z.output<typeof Terms>) => ({
  ...readDocument(document),
  issueDate: document.DateString || document.Date,
  dueDate: document.DueDateString || document.DueDate,
  paidDate: document.FullyPaidOnDate,
  wasSent: document.SentToContact,
});
