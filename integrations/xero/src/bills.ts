import { resource, row } from "@opensme/core";
import * as z from "zod";
import { InvoiceDocument, invoiceOperations, readInvoice, writeInvoice } from "./invoice-document.ts";
import { calendarDay } from "./wire.ts";

const Bill = row({
  ...InvoiceDocument.shape,
  Type: z.literal("ACCPAY", "expected ACCPAY: sales invoices are read by the resource invoices"),
  PlannedPaymentDate: calendarDay,
});

/** What Xero shows as the reference of a bill is its `InvoiceNumber`; the number need not be unique. */
export const bills = resource({ entity: "bill", raw: Bill }).define({
  id: (bill) => bill.InvoiceID,
  read: (bill) => readInvoice(bill, bill.PlannedPaymentDate, "vendorCredit"),
  write: (bill, operation) => ({
    Type: "ACCPAY" as const,
    ...writeInvoice(bill, operation),
    PlannedPaymentDate: bill.expectedPaymentDate,
  }),
  ...invoiceOperations("ACCPAY"),
});
