import { type RecordChanges, refuse } from "@opensme/core";
import { idWith } from "./documents.ts";
import { endingBy, pointer } from "./writing.ts";

type Changes = RecordChanges<"payment">;

/** What of a payment is used on a document of one of some kinds. */
export const allocationBody =
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
    DepositToAccountRef: pointer(payment.account),
    CurrencyRef: payment.currency ? { value: payment.currency } : undefined,
    PrivateNote: payment.note,
    Line: payment.allocations?.map(allocationBody({ invoice: "Invoice", creditNote: "CreditMemo" }, "invoice")),
  };
};
