import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { Linked } from "./documents.ts";
import { dimensionsOf } from "./lines.ts";
import { ownOfTransaction, readTax, readTransaction, taxed, transaction } from "./transaction.ts";
import { Pointer, partyOf, point, Reference, reading } from "./wire.ts";

const DepositLine = row({
  Id: codec.identifier,
  Description: z.string(),
  Amount: codec.decimal,
  LinkedTxn: z.array(Linked),
  DepositLineDetail: row({
    Entity: row({ ...Reference.shape, type: z.string() }),
    ...fields(Reference, "AccountRef", "ClassRef", "TaxCodeRef"),
    CheckNum: codec.identifier,
  }),
});

const Deposit = row({
  ...transaction,
  ...taxed,
  status: codec.choice({ Deleted: "deleted", Voided: "void", Draft: "pending", Synchronized: "" }),
  DepositToAccountRef: Reference,
  DepartmentRef: Reference,
  CashBack: row({ AccountRef: Pointer, Amount: codec.decimal }),
  Line: z.array(DepositLine),
  TotalAmt: codec.decimal,
});

/** A line is money received, or a payment that has waited among undeposited funds, which its text then names. */
const readLine = (line: z.output<typeof DepositLine>, department: z.output<typeof Reference> | null | undefined) => {
  const { DepositLineDetail: detail, LinkedTxn } = line;
  const [linked] = LinkedTxn ?? [];
  return {
    id: line.Id,
    description: line.Description,
    account: point(detail?.AccountRef),
    taxRate: point(detail?.TaxCodeRef),
    total: line.Amount,
    dimensions: dimensionsOf(detail?.ClassRef, department),
    note: [detail?.Entity?.name, detail?.CheckNum, linked && `${linked.TxnType} ${linked.TxnId}`]
      .filter(Boolean)
      .join(", "),
  };
};

/** Who paid, where all lines are of one: a line may also be a fee, or a payment that only its own record tells of. */
const contactOf = (lines: readonly z.output<typeof DepositLine>[] | null | undefined) => {
  const [first, ...others] = (lines ?? []).map(({ DepositLineDetail }) =>
    partyOf(DepositLineDetail?.Entity, DepositLineDetail?.Entity?.type),
  );
  return others.every((other) => other?.id === first?.id) ? first : undefined;
};

/** Money paid into a bank account: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/deposit */
export const deposits = resource({ entity: "bankTransaction", raw: Deposit }).define({
  read: (deposit) => ({
    direction: "in",
    kind: "standard",
    contact: contactOf(deposit.Line),
    account: point(deposit.DepositToAccountRef),
    reference: deposit.DocNumber,
    status: deposit.status || "booked",
    date: deposit.TxnDate,
    ...readTransaction(deposit),
    ...readTax(deposit),
    total: deposit.TotalAmt,
    lines: deposit.Line?.map((line) => readLine(line, deposit.DepartmentRef)),
    unmapped: {
      ...ownOfTransaction(deposit),
      cashBack: deposit.CashBack?.Amount,
      cashBackAccount: point(deposit.CashBack?.AccountRef)?.id,
    },
  }),
  ...reading({ entity: "Deposit", deletable: true }),
});
