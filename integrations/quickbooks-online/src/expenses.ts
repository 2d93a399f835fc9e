import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { isVoided, ownStatus } from "./documents.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { currency, ownMoney, readCurrency, readTax, taxed } from "./money.ts";
import { common, day, flag, point, Reference, readCommon, reading, word } from "./wire.ts";

const payee = codec.choice({ Customer: "customer", Vendor: "vendor", Employee: "employee" });

const Purchase = z.object({
  ...common,
  status: ownStatus.nullish(),
  DocNumber: word.nullish(),
  PaymentType: codec.choice({ Cash: "cash", Check: "check", CreditCard: "credit-card" }).nullish(),
  Credit: flag.nullish(),
  EntityRef: Reference.extend({ type: payee.nullish() }).nullish(),
  AccountRef: Reference.nullish(),
  TxnDate: day.nullish(),
  ...currency,
  ...taxed,
  DepartmentRef: Reference.nullish(),
  Line: z.array(PurchaseLine).nullish(),
  TotalAmt: codec.decimal.nullish(),
  PaymentMethodRef: Reference.nullish(),
  PaymentRefNum: word.nullish(),
  PrivateNote: z.string().nullish(),
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
  id: (purchase) => purchase.Id,
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
  ...reading({ entity: "Purchase", path: "purchase", deletable: true }),
});
