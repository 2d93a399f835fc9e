import { codec, resource, row } from "@opensme/core";
import { sendInvoice, voiding, writingDocuments } from "./operations.ts";
import { SalesBody, writeSale } from "./sales-body.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { day, reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

const Invoice = row({ ...SalesDocument.shape, DueDate: day, Balance: codec.decimal, Deposit: codec.decimal });

export const invoices = resource({ entity: "invoice", raw: Invoice, body: Invoice.partial().extend(SalesBody) }).define(
  {
    read: (invoice) => {
      const { unmapped, ...sale } = readSale(invoice, invoice.Balance);
      return {
        ...sale,
        dueDate: invoice.DueDate,
        due: invoice.Balance,
        unmapped: { ...unmapped, deposit: invoice.Deposit === "0" ? undefined : invoice.Deposit },
      };
    },
    leavesOut: ownOfLines,
    write: (invoice, operation) => ({ ...writeSale(invoice, operation, true), DueDate: invoice.dueDate }),
    ...reading({ entity: "Invoice", deletable: true }),
    ...writingDocuments("Invoice", "issueDate"),
    actions: { void: voiding("Invoice"), send: sendInvoice },
  },
);
