import { codec, fields, row } from "@opensme/core";
import * as z from "zod";
import { Address, printed } from "./addresses.ts";
import { CustomField, readCustom } from "./custom.ts";
import { ownSending, statusBy, wasSent } from "./documents.ts";
import { readSalesLines, readTotals, SalesLine } from "./lines.ts";
import { ownOfTransaction, readTax, readTransaction, taxed, transaction } from "./transaction.ts";
import { point, Reference } from "./wire.ts";

/** Invoices, sales receipts, credit memos and refund receipts are alike: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice */
export const SalesDocument = row({
  ...transaction,
  ...taxed,
  ...fields(codec.identifier, "PONumber", "TrackingNum"),
  ...fields(Reference, "CustomerRef", "ClassRef", "DepartmentRef", "SalesTermRef"),
  Line: z.array(SalesLine),
  TotalAmt: codec.decimal,
  EmailStatus: z.string(),
  CustomField: z.array(CustomField),
  CustomerMemo: row({ value: z.string() }),
  ShipAddr: Address,
});

type Row = z.output<typeof SalesDocument>;

/** What the four have in common, in the order of the model. */
export const readSale = (document: Row, left: string | null | undefined) => ({
  number: document.DocNumber,
  reference: document.PONumber,
  contact: point(document.CustomerRef, "customer"),
  status: statusBy(document, left),
  issueDate: document.TxnDate,
  ...readTransaction(document),
  ...readTax(document),
  ...readTotals(document.Line),
  total: document.TotalAmt,
  lines: readSalesLines(document.Line, document),
  wasSent: wasSent(document.EmailStatus),
  custom: readCustom(document.CustomField),
  unmapped: {
    ...ownOfTransaction(document),
    wasSent: ownSending(document.EmailStatus),
    customerMemo: document.CustomerMemo?.value,
    shippingAddress: printed(document.ShipAddr),
    trackingNumber: document.TrackingNum,
    term: document.SalesTermRef?.name || document.SalesTermRef?.value,
  },
});
