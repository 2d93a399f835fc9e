import { codec, fields, type RecordChanges, required, row } from "@opensme/core";
import * as z from "zod";
import { PaymentSummary, readPayment } from "./allocations.ts";
import { Credits, readCredits } from "./credits.ts";
import { otherAmounts, writeLineAmounts } from "./line-amounts.ts";
import { readTerms, termFields } from "./lined-document.ts";
import { writeLines } from "./lines.ts";
import { guardYear } from "./lock-date.ts";
import { becoming, changing, creating, getting, listOfType, unitDecimals } from "./operations.ts";
import { isNonZero, ownId } from "./wire.ts";

/** Sales invoices and bills are one endpoint: https://developer.xero.com/documentation/api/accounting/invoices */
export const InvoiceDocument = row({
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

export const readInvoice = (
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

export const writeInvoice = (
  document: RecordChanges<"invoice"> | RecordChanges<"bill">,
  operation: "create" | "update",
) => ({
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

type Type = "ACCREC" | "ACCPAY";

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
export const invoiceOperations = (type: Type) =>
  ({
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
