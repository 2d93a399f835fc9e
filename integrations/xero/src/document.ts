import { codec, ref } from "@opensme/core";
import * as z from "zod";
import { Party } from "./allocations.ts";
import { isTaxInclusive } from "./lines.ts";
import { calendarDay, flag, moment, word } from "./wire.ts";

/** What all documents of Xero have beside their lines. */
export const documentFields = {
  Reference: word.nullish(),
  Contact: Party.nullish(),
  DateString: calendarDay.nullish(),
  Date: calendarDay.nullish(),
  CurrencyCode: z.string().nullish(),
  CurrencyRate: codec.decimal.nullish(),
  LineAmountTypes: z.string().nullish(),
  SubTotal: codec.decimal.nullish(),
  TotalTax: codec.decimal.nullish(),
  Total: codec.decimal.nullish(),
  HasAttachments: flag.nullish(),
  UpdatedDateUTC: moment.nullish(),
};

/** What invoices, bills and credits have besides. */
export const termFields = {
  Status: codec
    .choice({
      DRAFT: "draft",
      SUBMITTED: "submitted",
      AUTHORISED: "open",
      PAID: "paid",
      VOIDED: "void",
      DELETED: "deleted",
    })
    .nullish(),
  DueDateString: calendarDay.nullish(),
  DueDate: calendarDay.nullish(),
  FullyPaidOnDate: calendarDay.nullish(),
  SentToContact: flag.nullish(),
};

const Document = z.object(documentFields);

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

const Terms = z.object({ ...documentFields, ...termFields });

export const readTerms = (document: z.output<typeof Terms>) => ({
  ...readDocument(document),
  issueDate: document.DateString || document.Date,
  dueDate: document.DueDateString || document.DueDate,
  paidDate: document.FullyPaidOnDate,
  wasSent: document.SentToContact,
});
