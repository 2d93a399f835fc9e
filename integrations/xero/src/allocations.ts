import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { calendarDay } from "./wire.ts";

/** The party of a document; documents carry its id and name, and more of it that is not complete. */
export const Party = row({ ContactID: codec.otherId, Name: z.string() });

/** What a document is, by its `Type`. Xero names a document of any kind `Invoice` where a payment or an allocation points at it. */
export const documentKind = codec.meanings({
  invoice: ["ACCREC"],
  bill: ["ACCPAY"],
  creditNote: ["ACCRECCREDIT"],
  vendorCredit: ["ACCPAYCREDIT"],
  prepayment: ["ARPREPAYMENT", "APPREPAYMENT", "RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT"],
  overpayment: ["AROVERPAYMENT", "APOVERPAYMENT", "RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT"],
});

/** A payment, as the document that it settles shows it. */
export const PaymentSummary = row({
  PaymentID: codec.otherId,
  Date: calendarDay,
  Amount: codec.decimal,
  Status: z.string(),
});

/** Without its amount a payment or credit cannot be told as an allocation, and one that is deleted settles nothing; the whole of it stays in the vendor's row. */
export const readPayment = (payment: z.output<typeof PaymentSummary>) =>
  payment.Amount && payment.Status !== "DELETED"
    ? { amount: payment.Amount, document: ref(payment.PaymentID), date: payment.Date }
    : undefined;

/** A credit, as the document that it was used on shows it: `AppliedAmount` is the part used there. */
const summary = {
  ...fields(calendarDay, "DateString", "Date"),
  AppliedAmount: codec.decimal,
};

export const CreditSummary = row({
  CreditNoteID: codec.otherId,
  CreditNoteNumber: codec.identifier,
  ...summary,
});
export const PrepaymentSummary = row({ PrepaymentID: codec.otherId, ...summary });
export const OverpaymentSummary = row({ OverpaymentID: codec.otherId, ...summary });

interface Credits {
  CreditNotes?: z.output<typeof CreditSummary>[] | null | undefined;
  Prepayments?: z.output<typeof PrepaymentSummary>[] | null | undefined;
  Overpayments?: z.output<typeof OverpaymentSummary>[] | null | undefined;
}

interface Used {
  AppliedAmount?: string | null | undefined;
  DateString?: string | null | undefined;
  Date?: string | null | undefined;
}

/** The credits used on a document: credit notes, prepayments and overpayments. */
export const readCredits = (document: Credits, creditKind: "creditNote" | "vendorCredit") => {
  const lists = [document.CreditNotes, document.Prepayments, document.Overpayments];
  if (lists.every((list) => !list)) return undefined;
  const credit = (used: Used, id: string | null | undefined) =>
    used.AppliedAmount
      ? { amount: used.AppliedAmount, document: ref(id), date: used.DateString || used.Date }
      : undefined;
  return [
    ...(document.CreditNotes ?? []).map((used) => {
      const read = credit(used, used.CreditNoteID);
      return read && { ...read, documentKind: creditKind, number: used.CreditNoteNumber };
    }),
    ...(document.Prepayments ?? []).map((used) => {
      const read = credit(used, used.PrepaymentID);
      return read && { ...read, documentKind: "prepayment" as const };
    }),
    ...(document.Overpayments ?? []).map((used) => {
      const read = credit(used, used.OverpaymentID);
      return read && { ...read, documentKind: "overpayment" as const };
    }),
  ];
};

/** A use of a credit note, prepayment or overpayment. */
export const Allocation = row({
  AllocationID: codec.otherId,
  ...fields(codec.decimal, "Amount", "AppliedAmount"),
  Date: calendarDay,
  IsDeleted: codec.flag,
  Invoice: row({ InvoiceID: codec.otherId, InvoiceNumber: codec.identifier, Type: documentKind }),
});

/** `invoice` or `bill`: what a credit of this side is used on, where the allocation does not say. */
export const readAllocation = (allocation: z.output<typeof Allocation>, usual: "invoice" | "bill" | undefined) => {
  const amount = allocation.Amount || allocation.AppliedAmount;
  if (!amount || allocation.IsDeleted) return undefined;
  return {
    amount,
    id: allocation.AllocationID,
    document: ref(allocation.Invoice?.InvoiceID),
    documentKind: allocation.Invoice?.Type || (allocation.Invoice?.InvoiceID ? usual : undefined),
    number: allocation.Invoice?.InvoiceNumber,
    date: allocation.Date,
  };
};
