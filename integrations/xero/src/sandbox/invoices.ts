import { HttpResponse, http, type SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { ledgerOf, recount, settlementOf } from "./ledger.ts";
import { linesOf, SentLine } from "./lines.ts";
import type { Handler } from "./lists.ts";
import type { Books, Document, Line } from "./records.ts";
import { invoiceRow } from "./render.ts";
import { api, dayOf, guid, lockedOut } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const Sent = z.looseObject({
  Type: z.enum(["ACCREC", "ACCPAY"]).optional(),
  Contact: z.looseObject({ ContactID: z.string().optional(), Name: z.string().optional() }).optional(),
  InvoiceNumber: z.string().optional(),
  Reference: z.string().optional(),
  Date: z.string().optional(),
  DueDate: z.string().optional(),
  ExpectedPaymentDate: z.string().optional(),
  PlannedPaymentDate: z.string().optional(),
  Status: z.string().optional(),
  LineAmountTypes: z.enum(["Exclusive", "Inclusive", "NoTax"]).optional(),
  LineItems: z.array(SentLine).optional(),
  SentToContact: z.boolean().optional(),
  CurrencyCode: z.string().optional(),
  CurrencyRate: z.number().optional(),
});

type Sent = z.output<typeof Sent>;

const notModifiable = "Invoice not of valid status for modification";

/** What a status may become: https://developer.xero.com/documentation/api/accounting/types#invoice-status-codes */
const next: Readonly<Record<string, readonly string[]>> = {
  NEW: ["DRAFT", "SUBMITTED", "AUTHORISED"],
  DRAFT: ["DRAFT", "SUBMITTED", "AUTHORISED", "DELETED"],
  SUBMITTED: ["SUBMITTED", "DRAFT", "AUTHORISED", "DELETED"],
  AUTHORISED: ["AUTHORISED", "VOIDED"],
  PAID: ["PAID"],
  VOIDED: [],
  DELETED: [],
};

const booked = ["AUTHORISED", "PAID"];

const contactIn = (books: Books, sent: Sent["Contact"]): string | undefined => {
  if (sent?.ContactID) return books.contacts.all().has(sent.ContactID) ? sent.ContactID : undefined;
  return [...books.contacts.all().values()].find(({ name }) => name === sent?.Name)?.id;
};

const problems = (books: Books, sent: Sent, present: Document | undefined, lines: readonly Line[]): string[] => {
  const messages: string[] = [];
  const status = sent.Status ?? present?.status ?? "DRAFT";
  if (!(next[present?.status ?? "NEW"] ?? []).includes(status)) messages.push(notModifiable);
  if (booked.includes(status) || booked.includes(present?.status ?? ""))
    messages.push(...lockedOut(sent.Date && dayOf(sent.Date), present?.date));
  if (!present && !sent.Type) messages.push("The document type must be specified");
  if (present && sent.Type && sent.Type !== present.type) messages.push("The document type cannot be changed");
  if ((!present || sent.Contact) && !contactIn(books, sent.Contact))
    messages.push("A Contact must be specified for this type of transaction");
  if (!present && status !== "DRAFT" && !sent.LineItems?.length)
    messages.push("One or more line items must be specified");
  for (const name of ["Date", "DueDate", "ExpectedPaymentDate", "PlannedPaymentDate"] as const) {
    const day = sent[name];
    if (day !== undefined && dayOf(day) === undefined) messages.push(`${name} is not a valid date`);
  }
  if (present && isTouchingMoney(books, sent, present, lines))
    messages.push("This document cannot be edited as it has a payment or credit note allocated to it.");
  const isTaken =
    sent.InvoiceNumber &&
    (present?.type ?? sent.Type) === "ACCREC" &&
    [...books.invoices.all().values()].some(
      ({ id, type, number }) => id !== present?.id && type === "ACCREC" && number === sent.InvoiceNumber,
    );
  if (isTaken) messages.push("Invoice # must be unique.");
  return messages;
};

/** Once something was paid, amounts, contact and status are fixed; texts, accounts and tracking are not. */
const isTouchingMoney = (books: Books, sent: Sent, present: Document, lines: readonly Line[]): boolean => {
  const { paid, credited } = settlementOf(present, ledgerOf(books));
  if (paid === 0 && credited === 0) return false;
  const money = (all: readonly Line[]): string =>
    JSON.stringify(
      all.map(({ id, quantity, unitAmount, discountRate, discountAmount, taxType, taxAmount, lineAmount }) =>
        [id, quantity, unitAmount, discountRate, discountAmount, taxType, taxAmount, lineAmount].map(String),
      ),
    );
  return (
    money(lines) !== money(present.lines) ||
    (sent.LineAmountTypes ?? present.amounts) !== present.amounts ||
    (sent.Contact !== undefined && contactIn(books, sent.Contact) !== present.contactId) ||
    sent.Status === "VOIDED"
  );
};

const write =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Document> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const sent = parsed.data;
    const present = id === undefined ? undefined : books.invoices.all().get(id);
    const type = present?.type ?? sent.Type ?? "ACCREC";
    const amounts = sent.LineAmountTypes ?? present?.amounts ?? "Exclusive";
    const { lines, messages } = sent.LineItems
      ? linesOf(books, sent.LineItems, present?.lines ?? [], { type, amounts })
      : { lines: present?.lines ?? [], messages: [] };
    const wrong = [...problems(books, sent, present, lines), ...messages];
    if (wrong.length > 0) return { messages: wrong };
    const count = books.invoices.all().size + 1;
    const today = kit.now().toISOString().slice(0, 10);
    const day = (name: "Date" | "DueDate", before: string | undefined): string | undefined =>
      sent[name] === undefined ? before : dayOf(sent[name]);
    const own = (name: "ExpectedPaymentDate" | "PlannedPaymentDate") =>
      sent[name] === undefined ? {} : { [name]: dayOf(sent[name]) };
    const row: Document = {
      id: present?.id ?? guid(type === "ACCREC" ? "invoice" : "bill", 900_000 + count),
      updated: kit.now().getTime(),
      type,
      number:
        sent.InvoiceNumber ?? present?.number ?? (type === "ACCREC" ? `INV-9${String(count).padStart(5, "0")}` : ""),
      reference: type === "ACCREC" ? (sent.Reference ?? present?.reference ?? "") : "",
      contactId: sent.Contact ? contactIn(books, sent.Contact) : present?.contactId,
      date: day("Date", present?.date ?? today),
      dueDate: day("DueDate", present?.dueDate),
      status: sent.Status ?? present?.status ?? "DRAFT",
      amounts,
      lines,
      isSent: sent.SentToContact ?? present?.isSent ?? false,
      fields: {
        ...present?.fields,
        ...own("ExpectedPaymentDate"),
        ...own("PlannedPaymentDate"),
        ...(sent.CurrencyCode === undefined ? {} : { CurrencyCode: sent.CurrencyCode }),
        ...(sent.CurrencyRate === undefined ? {} : { CurrencyRate: sent.CurrencyRate }),
      },
      allocations: [],
    };
    books.invoices.add(row);
    recount(books);
    return { row };
  };

