import { absolute, codec, fields, ref, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { documentsAt, documentsInTurn, paymentsOf } from "./documents.ts";
import { currency, vietnamDay, vietnamTime } from "./wire.ts";

const Payment = row({
  id: required(codec.ownId),
  ...fields(z.string(), "code", "bankAccount", "description", "documentCode"),
  ...fields(z.string(), "branchName", "customerName", "supplierName"),
  amount: required(codec.decimal),
  method: codec.choice({
    Cash: "cash",
    Card: "card",
    Transfer: "bank-transfer",
    Point: "points",
    Voucher: "voucher",
    Ewallet: "wallet",
    COD: "cash-on-delivery",
  }),
  status: codec.choice({ 0: "completed", 1: "void" }),
  ...fields(vietnamTime, "transDate", "documentModifiedDate"),
  ...fields(codec.otherId, "accountId", "branchId", "customerId", "supplierId"),
  // The document that it stands on: one of these.
  ...fields(codec.otherId, "orderId", "invoiceId", "returnId", "purchaseOrderId"),
});

type Payment = z.output<typeof Payment>;

/** The document that a payment settles, as the model knows it. */
const documentOf = ({ orderId, invoiceId, returnId, purchaseOrderId }: Payment) => {
  if (invoiceId) return { document: ref(`invoice:${invoiceId}`), documentKind: "order" } as const;
  if (orderId) return { document: ref(`order:${orderId}`), documentKind: "order" } as const;
  if (returnId) return { document: ref(returnId), documentKind: "refund" } as const;
  return { document: ref(purchaseOrderId), documentKind: purchaseOrderId ? "bill" : undefined } as const;
};

/** What it settles, all of it: nothing that is known where a payment was recorded without its document. */
const allocationsOf = (payment: Payment) => {
  const { document, documentKind } = documentOf(payment);
  return document && [{ amount: absolute(payment.amount), document, documentKind, number: payment.documentCode }];
};

const isOutgoing = ({ returnId, purchaseOrderId, amount }: Payment): boolean =>
  Boolean(returnId) || Boolean(purchaseOrderId) !== amount.startsWith("-");

/** What was paid on an order is a prepayment until the sale has it. */
const kindOf = ({ returnId, orderId }: Payment) => (returnId ? "refund" : orderId ? "prepayment" : "payment");

/**
 * Money that settles an order, an invoice, a return or a purchase, out of these documents. The cash book (`/cashflow`) has the same money again under other
 * ids, beside receipts and expenses that belong to no document: see bankTransactions.
 */
export const payments = resource({ entity: "payment", raw: Payment }).define({
  // Payments to suppliers are counted apart from those of customers.
  id: (payment) => (payment.purchaseOrderId ? `purchase:${payment.id}` : payment.id),
  read: (payment) => ({
    amount: absolute(payment.amount),
    number: payment.code,
    direction: isOutgoing(payment) ? "out" : "in",
    kind: kindOf(payment),
    status: payment.status,
    date: vietnamDay(payment.transDate),
    paidAt: payment.transDate,
    method: payment.method,
    contact: payment.supplierId
      ? ref(`supplier:${payment.supplierId}`, payment.supplierName)
      : ref(payment.customerId && `customer:${payment.customerId}`, payment.customerName),
    bankAccount: ref(payment.accountId),
    bankAccountLabel: payment.bankAccount,
    location: ref(payment.branchId, payment.branchName),
    currency,
    allocations: allocationsOf(payment),
    note: payment.description,
    updatedAt: payment.documentModifiedDate,
  }),
  list: documentsInTurn(
    paymentsOf,
    documentsAt(paymentsOf, { path: "/returns" }),
    documentsAt(paymentsOf, { path: "/purchaseorders", incremental: false }),
  ),
});
