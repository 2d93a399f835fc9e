import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { calendarDay } from "./wire.ts";

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

/** A use of a credit note, prepayment or overpayment. */
const Allocation = row({
  AllocationID: codec.otherId,
  ...fields(codec.decimal, "Amount", "AppliedAmount"),
  Date: calendarDay,
  IsDeleted: codec.flag,
  Invoice: row({ InvoiceID: codec.otherId, InvoiceNumber: codec.identifier, Type: documentKind }),
});

/** `invoice` or `bill`: what a credit of this side is used on, where the allocation does not say. */
const readAllocation = (allocation: z.output<typeof Allocation>, usual: "invoice" | "bill" | undefined) => {
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

/** What of a credit, prepayment or overpayment was used on documents, and paid back. */
export const useFields = {
  RemainingCredit: codec.decimal,
  Allocations: z.array(Allocation),
  Payments: z.array(PaymentSummary),
};

const Usable = row({ ...useFields, Total: codec.decimal });

type Usable = z.output<typeof Usable>;

export const isUsed = ({ RemainingCredit, Total }: Usable): boolean =>
  Boolean(RemainingCredit && Total) && RemainingCredit !== Total;

/** Of one that was used, empty lists say nothing. */
export const readUses = (usable: Usable, usual: "invoice" | "bill" | undefined) => {
  const { Allocations, Payments } = usable;
  if (!Allocations && !Payments) return undefined;
  const uses = [
    ...(Allocations ?? []).map((allocation) => readAllocation(allocation, usual)),
    ...(Payments ?? []).map(readPayment),
  ];
  return uses.length === 0 && isUsed(usable) ? undefined : uses;
};
