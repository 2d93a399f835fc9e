import {
  codec,
  each,
  fields,
  inTurn,
  type Listing,
  listing,
  ref,
  required,
  resource,
  row,
  single,
} from "@opensme/core";
import * as z from "zod";
import { documentKind } from "./allocations.ts";
import { type Endpoint, listOfType, pagedList } from "./operations.ts";
import { transferList } from "./transfers.ts";
import { ownId } from "./wire.ts";

const Attachment = row({
  AttachmentID: required(ownId),
  ...fields(z.string(), "FileName", "MimeType", "Url"),
  ContentLength: codec.wholeNumber,
  IncludeOnline: codec.flag,
  // `Type` of the document that has the file, put beside it: the address names only the endpoint, which holds documents of both sides.
  DocumentType: documentKind,
});

const Files = z.object({ Attachments: z.array(z.looseObject({})) });

const Parent = row({ HasAttachments: codec.flag }).loose();

/** Files of the documents that a list of an endpoint holds. */
const filesOf = (endpoint: Endpoint, of = pagedList(endpoint), type?: string): Listing =>
  each({
    of,
    parent: (row) => {
      const parent = Parent.safeParse(row).data;
      const parentId = parent?.[endpoint.id];
      return parent?.HasAttachments && typeof parentId === "string" ? parentId : undefined;
    },
    list: (parentId) =>
      listing({
        path: `/${endpoint.name}/${encodeURIComponent(parentId)}/Attachments`,
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

/** The same of one type, where an endpoint holds several. */
const filesOfType = (endpoint: Endpoint, type: string): Listing => filesOf(endpoint, listOfType(endpoint, type), type);

/** What the documents of an endpoint are, where they are all the same; some addresses name one of them. */
const kinds: Readonly<Record<string, string>> = {
  accounts: "account",
  banktransactions: "bankTransaction",
  banktransfer: "transfer",
  banktransfers: "transfer",
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
    filesOfType({ name: "Invoices", id: "InvoiceID" }, "ACCREC"),
    filesOfType({ name: "Invoices", id: "InvoiceID" }, "ACCPAY"),
    filesOfType({ name: "CreditNotes", id: "CreditNoteID" }, "ACCRECCREDIT"),
    filesOfType({ name: "CreditNotes", id: "CreditNoteID" }, "ACCPAYCREDIT"),
    filesOf({ name: "BankTransactions", id: "BankTransactionID" }),
    filesOf({ name: "BankTransfers", id: "BankTransferID" }, transferList),
    filesOf({ name: "ManualJournals", id: "ManualJournalID" }),
    filesOf({ name: "PurchaseOrders", id: "PurchaseOrderID" }),
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
