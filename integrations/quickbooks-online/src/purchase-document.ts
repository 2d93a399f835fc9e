import { codec, row } from "@opensme/core";
import * as z from "zod";
import { CustomField, readCustom } from "./custom.ts";
import { PurchaseLine, readPurchaseLines } from "./lines.ts";
import { ownOfTransaction, readTax, readTransaction, taxed, transaction } from "./transaction.ts";
import { Pointer, point, Reference } from "./wire.ts";

/** Bills, vendor credits and purchase orders are alike: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill */
export const PurchaseDocument = row({
  ...transaction,
  ...taxed,
  VendorRef: Reference,
  DepartmentRef: Reference,
  Line: z.array(PurchaseLine),
  TotalAmt: codec.decimal,
  CustomField: z.array(CustomField),
  APAccountRef: Pointer,
});

type Row = z.output<typeof PurchaseDocument>;

export const readPurchase = (document: Row) => ({
  number: document.DocNumber,
  contact: point(document.VendorRef, "vendor"),
  issueDate: document.TxnDate,
  ...readTransaction(document),
  ...readTax(document),
  total: document.TotalAmt,
  lines: readPurchaseLines(document.Line, document),
  custom: readCustom(document.CustomField),
  unmapped: {
    ...ownOfTransaction(document),
    payableAccount: point(document.APAccountRef)?.id,
  },
});
