import { resource, row } from "@opensme/core";
import * as z from "zod";
import { InvoiceDocument, invoiceOperations, readInvoice, writeInvoice } from "./invoice-document.ts";
import { calendarDay } from "./wire.ts";

const SalesInvoice = row({
  ...InvoiceDocument.shape,
  Type: z.literal("ACCREC", "expected ACCREC: bills are read by the resource bills"),
  ExpectedPaymentDate: calendarDay,
});

const operations = invoiceOperations("ACCREC");

export const invoices = resource({ entity: "invoice", raw: SalesInvoice }).define({
  id: (invoice) => invoice.InvoiceID,
  read: (invoice) => readInvoice(invoice, invoice.ExpectedPaymentDate, "creditNote"),
  write: (invoice, operation) => ({
    Type: "ACCREC" as const,
    ...writeInvoice(invoice, operation),
    ExpectedPaymentDate: invoice.expectedPaymentDate,
  }),
  ...operations,
  actions: {
    ...operations.actions,
    // To the address of the contact: https://developer.xero.com/documentation/api/accounting/invoices#emailing-an-invoice
    email: { path: (id) => `/Invoices/${id}/Email`, body: () => ({}) },
  },
});
