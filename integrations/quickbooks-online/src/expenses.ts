import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { isVoided, ownStatus } from "./documents.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { currency, ownMoney, readCurrency, readTax, taxed } from "./money.ts";
import { common, day, point, Reference, readCommon, reading } from "./wire.ts";

const payee = codec.choice({ Customer: "customer", Vendor: "vendor", Employee: "employee" });

const Purchase = row({
  ...common,
  status: ownStatus,
  DocNumber: codec.identifier,
  PaymentType: codec.choice({ Cash: "cash", Check: "check", CreditCard: "credit-card" }),
  Credit: codec.flag,
  EntityRef: row({ ...Reference.shape, type: payee }),
  ...fields(Reference, "AccountRef", "DepartmentRef", "PaymentMethodRef"),
  TxnDate: day,
  ...currency,
  ...taxed,
  Line: z.array(PurchaseLine),
  TotalAmt: codec.decimal,
  PaymentRefNum: codec.identifier,
  PrivateNote: z.string(),
});

type Row = z.output<typeof Purchase>;

const statusOf = (purchase: Row) =>
  purchase.status || (isVoided(purchase.PrivateNote, purchase.TotalAmt) ? ("void" as const) : ("paid" as const));

/** Whom the money went to, as the record that this connector has; without a type it may be anyone. */
const contactOf = (payee: Row["EntityRef"]) => {
  if (payee?.type === "customer") return point(payee, "customer");
  return payee?.type === "vendor" ? point(payee, "vendor") : undefined;
};

const isKnown = (payee: Row["EntityRef"]): boolean =>
  payee?.type === "customer" || payee?.type === "vendor" || payee?.type === "employee";

/** Cash, cheques and cards, without a bill: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/purchase */
export const expenses = resource({ entity: "expense", raw: Purchase }).define({
  read: (purchase) => ({
    number: purchase.DocNumber,
    reference: purchase.PaymentRefNum,
    kind: purchase.PaymentType,
    direction: purchase.Credit ? "in" : "out",
    contact: contactOf(purchase.EntityRef),
    employee: purchase.EntityRef?.type === "employee" ? point(purchase.EntityRef) : undefined,
    account: point(purchase.AccountRef),
    status: statusOf(purchase),
    date: purchase.TxnDate,
    ...readCurrency(purchase),
    ...readTax(purchase),
    total: purchase.TotalAmt,
    lines: readPurchaseLines(purchase.Line, purchase),
    paymentMethod: purchase.PaymentMethodRef?.name || purchase.PaymentMethodRef?.value,
    note: purchase.PrivateNote,
    ...readCommon(purchase),
    unmapped: {
      ...ownMoney(purchase),
      payee: isKnown(purchase.EntityRef) ? undefined : purchase.EntityRef?.name || purchase.EntityRef?.value,
    },
  }),
  ...reading({ entity: "Purchase", deletable: true }),
});
