import { codec } from "@opensme/core";
import * as z from "zod";
import { ownStatus } from "./documents.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { currency, ownMoney, readCurrency, readTax, taxed } from "./money.ts";
import { common, day, Pointer, point, Reference, readCommon, word } from "./wire.ts";

/** Bills, vendor credits and purchase orders are alike: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill */
export const PurchaseDocument = z.object({
  ...common,
  status: ownStatus.nullish(),
  DocNumber: word.nullish(),
  VendorRef: Reference.nullish(),
  TxnDate: day.nullish(),
  ...currency,
  ...taxed,
  DepartmentRef: Reference.nullish(),
  Line: z.array(PurchaseLine).nullish(),
  TotalAmt: codec.decimal.nullish(),
  PrivateNote: z.string().nullish(),
  APAccountRef: Pointer.nullish(),
});

type Row = z.output<typeof PurchaseDocument>;

export const readPurchase = (document: Row) => ({
  number: document.DocNumber,
  contact: point(document.VendorRef, "vendor"),
  issueDate: document.TxnDate,
  ...readCurrency(document),
  ...readTax(document),
  total: document.TotalAmt,
  lines: readPurchaseLines(document.Line, document),
  note: document.PrivateNote,
  ...readCommon(document),
  unmapped: {
    ...ownMoney(document),
    payableAccount: point(document.APAccountRef)?.id,
  },
});
