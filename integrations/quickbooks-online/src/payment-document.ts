import { codec, type RecordChanges, reader, refuse, required, row } from "@opensme/core";
import * as z from "zod";
import { documentRef, isVoided, Linked } from "./documents.ts";
import { ending } from "./operations.ts";
import { readTransaction, transaction } from "./transaction.ts";
import { currencyBody, endingBy } from "./writing.ts";

/** What a transaction is that another one points at. */
const kinds = {
  Invoice: "invoice",
  Bill: "bill",
  CreditMemo: "creditNote",
  VendorCredit: "vendorCredit",
  SalesReceipt: "invoice",
  RefundReceipt: "creditNote",
} as const;

const kind = reader(codec.choice(kinds));

const SettlingLine = row({
  Amount: codec.decimal,
  LinkedTxn: z.array(Linked),
  // Facts by their names, such as the number of the transaction.
  LineEx: row({ any: z.array(row({ value: row({ Name: z.string(), Value: codec.identifier }) })) }),
});

/** What a payment is used on: a line for each document. */
const readAllocation = ({ Amount, LinkedTxn, LineEx }: z.output<typeof SettlingLine>) => {
  const [linked] = LinkedTxn ?? [];
  if (!Amount || !linked?.TxnId) return undefined;
  return {
    amount: Amount,
    document: documentRef(linked.TxnId, linked.TxnType),
    documentKind: kind(linked.TxnType),
    number: LineEx?.any?.find(({ value }) => value?.Name === "txnReferenceNumber")?.value?.Value,
  };
};

/** Payments of customers and payments of bills are alike. */
export const PaymentDocument = row({
  ...transaction,
  status: codec.choice({ Deleted: "deleted", Voided: "void", Pending: "pending", Synchronized: "" }),
  TotalAmt: required(codec.decimal),
  Line: z.array(SettlingLine),
});

/** How it is sent. */
export const PaymentBody = { ending };

/** QuickBooks knows the number of what is paid. */
export const ownOfPayments = ["allocations.number"] as const;

export const readPayment = (payment: z.output<typeof PaymentDocument>) => ({
  amount: payment.TotalAmt,
  number: payment.DocNumber,
  kind: "payment" as const,
  status:
    payment.status || (isVoided(payment.PrivateNote, payment.TotalAmt) ? ("void" as const) : ("completed" as const)),
  date: payment.TxnDate,
  ...readTransaction(payment),
  allocations: payment.Line?.map(readAllocation),
});

type Changes = RecordChanges<"payment">;

/** What of a payment is used on a document of one of some kinds. */
const allocationBody =
  (types: Readonly<Record<string, string>>, usual: string) =>
  (allocation: NonNullable<Changes["allocations"]>[number], index: number) => {
    const path = `allocations.${index}`;
    const { amount, document, documentKind = usual } = allocation;
    const type = types[documentKind];
    if (!document) throw refuse(`${path}.document`, "is required");
    if (!type || document.id.includes(":"))
      throw refuse(`${path}.documentKind`, `must be ${Object.keys(types).join(" or ")}`);
    return { Amount: amount, LinkedTxn: [{ TxnId: document.id, TxnType: type }] };
  };

/** Allocations that are sent replace all there were. `usual`: the kind of document that one is of which does not say so. */
export const writePayment = (
  payment: Changes,
  operation: "create" | "update",
  types: Readonly<Record<string, string>>,
  usual: string,
) => ({
  SyncToken: payment.version,
  ending: endingBy(payment.status, operation, true),
  TotalAmt: payment.amount,
  TxnDate: payment.date,
  CurrencyRef: currencyBody(payment.currency),
  PrivateNote: payment.note,
  Line: payment.allocations?.map(allocationBody(types, usual)),
});
