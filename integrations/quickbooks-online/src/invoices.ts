import { codec, resource, row } from "@opensme/core";
import { sendInvoice, voidInvoice, writingDocuments } from "./operations.ts";
import { SaleBody, writeSale } from "./sales-body.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { day, reading } from "./wire.ts";

const Invoice = row({ ...SalesDocument.shape, DueDate: day, Balance: codec.decimal, Deposit: codec.decimal });

export const invoices = resource({ entity: "invoice", raw: Invoice, body: SaleBody }).define({
  read: (invoice) => {
    const { unmapped, ...sale } = readSale(invoice, invoice.Balance);
    return {
      ...sale,
      dueDate: invoice.DueDate,
      due: invoice.Balance,
      unmapped: { ...unmapped, deposit: invoice.Deposit === "0" ? undefined : invoice.Deposit },
    };
  },
  // The name and id of the class or department, which `dimension` is.
  leavesOut: ["lines.dimensions.value", "lines.dimensions.valueId"],
  write: writeSale,
  ...reading({ entity: "Invoice", path: "invoice", deletable: true }),
  ...writingDocuments("Invoice", "invoice", "issueDate"),
  actions: { void: voidInvoice, send: sendInvoice },
});
