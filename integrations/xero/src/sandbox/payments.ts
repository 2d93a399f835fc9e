import type { SandboxKit } from "@opensme/testing";
import * as z from "zod";
import type { Gate } from "./gate.ts";
import { ledgerOf, recount, settlementOf } from "./ledger.ts";
import { type Handler, listHandlers } from "./lists.ts";
import type { Batch, Books, Document, Payment } from "./records.ts";
import { batchRow, paymentRow } from "./render.ts";
import { dayOf, guid, lockedOut } from "./wire.ts";
import { type Written, writeHandlers } from "./writing.ts";

const Sent = z.looseObject({
  Status: z.string().optional(),
  Invoice: z.looseObject({ InvoiceID: z.string().optional(), InvoiceNumber: z.string().optional() }).optional(),
  CreditNote: z.looseObject({ CreditNoteID: z.string().optional() }).optional(),
  InvoiceNumber: z.string().optional(),
  CreditNoteNumber: z.string().optional(),
  Account: z.looseObject({ AccountID: z.string().optional(), Code: z.string().optional() }).optional(),
  Date: z.string().optional(),
  Amount: z.number().optional(),
  Reference: z.string().optional(),
  IsReconciled: z.boolean().optional(),
});

type Sent = z.output<typeof Sent>;

const paymentTypes: Readonly<Record<string, string>> = {
  ACCREC: "ACCRECPAYMENT",
  ACCPAY: "ACCPAYPAYMENT",
  ACCRECCREDIT: "ARCREDITPAYMENT",
  ACCPAYCREDIT: "APCREDITPAYMENT",
};

const documentIn = (books: Books, sent: Sent): Document | undefined => {
  const id = sent.Invoice?.InvoiceID ?? sent.CreditNote?.CreditNoteID;
  if (id !== undefined) return ledgerOf(books).document(id);
  const number = sent.Invoice?.InvoiceNumber ?? sent.InvoiceNumber ?? sent.CreditNoteNumber;
  return [...books.invoices.all().values(), ...books.creditNotes.all().values()].find(
    (document) => number !== undefined && document.number === number,
  );
};

/** A document that is settled is paid, and one that no longer is is open again. */
const settle = (books: Books, documentId: string, now: number): void => {
  recount(books);
  const document = ledgerOf(books).document(documentId);
  if (!document) return;
  const { due } = settlementOf(document, ledgerOf(books));
  document.status = due === 0 ? "PAID" : "AUTHORISED";
  document.updated = now;
};

const remove = (books: Books, payment: Payment, sent: Sent, now: number, batchId?: string): Written<Payment> => {
  if (sent.Status !== "DELETED") return { messages: ["Only the status DELETED can be set on a payment"] };
  if (payment.status === "DELETED") return { messages: ["This payment has already been deleted"] };
  if (payment.batchId !== undefined && payment.batchId !== batchId)
    return { messages: ["A payment of a batch cannot be deleted by itself"] };
  const locked = lockedOut(payment.date);
  if (locked.length > 0) return { messages: locked };
  payment.status = "DELETED";
  payment.updated = now;
  settle(books, payment.documentId, now);
  return { row: payment };
};

/** The payment that was sent, or what is wrong with it; nothing is booked yet. */
const draftOf = (books: Books, sent: Sent, now: number): Written<Payment> => {
  const ledger = ledgerOf(books);
  const document = documentIn(books, sent);
  const account =
    sent.Account?.AccountID === undefined
      ? ledger.account(sent.Account?.Code)
      : books.accounts.all().get(sent.Account.AccountID);
  const messages: string[] = [];
  if (!document) messages.push("The document to pay could not be found");
  else if (document.status !== "AUTHORISED") messages.push("Payments can only be made against Authorised documents");
  else if (sent.Amount === undefined || sent.Amount <= 0) messages.push("Payment amount must be greater than zero");
  else if (sent.Amount > settlementOf(document, ledger).due)
    messages.push("Payment amount exceeds the amount outstanding on this document");
  if (!account) messages.push("Account could not be found");
  else if (account.type !== "BANK") messages.push("Account must be a bank account or have payments enabled");
  const date = dayOf(sent.Date ?? new Date(now).toISOString());
  if (date === undefined) messages.push("The payment date is not valid");
  messages.push(...lockedOut(date));
  if (messages.length > 0 || !document || !account || date === undefined) return { messages };
  const row: Payment = {
    id: "",
    updated: now,
    type: paymentTypes[document.type] ?? "ACCRECPAYMENT",
    documentId: document.id,
    date,
    amount: sent.Amount ?? 0,
    accountCode: account.code,
    reference: sent.Reference ?? "",
    isReconciled: sent.IsReconciled ?? false,
    status: "AUTHORISED",
  };
  return { row };
};

