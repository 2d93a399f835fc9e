import { type RecordChanges, refuse } from "@opensme/core";
import { idWith } from "./documents.ts";
import { endingBy } from "./writing.ts";

type Changes = RecordChanges<"payment">;

const types: Readonly<Record<string, string>> = { invoice: "Invoice", creditNote: "CreditMemo" };

const writeAllocation = (allocation: NonNullable<Changes["allocations"]>[number], index: number) => {
  const path = `allocations.${index}`;
  const { amount, document, documentKind = "invoice" } = allocation;
  const type = types[documentKind];
  if (!document) throw refuse(`${path}.document`, "is required");
  if (!type || document.id.includes(":")) throw refuse(`${path}.documentKind`, "must be an invoice or a credit note");
  return { Amount: amount, LinkedTxn: [{ TxnId: document.id, TxnType: type }] };
};

/** Only money of customers is written here. Allocations that are sent replace all there were. */
export const writePayment = (payment: Changes, operation: "create" | "update") => {
  if (payment.direction === "out") throw refuse("direction", 'must be "in": payments of bills are another resource');
  return {
    SyncToken: payment.version,
    ending: endingBy(payment.status, operation, true),
    CustomerRef: idWith("customer", payment.contact, "contact"),
    TotalAmt: payment.amount,
    TxnDate: payment.date,
    PaymentRefNum: payment.reference,
    DepositToAccountRef: payment.account && { value: payment.account.id },
    CurrencyRef: payment.currency ? { value: payment.currency } : undefined,
    PrivateNote: payment.note,
    Line: payment.allocations?.map(writeAllocation),
  };
};
