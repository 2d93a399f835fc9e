import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { documentRef } from "./documents.ts";
import { common, Pointer, readCommon, reading } from "./wire.ts";

const Attachable = row({
  ...common,
  ...fields(z.string(), "FileName", "Note", "ContentType", "FileAccessUri", "Category"),
  Size: codec.identifier,
  AttachableRef: z.array(row({ EntityRef: row({ ...Pointer.shape, type: z.string() }), IncludeOnSend: codec.flag })),
});

/** The model's entity of what a file is kept with. */
const kinds: Readonly<Record<string, string>> = {
  Invoice: "invoice",
  SalesReceipt: "invoice",
  Bill: "bill",
  CreditMemo: "creditNote",
  RefundReceipt: "creditNote",
  VendorCredit: "vendorCredit",
  Payment: "payment",
  BillPayment: "payment",
  Purchase: "expense",
  PurchaseOrder: "purchaseOrder",
  JournalEntry: "journalEntry",
  Transfer: "transfer",
  Deposit: "bankTransaction",
  Customer: "contact",
  Vendor: "contact",
  Item: "item",
  Account: "account",
};

/** A number, where it is a whole one. */
const whole = (size: string | null | undefined): number | undefined =>
  size && /^\d{1,15}$/.test(size) ? Number(size) : undefined;

/**
 * Files and notes of any record. A file may be kept with several; the first that is read here is named. The address gives the file with the same credentials; the one that
 * works without any is valid for 15 minutes only, and stays in the raw row: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/attachable
 */
export const attachments = resource({ entity: "attachment", raw: Attachable }).define({
  read: (file) => {
    const owners = file.AttachableRef ?? [];
    const owner = owners.find(({ EntityRef }) => kinds[EntityRef?.type ?? ""]);
    const type = owner?.EntityRef?.type ?? "";
    return {
      name: file.FileName || file.Note || file.Id,
      mimeType: file.ContentType,
      size: whole(file.Size),
      downloadUrl: file.FileAccessUri,
      documentKind: kinds[type],
      document: documentRef(owner?.EntityRef?.value, type),
      includeOnline: owner?.IncludeOnSend,
      ...readCommon(file),
      unmapped: {
        status: file.status,
        note: file.FileName ? file.Note : undefined,
        category: file.Category,
        otherDocuments: owners
          .filter((other) => other !== owner)
          .map(({ EntityRef }) => `${EntityRef?.type ?? ""} ${EntityRef?.value ?? ""}`.trim())
          .filter(Boolean)
          .join(", "),
      },
    };
  },
  ...reading({ entity: "Attachable", deletable: true }),
});