const book = (books: Books, draft: Payment, now: number): Payment => {
  const row = { ...draft, id: guid("payment", 900_000 + books.payments.all().size + 1) };
  books.payments.add(row);
  settle(books, row.documentId, now);
  return row;
};

const create = (books: Books, sent: Sent, now: number): Written<Payment> => {
  const draft = draftOf(books, sent, now);
  return "row" in draft ? { row: book(books, draft.row, now) } : draft;
};

const write =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Payment> => {
    const parsed = Sent.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const present = id === undefined ? undefined : books.payments.all().get(id);
    const now = kit.now().getTime();
    return present ? remove(books, present, parsed.data, now) : create(books, parsed.data, now);
  };

const SentBatch = z.looseObject({
  ...Sent.pick({ Status: true, Account: true, Date: true, Reference: true }).shape,
  Details: z.string().max(18).optional(),
  Payments: z.array(Sent).optional(),
});

const removeBatch = (
  books: Books,
  batch: Batch,
  { Status }: z.output<typeof SentBatch>,
  now: number,
): Written<Batch> => {
  if (Status !== "DELETED") return { messages: ["Only the status DELETED can be set on a batch payment"] };
  if (batch.status === "DELETED") return { messages: ["This batch payment has already been deleted"] };
  const locked = lockedOut(batch.date);
  if (locked.length > 0) return { messages: locked };
  for (const id of batch.paymentIds) {
    const payment = books.payments.all().get(id);
    if (payment?.status === "AUTHORISED") remove(books, payment, { Status }, now, batch.id);
  }
  Object.assign(batch, { status: "DELETED", updated: now });
  return { row: batch };
};

/** All of its payments are booked, or none. */
const createBatch = (books: Books, sent: z.output<typeof SentBatch>, now: number): Written<Batch> => {
  const { Payments = [] } = sent;
  const common = { Account: sent.Account, Date: sent.Date };
  const drafts = Payments.map((payment) => draftOf(books, { ...payment, ...common }, now));
  const messages = drafts.flatMap((draft) => ("messages" in draft ? draft.messages : []));
  if (drafts.length === 0) messages.push("A batch payment has at least one payment");
  const payments = drafts.flatMap((draft) => ("row" in draft ? [draft.row] : []));
  const [first] = payments;
  if (payments.some(({ type }) => type !== first?.type)) messages.push("All payments of a batch are of one type");
  if (messages.length > 0 || !first) return { messages };
  const id = guid("batch", 900_000 + books.batches.all().size + 1);
  const row: Batch = {
    ...first,
    id,
    type: first.type === "ACCRECPAYMENT" ? "RECBATCH" : "PAYBATCH",
    paymentIds: payments.map((payment) => book(books, { ...payment, batchId: id }, now).id),
    amount: payments.reduce((so, { amount }) => so + amount, 0),
    reference: sent.Reference ?? "",
    details: sent.Details ?? "",
  };
  books.batches.add(row);
  return { row };
};

const writeBatch =
  (kit: SandboxKit) =>
  (books: Books, body: Record<string, unknown>, id: string | undefined): Written<Batch> => {
    const parsed = SentBatch.safeParse(body);
    if (!parsed.success) return { messages: parsed.error.issues.map(({ path }) => `${path.join(".")} is not valid`) };
    const present = id === undefined ? undefined : books.batches.all().get(id);
    const now = kit.now().getTime();
    return present ? removeBatch(books, present, parsed.data, now) : createBatch(books, parsed.data, now);
  };

/** https://developer.xero.com/documentation/api/accounting/batchpayments */
export const batchHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const common = { path: "/BatchPayments", name: "BatchPayments", idName: "BatchPaymentID", render: batchRow };
  const shelf = (books: Books) => books.batches;
  return [
    ...listHandlers({ ...common, shelf, hasOne: true }, gate),
    ...writeHandlers({ ...common, write: writeBatch(kit), has: (books, id) => shelf(books).all().has(id) }, gate),
  ];
};

export const paymentHandlers = (gate: Gate, kit: SandboxKit): Handler[] => {
  const common = { path: "/Payments", name: "Payments", idName: "PaymentID", render: paymentRow };
  const shelf = (books: Books) => books.payments;
  return [
    ...listHandlers({ ...common, shelf, isPaged: true, hasOne: true }, gate),
    ...writeHandlers({ ...common, write: write(kit), has: (books, id) => shelf(books).all().has(id) }, gate),
  ];
};
