import { codec, row } from "@opensme/core";
import * as z from "zod";
import { CustomField, readCustom } from "./custom.ts";
import { ownStatus } from "./documents.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { currency, ownMoney, readCurrency, readTax, taxed } from "./money.ts";
import { common, day, Pointer, point, Reference, readCommon } from "./wire.ts";

/** Bills, vendor credits and purchase orders are alike: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill */
export const PurchaseDocument = row({
  ...common,
  status: ownStatus,
  DocNumber: codec.identifier,
  VendorRef: Reference,
  TxnDate: day,
  ...currency,
  ...taxed,
  DepartmentRef: Reference,
  Line: z.array(PurchaseLine),
  TotalAmt: codec.decimal,
  PrivateNote: z.string(),
  CustomField: z.array(CustomField),
  APAccountRef: Pointer,
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
  custom: readCustom(document.CustomField),
  unmapped: {
    ...ownMoney(document),
    payableAccount: point(document.APAccountRef)?.id,
  },
});
