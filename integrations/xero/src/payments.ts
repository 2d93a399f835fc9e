import { codec, fields, OpenSMEError, type Payment, reader, ref, refuse, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { documentKind } from "./allocations.ts";
import { guardDay } from "./lock-date.ts";
import { changing, creating, deleting, getting, pagedList } from "./operations.ts";
import { BankAccount, calendarDay, moment, ownId, Party } from "./wire.ts";

/**
 * What a payment of each type is, which way its money goes, and what it settles, where the document does not say its type; money for a credit is a refund, so
 * it goes the other way: https://developer.xero.com/documentation/api/accounting/types#payment-types
 */
const types = Object.entries({
  ACCRECPAYMENT: { kind: "payment", direction: "in", settles: "invoice" },
  ACCPAYPAYMENT: { kind: "payment", direction: "out", settles: "bill" },
  ARCREDITPAYMENT: { kind: "refund", direction: "out", settles: "creditNote" },
  APCREDITPAYMENT: { kind: "refund", direction: "in", settles: "vendorCredit" },
  ARPREPAYMENTPAYMENT: { kind: "refund", direction: "out", settles: "prepayment" },
  APPREPAYMENTPAYMENT: { kind: "refund", direction: "in", settles: "prepayment" },
  AROVERPAYMENTPAYMENT: { kind: "refund", direction: "out", settles: "overpayment" },
  APOVERPAYMENTPAYMENT: { kind: "refund", direction: "in", settles: "overpayment" },
} as const);

const kind = reader(codec.choice(Object.fromEntries(types.map(([type, { kind }]) => [type, kind]))));
const direction = reader(codec.choice(Object.fromEntries(types.map(([type, { direction }]) => [type, direction]))));
const settled = reader(codec.choice(Object.fromEntries(types.map(([type, { settles }]) => [type, settles]))));

const document = { Contact: Party, CurrencyCode: z.string() };
const typed = { ...document, Type: documentKind };

const PaymentRow = row({
  PaymentID: required(ownId),
  ...fields(z.string(), "PaymentType", "Details"),
  Status: codec.choice({ AUTHORISED: "completed", DELETED: "deleted", VOIDED: "void" }),
  ...fields(calendarDay, "DateString", "Date"),
  Amount: required(codec.decimal),
  ...fields(codec.decimal, "BankAmount", "CurrencyRate"),
  ...fields(codec.identifier, "Reference", "Code", "InvoiceNumber", "CreditNoteNumber"),
  Account: BankAccount,
  // Any document that is settled, whatever its kind: https://developer.xero.com/documentation/api/accounting/payments
  Invoice: row({ ...typed, InvoiceID: codec.otherId, InvoiceNumber: codec.identifier }),
  CreditNote: row({ ...typed, CreditNoteID: codec.otherId, CreditNoteNumber: codec.identifier }),
  Prepayment: row({ ...document, PrepaymentID: codec.otherId }),
  Overpayment: row({ ...document, OverpaymentID: codec.otherId }),
  BatchPaymentID: codec.otherId,
  IsReconciled: codec.flag,
  UpdatedDateUTC: moment,
});

type Row = z.output<typeof PaymentRow>;

/** The document that a payment settles; its kind is told by its own type, by that of the payment, or by where it stands. */
const settledBy = ({ Invoice, CreditNote, Prepayment, Overpayment, ...payment }: Row) => {
  const usual = settled(payment.PaymentType);
  if (Prepayment?.PrepaymentID)
    return { of: Prepayment, id: Prepayment.PrepaymentID, kind: usual ?? ("prepayment" as const) };
  if (Overpayment?.OverpaymentID)
    return { of: Overpayment, id: Overpayment.OverpaymentID, kind: usual ?? ("overpayment" as const) };
  const of = CreditNote?.CreditNoteID ? CreditNote : (Invoice ?? CreditNote);
  return {
    of,
    id: CreditNote?.CreditNoteID || Invoice?.InvoiceID,
    kind: of?.Type || usual,
    number: CreditNote?.CreditNoteNumber || Invoice?.InvoiceNumber || payment.InvoiceNumber || payment.CreditNoteNumber,
  };
};

/** A document as a new payment names it: invoices, bills and credits by their number too. */
const documentOf = ({ document, documentKind, number }: NonNullable<Payment["allocations"]>[number]) => {
  const id = document?.id;
  const isAdvance = documentKind === "prepayment" || documentKind === "overpayment";
  if (id === undefined && (number === undefined || isAdvance)) throw refuse("allocations.0.document", "is required");
  switch (documentKind) {
    case "creditNote":
    case "vendorCredit":
      return id === undefined ? { CreditNoteNumber: number } : { CreditNote: { CreditNoteID: id } };
    case "prepayment":
      return { Prepayment: { PrepaymentID: id } };
    case "overpayment":
      return { Overpayment: { OverpaymentID: id } };
    case "order":
    case "refund":
    case "other":
      throw refuse("allocations.0.documentKind", "must be a document of the books");
    default:
      return id === undefined ? { InvoiceNumber: number } : { Invoice: { InvoiceID: id } };
  }
};

const endpoint = { name: "Payments", id: "PaymentID" };

export const payments = resource({ entity: "payment", raw: PaymentRow }).define({
  id: (payment) => payment.PaymentID,
  read: (payment) => {
    const paid = settledBy(payment);
    return {
      amount: payment.Amount,
      reference: payment.Reference,
      direction: direction(payment.PaymentType),
      kind: kind(payment.PaymentType),
      status: payment.Status,
      date: payment.DateString || payment.Date,
      contact: ref(paid.of?.Contact?.ContactID, paid.of?.Contact?.Name),
      account: ref(payment.Account?.AccountID, payment.Account?.Name),
      accountCode: payment.Account?.Code || payment.Code,
      currency: paid.of?.CurrencyCode,
      bankAmount: payment.BankAmount,
      exchangeRate: payment.CurrencyRate,
      allocations:
        paid.id || paid.number
          ? [{ amount: payment.Amount, document: ref(paid.id), documentKind: paid.kind, number: paid.number }]
          : undefined,
      isReconciled: payment.IsReconciled,
      note: payment.Details,
      updatedAt: payment.UpdatedDateUTC,
      unmapped: { batchPaymentId: payment.BatchPaymentID },
    };
  },
  write: (payment, operation) => {
    if (operation === "update") {
      if (payment.status !== "deleted")
        throw new OpenSMEError(
          'Xero changes nothing of a payment but deletes it: give it the status "deleted", and create a new one for what is right.',
          { code: "unsupported", issues: [{ path: "status", message: 'must be "deleted"' }] },
        );
      return { Status: "deleted" as const };
    }
    const [allocation, ...others] = payment.allocations ?? [];
    if (!allocation || others.length > 0) throw refuse("allocations", "must name the one document that is settled");
    if (payment.amount !== undefined && allocation.amount !== payment.amount)
      throw refuse("allocations.0.amount", "must be the amount of the payment");
    return {
      ...documentOf(allocation),
      Account:
        payment.account || payment.accountCode
          ? { AccountID: payment.account?.id, Code: payment.account ? undefined : payment.accountCode }
          : undefined,
      Date: payment.date,
      Amount: payment.amount,
      CurrencyRate: payment.exchangeRate,
      Reference: payment.reference,
      IsReconciled: payment.isReconciled,
    };
  },
  list: pagedList(endpoint),
  get: getting(endpoint),
  create: creating(endpoint),
  // https://developer.xero.com/documentation/api/accounting/payments: only deleting is possible, by its status.
  update: { ...changing(endpoint), wrap: (body) => body },
  remove: deleting(endpoint),
  guard: guardDay,
  scopes: { read: ["accounting.payments.read"], write: ["accounting.payments"] },
});
