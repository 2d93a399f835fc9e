import { xero } from "@opensme/xero";
import { decimal, type Mapping, type Row, ref, text } from "../by-hand.ts";
import { xeroInvoice } from "../records.ts";

const statuses: Record<string, string> = {
  DRAFT: "draft",
  SUBMITTED: "submitted",
  AUTHORISED: "open",
  PAID: "paid",
  VOIDED: "void",
  DELETED: "deleted",
};

const day = (value: string | undefined): string | undefined => value?.slice(0, 10);

/** `/Date(1439434356790+0000)/` */
const moment = (value: string): string => new Date(Number.parseInt(value.slice(6), 10)).toISOString();

const lineOf = (line: Row): object => ({
  id: line.LineItemID,
  item: ref(line.Item?.ItemID, line.Item?.Name),
  code: text(line.ItemCode),
  description: text(line.Description),
  quantity: decimal(line.Quantity),
  unitPrice: decimal(line.UnitAmount),
  discount: decimal(line.DiscountAmount),
  discountRate: decimal(line.DiscountRate),
  account: ref(line.AccountID),
  accountCode: text(line.AccountCode),
  taxRate: ref(line.TaxType),
  tax: decimal(line.TaxAmount),
  total: decimal(line.LineAmount),
  dimensions: line.Tracking.map((tracking: Row) => ({
    dimension: ref(tracking.TrackingCategoryID, tracking.Name),
    value: tracking.Option,
    valueId: tracking.TrackingOptionID,
  })),
});

/** An invoice. */
export const mapping: Mapping = {
  resource: xero.resources.invoices,
  text: xeroInvoice,
  byHand: (row) => ({
    id: row.InvoiceID,
    number: text(row.InvoiceNumber),
    reference: text(row.Reference),
    contact: ref(row.Contact.ContactID, row.Contact.Name),
    status:
      row.Status === "AUTHORISED" && (row.AmountPaid || row.AmountCredited) ? "partially-paid" : statuses[row.Status],
    issueDate: day(row.DateString),
    dueDate: day(row.DueDateString),
    expectedPaymentDate: day(row.ExpectedPaymentDate),
    currency: row.CurrencyCode,
    exchangeRate: decimal(row.CurrencyRate),
    taxInclusive: row.LineAmountTypes === "Inclusive",
    subTotal: decimal(row.SubTotal),
    discount: decimal(row.TotalDiscount),
    tax: decimal(row.TotalTax),
    total: decimal(row.Total),
    lines: row.LineItems.map(lineOf),
    paid: decimal(row.AmountPaid),
    credited: decimal(row.AmountCredited),
    due: decimal(row.AmountDue),
    payments: row.Payments.map((payment: Row) => ({
      amount: decimal(payment.Amount),
      document: ref(payment.PaymentID),
      date: moment(payment.Date).slice(0, 10),
    })),
    credits: row.CreditNotes.map((credit: Row) => ({
      amount: decimal(credit.AppliedAmount),
      document: ref(credit.CreditNoteID, credit.CreditNoteNumber),
      documentKind: "creditNote",
      date: day(credit.DateString),
    })),
    wasSent: row.SentToContact,
    hasAttachments: row.HasAttachments,
    updatedAt: moment(row.UpdatedDateUTC),
  }),
};
