import { codec, resource, row } from "@opensme/core";
import * as z from "zod";
import { ending, sendInvoice, voidInvoice, writingDocuments } from "./operations.ts";
import { SalesLineBody, writeSale } from "./sales-body.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { day, reading } from "./wire.ts";

const Invoice = row({ ...SalesDocument.shape, DueDate: day, Balance: codec.decimal, Deposit: codec.decimal });

const InvoiceBody = Invoice.partial().extend({ ending, Line: z.array(SalesLineBody).optional() });

export const invoices = resource({ entity: "invoice", raw: Invoice, body: InvoiceBody }).define({
  read: (invoice) => {
    const { unmapped, ...sale } = readSale(invoice, invoice.Balance);
    return {
      ...sale,
      dueDate: invoice.DueDate,
      due: invoice.Balance,
      unmapped: { ...unmapped, deposit: invoice.Deposit === "0" ? undefined : invoice.Deposit },
    };
  },
  // The account of a line is that of its item; the name and id of the class or department are what `dimension` is.
  leavesOut: ["lines.account", "lines.dimensions.value", "lines.dimensions.valueId"],
  write: writeSale,
  ...reading({ entity: "Invoice", deletable: true }),
  ...writingDocuments("Invoice", "issueDate"),
  actions: { void: voidInvoice, send: sendInvoice },
});
