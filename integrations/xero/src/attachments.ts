import { codec, each, inTurn, type Listing, listing, ref, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { documentKind } from "./allocations.ts";
import { creditList } from "./credit-document.ts";
import { invoiceList } from "./invoice-document.ts";
import { ownId, xeroList } from "./wire.ts";

const Attachment = row({
  AttachmentID: required(ownId),
  FileName: z.string(),
  MimeType: z.string(),
  ContentLength: codec.wholeNumber,
  Url: z.string(),
  IncludeOnline: codec.flag,
  // `Type` of the document that has the file, put beside it: the address names only the endpoint, which holds documents of both sides.
  DocumentType: documentKind,
});

const Files = z.object({ Attachments: z.array(z.looseObject({})) });

const Parent = row({ HasAttachments: codec.flag }).loose();

interface Documents {
  of: Listing;
  path: string;
  /** Name of the id of a document. */
  id: string;
  type?: string;
}

const filesOf = ({ of, path, id, type }: Documents): Listing =>
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
        page: Files,
        items: ({ Attachments }) => (type ? Attachments.map((file) => ({ ...file, DocumentType: type })) : Attachments),
        paging: single(),
        deletes: "absent",
      }),
    deletes: "absent",
    rowsIn: (answer) => Files.safeParse(answer).data?.Attachments,
    // A file that is added changes its document.
    incremental: true,
  });

const others = { incremental: true, deletes: "never" } as const;

/** What the documents of an endpoint are, where they are all the same. */
const kinds: Readonly<Record<string, string>> = {
  accounts: "account",
  banktransactions: "bankTransaction",
  contacts: "contact",
  manualjournals: "journalEntry",
  purchaseorders: "purchaseOrder",
};

/** `https://api.xero.com/api.xro/2.0/Invoices/<id>/Attachments/<name>` */
const documentIn = (url: string | null | undefined): { id?: string; kind?: string } => {
  const [, endpoint = "", id] = /\/(\w+)\/([0-9a-f-]{36})\/Attachments\//i.exec(url ?? "") ?? [];
  const kind = kinds[endpoint.toLowerCase()];
  return { ...(id ? { id: id.toLowerCase() } : {}), ...(kind ? { kind } : {}) };
};

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
      documentKind: file.DocumentType || document.kind,
      document: ref(document.id),
      includeOnline: file.IncludeOnline,
    };
  },
  list: inTurn(
    filesOf({ of: invoiceList("ACCREC"), path: "/Invoices", id: "InvoiceID", type: "ACCREC" }),
    filesOf({ of: invoiceList("ACCPAY"), path: "/Invoices", id: "InvoiceID", type: "ACCPAY" }),
    filesOf({ of: creditList("ACCRECCREDIT"), path: "/CreditNotes", id: "CreditNoteID", type: "ACCRECCREDIT" }),
    filesOf({ of: creditList("ACCPAYCREDIT"), path: "/CreditNotes", id: "CreditNoteID", type: "ACCPAYCREDIT" }),
    filesOf({
      of: xeroList({ path: "/BankTransactions", name: "BankTransactions", pagedBy: "BankTransactionID", ...others }),
      path: "/BankTransactions",
      id: "BankTransactionID",
    }),
    filesOf({
      of: xeroList({ path: "/ManualJournals", name: "ManualJournals", pagedBy: "ManualJournalID", ...others }),
      path: "/ManualJournals",
      id: "ManualJournalID",
    }),
    filesOf({
      of: xeroList({ path: "/PurchaseOrders", name: "PurchaseOrders", pagedBy: "PurchaseOrderID", ...others }),
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