/** Sends an invoice to its contact: https://developer.xero.com/documentation/api/accounting/invoices#emailing-an-invoice */
const emailHandler = (gate: Gate, kit: SandboxKit): Handler =>
  http.post(`${api}/Invoices/:id/Email`, ({ request, params }) =>
    gate.enter(request, (books) => {
      const invoice = books.invoices.all().get(String(params["id"]).toLowerCase());
      if (!invoice) return gate.desk.notFound();
      const messages = [
        ...(invoice.type === "ACCREC" ? [] : ["Only ACCREC invoices can be emailed"]),
        ...(["SUBMITTED", "AUTHORISED", "PAID"].includes(invoice.status)
          ? []
          : ["Only SUBMITTED, AUTHORISED and PAID invoices can be emailed"]),
      ];
      if (messages.length > 0) return gate.desk.invalid([{ sent: { InvoiceID: invoice.id }, messages }]);
      invoice.isSent = true;
      invoice.updated = kit.now().getTime();
      return new HttpResponse(null, { status: 204 });
    }),
  );

export const invoiceHandlers = (gate: Gate, kit: SandboxKit): Handler[] => [
  emailHandler(gate, kit),
  ...writeHandlers(
    {
      path: "/Invoices",
      name: "Invoices",
      idName: "InvoiceID",
      write: write(kit),
      has: (books, id) => books.invoices.all().has(id),
      render: (books, row) => invoiceRow(books, row, true),
    },
    gate,
  ),
];
