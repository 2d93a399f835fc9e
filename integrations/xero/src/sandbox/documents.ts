import { http } from "@opensme/testing";
import type { Gate } from "./gate.ts";
import { type Handler, listHandlers } from "./lists.ts";
import {
  bankTransactionRow,
  creditRow,
  invoiceRow,
  overpaymentRow,
  prepaymentRow,
  purchaseOrderRow,
} from "./render.ts";
import { api } from "./wire.ts";

/** The endpoints whose documents may have files. */
const filed = ["Invoices", "CreditNotes", "BankTransactions", "BankTransfers", "PurchaseOrders", "ManualJournals"];

export const documentHandlers = (gate: Gate): Handler[] => [
  ...listHandlers(
    {
      path: "/Invoices",
      name: "Invoices",
      idName: "InvoiceID",
      shelf: (books) => books.invoices,
      render: invoiceRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/CreditNotes",
      name: "CreditNotes",
      idName: "CreditNoteID",
      shelf: (books) => books.creditNotes,
      render: creditRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/BankTransactions",
      name: "BankTransactions",
      idName: "BankTransactionID",
      shelf: (books) => books.bankTransactions,
      render: bankTransactionRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/PurchaseOrders",
      name: "PurchaseOrders",
      idName: "PurchaseOrderID",
      shelf: (books) => books.purchaseOrders,
      render: purchaseOrderRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/Prepayments",
      name: "Prepayments",
      idName: "PrepaymentID",
      shelf: (books) => books.prepayments,
      render: prepaymentRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...listHandlers(
    {
      path: "/Overpayments",
      name: "Overpayments",
      idName: "OverpaymentID",
      shelf: (books) => books.overpayments,
      render: overpaymentRow,
      isPaged: true,
      hasOne: true,
    },
    gate,
  ),
  ...filed.map((endpoint) =>
    http.get(`${api}/${endpoint}/:id/Attachments`, ({ request, params }) =>
      gate.enter(request, (books) => {
        const parentId = String(params["id"]).toLowerCase();
        const files = [...books.attachments.all().values()].filter((file) => file.parentId === parentId);
        return gate.desk.rows(
          "Attachments",
          files.map((file) => ({
            AttachmentID: file.id,
            FileName: file.fileName,
            Url: `${api}/${endpoint}/${parentId}/Attachments/${encodeURIComponent(file.fileName)}`,
            MimeType: file.mimeType,
            ContentLength: file.size,
          })),
        );
      }),
    ),
  ),
];
