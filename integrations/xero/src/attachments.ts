import { each, inTurn, type Listing, listing, resource, single } from "@opensme/core";
import * as z from "zod";
import { creditList } from "./credit-document.ts";
import { invoiceList } from "./invoice-document.ts";
import { flag, wholeNumber, word, xeroList } from "./wire.ts";

const Attachment = z.looseObject({
  AttachmentID: z.string(),
  FileName: z.string().nullish(),
  MimeType: z.string().nullish(),
  ContentLength: wholeNumber.nullish(),
  Url: z.string().nullish(),
  IncludeOnline: flag.nullish(),
  // Not of the vendor: the entity of the document that was asked for its files, since the address names only the endpoint.
  DocumentKind: word.nullish(),
});

const Parent = z.looseObject({ HasAttachments: flag.nullish() });

interface Documents {
  of: Listing;
  kind: string;
  path: string;
  id: string;
}

const filesOf = ({ of, kind, path, id }: Documents): Listing =>
  each({
    of,
    parent: (row) => {
      const parent = Parent.safeParse(row).data;
      const parentId = parent?.[id];
      return parent?.HasAttachments && typeof parentId === "string" ? parentId : undefined;
    },
    list: (parentId) =>
      listing({
        path: `${path}/${encodeURIComponent(parentId)}/Attachments`,
        page: z.looseObject({ Attachments: z.array(z.looseObject({})) }),
        items: ({ Attachments }) => Attachments.map((file) => ({ ...file, DocumentKind: kind })),
        paging: single(),
        deletes: "absent",
      }),
    deletes: "absent",
    // A file that is added changes its document.
    incremental: true,
  });

const others = { incremental: true, deletes: "never" } as const;

/** `https://api.xero.com/api.xro/2.0/Invoices/<id>/Attachments/<name>` */
const documentIn = (url: string | null | undefined): string | undefined =>
  /\/([0-9a-f-]{36})\/Attachments\//i.exec(url ?? "")?.[1];

/** Files of the documents that say they have some: https://developer.xero.com/documentation/api/accounting/attachments */
export const attachments = resource({ entity: "attachment", raw: Attachment }).define({
  id: (file) => file.AttachmentID,
  read: (file) => {
    const document = documentIn(file.Url);
    return {
      name: file.FileName || file.AttachmentID,
      mimeType: file.MimeType,
      size: file.ContentLength,
      downloadUrl: file.Url,
      documentKind: file.DocumentKind,
      document: document === undefined ? undefined : { id: document },
      includeOnline: file.IncludeOnline,
    };
  },
  list: inTurn(
    filesOf({ of: invoiceList("ACCREC"), kind: "invoice", path: "/Invoices", id: "InvoiceID" }),
    filesOf({ of: invoiceList("ACCPAY"), kind: "bill", path: "/Invoices", id: "InvoiceID" }),
    filesOf({ of: creditList("ACCRECCREDIT"), kind: "creditNote", path: "/CreditNotes", id: "CreditNoteID" }),
    filesOf({ of: creditList("ACCPAYCREDIT"), kind: "vendorCredit", path: "/CreditNotes", id: "CreditNoteID" }),
    filesOf({
      of: xeroList({ path: "/BankTransactions", name: "BankTransactions", pagedBy: "BankTransactionID", ...others }),
      kind: "bankTransaction",
      path: "/BankTransactions",
      id: "BankTransactionID",
    }),
    filesOf({
      of: xeroList({ path: "/ManualJournals", name: "ManualJournals", pagedBy: "ManualJournalID", ...others }),
      kind: "journalEntry",
      path: "/ManualJournals",
      id: "ManualJournalID",
    }),
    filesOf({
      of: xeroList({ path: "/PurchaseOrders", name: "PurchaseOrders", pagedBy: "PurchaseOrderID", ...others }),
      kind: "purchaseOrder",
      path: "/PurchaseOrders",
      id: "PurchaseOrderID",
    }),
  ),
  scopes: {
    read: [
      "accounting.attachments.read",
      "accounting.invoices.read",
      "accounting.banktransactions.read",
      "accounting.manualjournals.read",
    ],
  },
});
