import { codec, fields, refuse, resource, row } from "@opensme/core";
import * as z from "zod";
import { CustomField, readCustom } from "./custom.ts";
import { isVoided } from "./documents.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { writingDocuments } from "./operations.ts";
import { PurchaseBody, writePurchaseLines } from "./purchase-body.ts";
import { ownOfTransaction, readTax, readTransaction, taxed, transaction } from "./transaction.ts";
import { partyOf, point, Reference, reading } from "./wire.ts";
import { endingBy, ownOfLines, partyBody, pointer, writeDocument } from "./writing.ts";

const Purchase = row({
  ...transaction,
  ...taxed,
  PaymentType: codec.choice({ Cash: "cash", Check: "check", CreditCard: "credit-card" }),
  Credit: codec.flag,
  EntityRef: row({ ...Reference.shape, type: z.string() }),
  ...fields(Reference, "AccountRef", "DepartmentRef", "PaymentMethodRef"),
  Line: z.array(PurchaseLine),
  TotalAmt: codec.decimal,
  PaymentRefNum: codec.identifier,
  CustomField: z.array(CustomField),
});

/** Cash, cheques and cards, without a bill: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/purchase */
export const expenses = resource({
  entity: "expense",
  raw: Purchase,
  body: Purchase.partial().extend(PurchaseBody),
}).define({
  read: (purchase) => {
    const { EntityRef: payee } = purchase;
    const contact = partyOf(payee, payee?.type);
    const employee = /^employee$/i.test(payee?.type ?? "") ? point(payee) : undefined;
    return {
      number: purchase.DocNumber,
      reference: purchase.PaymentRefNum,
      kind: purchase.PaymentType,
      direction: purchase.Credit ? "in" : "out",
      contact,
      employee,
      account: point(purchase.AccountRef),
      status: purchase.status || (isVoided(purchase.PrivateNote, purchase.TotalAmt) ? "void" : "paid"),
      date: purchase.TxnDate,
      ...readTransaction(purchase),
      ...readTax(purchase),
      total: purchase.TotalAmt,
      lines: readPurchaseLines(purchase.Line, purchase),
      paymentMethod: purchase.PaymentMethodRef?.name || purchase.PaymentMethodRef?.value,
      custom: readCustom(purchase.CustomField),
      unmapped: {
        ...ownOfTransaction(purchase),
        // Without a type it may be anyone.
        payee: contact || employee ? undefined : payee?.name || payee?.value,
        payeeKind: contact || employee ? undefined : payee?.type,
      },
    };
  },
  leavesOut: ownOfLines,
  write: (expense, operation) => {
    if (expense.kind === "employee") throw refuse("kind", "must be cash, check or credit-card");
    if (expense.direction === "in" && expense.kind !== undefined && expense.kind !== "credit-card")
      throw refuse("direction", 'can be "in" on a credit card alone');
    return {
      ...writeDocument(expense, expense.date),
      ending: endingBy(expense.status, operation),
      PaymentType: expense.kind,
      Credit: expense.direction && expense.direction === "in",
      EntityRef: expense.employee
        ? { ...pointer(expense.employee), type: "Employee" }
        : partyBody(expense.contact, "contact"),
      AccountRef: pointer(expense.account),
      PaymentRefNum: expense.reference,
      Line: writePurchaseLines(expense.lines, operation),
    };
  },
  ...reading({ entity: "Purchase", deletable: true }),
  ...writingDocuments("Purchase", "date", ["PaymentType", "AccountRef"]),
});
