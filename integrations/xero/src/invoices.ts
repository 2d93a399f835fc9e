import { codec, fields, type RecordChanges, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { PaymentSummary, readPayment } from "./allocations.ts";
import { Credits, readCredits } from "./credits.ts";
import { otherAmounts, writeLineAmounts } from "./line-amounts.ts";
import { readTerms, termFields } from "./lined-document.ts";
import { writeLines } from "./lines.ts";
import { guardYear } from "./lock-date.ts";
import { becoming, changing, creating, getting, listOfType, unitDecimals } from "./operations.ts";
import { calendarDay, isNonZero, ownId } from "./wire.ts";

/** Sales invoices and bills are one endpoint: https://developer.xero.com/documentation/api/accounting/invoices */
const InvoiceDocument = row({
  InvoiceID: required(ownId),
  InvoiceNumber: codec.identifier,
  ...termFields,
  ...fields(codec.decimal, "TotalDiscount", "AmountPaid", "AmountCredited", "AmountDue", "CISDeduction"),
  RepeatingInvoiceID: codec.otherId,
  Url: z.string(),
  Payments: z.array(PaymentSummary),
  ...Credits.shape,
});

type Row = z.output<typeof InvoiceDocument>;

/** An authorised document that something was paid on is still `AUTHORISED`. */
const statusOf = (document: Row) =>
  document.Status === "open" && (isNonZero(document.AmountPaid) || isNonZero(document.AmountCredited))
    ? ("partially-paid" as const)
    : document.Status;

/** An empty list beside an amount was left out, as documents within others leave it. */
const known = <Item>(uses: Item[] | undefined, amount: string | null | undefined): Item[] | undefined =>
  uses?.length === 0 && isNonZero(amount) ? undefined : uses;

const readInvoice = (
  document: Row,
  expectedPaymentDate: string | null | undefined,
  creditKind: "creditNote" | "vendorCredit",
) => ({
  number: document.InvoiceNumber,
  ...readTerms(document),
  status: statusOf(document),
  expectedPaymentDate,
  // What its lines have taken off, already left out of their totals.
  discount: document.TotalDiscount,
  paid: document.AmountPaid,
  credited: document.AmountCredited,
  due: document.AmountDue,
  payments: known(document.Payments?.map(readPayment), document.AmountPaid),
  credits: known(readCredits(document, creditKind), document.AmountCredited),
  unmapped: {
    taxInclusive: otherAmounts(document.LineAmountTypes),
    cisDeduction: isNonZero(document.CISDeduction) ? document.CISDeduction : undefined,
    repeatingInvoiceId: document.RepeatingInvoiceID,
    sourceUrl: document.Url,
  },
});

const writeInvoice = (document: RecordChanges<"invoice"> | RecordChanges<"bill">, operation: "create" | "update") => ({
  InvoiceNumber: document.number,
  Reference: document.reference,
  Contact: document.contact && { ContactID: document.contact.id },
  Status: document.status === "partially-paid" ? ("open" as const) : document.status,
  Date: document.issueDate,
  DueDate: document.dueDate,
  CurrencyCode: document.currency,
  CurrencyRate: document.exchangeRate,
  LineAmountTypes: writeLineAmounts(document),
  LineItems: writeLines(document.lines, operation),
  SentToContact: document.wasSent,
});

const endpoint = { name: "Invoices", id: "InvoiceID", query: unitDecimals };

/** What stands in the books. */
const booked = ["open", "partially-paid", "paid"];

interface Write {
  operation: string;
  record: { status?: string | undefined; issueDate?: string | undefined };
  present: Row | undefined;
  ask: (request: { path: string }) => Promise<unknown>;
}

/** Drafts may lie in a closed year, and nothing of them is in the books. */
const guard = ({ operation, record, present, ask }: Write) =>
  operation !== "email" && booked.includes(operation === "approve" ? "open" : (record.status ?? present?.Status ?? ""))
    ? guardYear({ path: "issueDate", dates: [record.issueDate, present?.DateString || present?.Date], ask })
    : undefined;

/** Operations of both; an update leaves alone what is not sent. */
const operationsOn = (type: "ACCREC" | "ACCPAY") =>
  ({
    id: (document: Row) => document.InvoiceID,
    list: listOfType(endpoint, type),
    get: getting(endpoint, type),
    create: creating(endpoint),
    update: changing(endpoint),
    // Drafts are deleted, and what was authorised is voided: https://developer.xero.com/documentation/api/accounting/types#invoice-status-codes
    // The type stands in it so that an invoice is not changed as a bill, nor a bill as an invoice.
    remove: becoming(endpoint, { Type: type, Status: "DELETED" }),
    actions: {
      approve: becoming(endpoint, { Type: type, Status: "AUTHORISED" }),
      void: becoming(endpoint, { Type: type, Status: "VOIDED" }),
    },
    guard,
    scopes: { read: ["accounting.invoices.read"], write: ["accounting.invoices"] },
  }) as const;

const SalesInvoice = row({
  ...InvoiceDocument.shape,
  Type: z.literal("ACCREC", "expected ACCREC: bills are read by the resource bills"),
  ExpectedPaymentDate: calendarDay,
});

const onInvoices = operationsOn("ACCREC");

export const invoices = resource({ entity: "invoice", raw: SalesInvoice }).define({
  read: (invoice) => readInvoice(invoice, invoice.ExpectedPaymentDate, "creditNote"),
  write: (invoice, operation) => ({
    Type: "ACCREC" as const,
    ...writeInvoice(invoice, operation),
    ExpectedPaymentDate: invoice.expectedPaymentDate,
  }),
  ...onInvoices,
  actions: {
    ...onInvoices.actions,
    // To the address of the contact: https://developer.xero.com/documentation/api/accounting/invoices#emailing-an-invoice
    email: { path: (id) => `/Invoices/${id}/Email`, body: () => ({}) },
  },
});

const Bill = row({
  ...InvoiceDocument.shape,
  Type: z.literal("ACCPAY", "expected ACCPAY: sales invoices are read by the resource invoices"),
  PlannedPaymentDate: calendarDay,
});

/** What Xero shows as the reference of a bill is its `InvoiceNumber`; the number need not be unique. */
export const bills = resource({ entity: "bill", raw: Bill }).define({
  read: (bill) => readInvoice(bill, bill.PlannedPaymentDate, "vendorCredit"),
  write: (bill, operation) => ({
    Type: "ACCPAY" as const,
    ...writeInvoice(bill, operation),
    PlannedPaymentDate: bill.expectedPaymentDate,
  }),
  ...operationsOn("ACCPAY"),
});
