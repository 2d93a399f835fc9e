import { codec, compare, ref, refuse, row } from "@opensme/core";
import * as z from "zod";

/** The prefixes under which this connector has records of a kind. A payment of a bill goes by several names. */
const prefixes: Readonly<Record<string, string>> = {
  SalesReceipt: "salesReceipt:",
  RefundReceipt: "refundReceipt:",
  BillPayment: "billPayment:",
  BillPaymentCheck: "billPayment:",
  BillPaymentCreditCard: "billPayment:",
  Customer: "customer:",
  Vendor: "vendor:",
  Class: "class:",
  Department: "department:",
  TaxRate: "rate:",
};

export const Linked = row({ TxnId: codec.identifier, TxnType: z.string() });

/** Transactions that belong to another, which tells only of what kind they are: `Estimate 100, Payment 128`. */
export const linkedIn = (linked: readonly z.output<typeof Linked>[] | null | undefined): string | undefined =>
  linked?.map(({ TxnType, TxnId }) => `${TxnType ?? ""} ${TxnId ?? ""}`.trim()).join(", ");

/** A ref to a record of any kind, by the vendor's name for the kind. */
export const documentRef = (id: string | null | undefined, type: string | null | undefined) =>
  id ? ref(`${prefixes[type ?? ""] ?? ""}${id}`) : undefined;

/** The vendor's own mark of a document that was voided: its amounts are zero, and its note begins so. */
export const isVoided = (note: string | null | undefined, total: string | null | undefined): boolean =>
  note?.trim() === "Voided" || (/^Voided\b/.test(note ?? "") && total === "0");

/** A document's own word for how it stands, where it has one. */
export const ownStatus = codec.choice({ Deleted: "deleted", Voided: "void", Draft: "draft", Synchronized: "" });

interface Standing {
  status?: z.output<typeof ownStatus> | null | undefined;
  PrivateNote?: string | null | undefined;
  TotalAmt?: string | null | undefined;
}

/** Where a document stands is told by what of it is left; only what became of it as a whole by a word. */
export const statusBy = (document: Standing, left: string | null | undefined) => {
  if (document.status) return document.status;
  if (isVoided(document.PrivateNote, document.TotalAmt)) return "void" as const;
  if (!left) return undefined;
  if (left === "0") return "paid" as const;
  return document.TotalAmt && compare(left, document.TotalAmt) < 0 ? ("partially-paid" as const) : ("open" as const);
};

/** Whether a document was sent by e-mail; it may also be waiting for it. */
export const wasSent = (status: string | null | undefined): boolean | undefined =>
  status === "EmailSent" ? true : status === "NotSet" || status === "NeedToSend" ? false : undefined;

/** What of that yes and no do not say. */
export const ownSending = (status: string | null | undefined): string | undefined =>
  status === "EmailSent" || status === "NotSet" ? undefined : (status ?? undefined);

/** The vendor's id of a ref that carries a prefix. */
export const idWith = (
  prefix: string,
  target: { id: string } | undefined,
  path: string,
): { value: string } | undefined => {
  if (!target) return undefined;
  if (target.id.startsWith(`${prefix}:`)) return { value: target.id.slice(prefix.length + 1) };
  throw refuse(path, `must be a ${prefix}, whose id begins with "${prefix}:"`);
};
