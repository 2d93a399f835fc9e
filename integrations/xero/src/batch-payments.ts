import { codec, fields, ref, refuse, required, resource, row, sum } from "@opensme/core";
import * as z from "zod";
import { documentKind } from "./allocations.ts";
import { guardDay } from "./lock-date.ts";
import { creatingOne, deleting, getting } from "./operations.ts";
import { BankAccount, calendarDay, moment, ownId, xeroList } from "./wire.ts";

const BatchPayment = row({
  BatchPaymentID: required(ownId),
  TotalAmount: required(codec.decimal),
  ...fields(codec.identifier, "Reference", "Particulars", "Code"),
  ...fields(z.string(), "Details", "Narrative"),
  Type: codec.choice({ RECBATCH: "in", PAYBATCH: "out" }),
  Status: codec.choice({ AUTHORISED: "completed", DELETED: "deleted", VOIDED: "void" }),
  ...fields(calendarDay, "DateString", "Date"),
  Account: row({ ...BankAccount.shape, CurrencyCode: z.string() }),
  Payments: z.array(
    row({
      PaymentID: codec.otherId,
      ...fields(codec.decimal, "Amount", "BankAmount"),
      Invoice: row({ InvoiceID: codec.otherId, InvoiceNumber: codec.identifier, Type: documentKind }),
    }),
  ),
  IsReconciled: codec.flag,
  UpdatedDateUTC: moment,
});

type Row = z.output<typeof BatchPayment>;

/** What each payment of a batch settles, in the currency of the bank account, as the total is. */
const allocationsOf = ({ Payments, Type }: Row) =>
  Payments?.map(({ PaymentID, Amount, BankAmount, Invoice }) => {
    const amount = BankAmount || Amount;
    return amount
      ? {
          amount,
          id: PaymentID,
          document: ref(Invoice?.InvoiceID),
          documentKind: Invoice?.Type || (Type === "in" ? "invoice" : Type === "out" ? "bill" : undefined),
          number: Invoice?.InvoiceNumber,
        }
      : undefined;
  });

const endpoint = { name: "BatchPayments", id: "BatchPaymentID" };

/** Several invoices or bills settled with one movement of money: https://developer.xero.com/documentation/api/accounting/batchpayments */
export const batchPayments = resource({ entity: "payment", raw: BatchPayment }).define({
  id: (batch) => batch.BatchPaymentID,
  read: (batch) => ({
    amount: batch.TotalAmount,
    reference: batch.Reference,
    direction: batch.Type,
    kind: "payment" as const,
    status: batch.Status,
    date: batch.DateString || batch.Date,
    account: ref(batch.Account?.AccountID, batch.Account?.Name),
    accountCode: batch.Account?.Code,
    currency: batch.Account?.CurrencyCode,
    allocations: allocationsOf(batch),
    isReconciled: batch.IsReconciled,
    note: batch.Details,
    updatedAt: batch.UpdatedDateUTC,
    // What banks in New Zealand and in Britain show beside the reference.
    unmapped: { particulars: batch.Particulars, code: batch.Code, narrative: batch.Narrative },
  }),
  write: ({ allocations = [], ...batch }) => {
    if (allocations.length === 0) throw refuse("allocations", "must name the documents that are settled");
    if (batch.amount !== undefined && batch.amount !== sum(...allocations.map(({ amount }) => amount)))
      throw refuse("amount", "must be the sum of the allocations");
    return {
      Account: batch.account && { AccountID: batch.account.id },
      Date: batch.date,
      Reference: batch.reference,
      Details: batch.note,
      Payments: allocations.map(({ amount, document, documentKind = "bill" }, index) => {
        if (document === undefined) throw refuse(`allocations.${index}.document`, "is required");
        if (documentKind !== "bill" && documentKind !== "invoice")
          throw refuse(`allocations.${index}.documentKind`, "must be invoice or bill");
        return { Invoice: { InvoiceID: document.id }, Amount: amount };
      }),
    };
  },
  list: xeroList({ name: "BatchPayments", deletes: "never" }),
  get: getting(endpoint),
  create: creatingOne(endpoint),
  remove: deleting(endpoint),
  guard: guardDay,
  scopes: { read: ["accounting.payments.read"], write: ["accounting.payments"] },
});
