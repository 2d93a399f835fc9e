import { codec, resource, row } from "@opensme/core";
import { documentRef } from "./documents.ts";
import { writingDocuments } from "./operations.ts";
import { SalesBody, writeSale } from "./sales-body.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, reading } from "./wire.ts";
import { ownOfLines } from "./writing.ts";

const CreditMemo = row({
  ...SalesDocument.shape,
  RemainingCredit: codec.decimal,
  Balance: codec.decimal,
  InvoiceRef: Pointer,
});

export const creditNotes = resource({
  entity: "creditNote",
  raw: CreditMemo,
  body: CreditMemo.partial().extend(SalesBody),
}).define({
  read: (credit) => {
    const remaining = credit.RemainingCredit || credit.Balance;
    const { unmapped, ...sale } = readSale(credit, remaining);
    return {
      ...sale,
      remaining,
      unmapped: { ...unmapped, invoice: documentRef(credit.InvoiceRef?.value, "Invoice")?.id },
    };
  },
  leavesOut: ownOfLines,
  write: (credit, operation) => writeSale(credit, operation),
  ...reading({ entity: "CreditMemo", deletable: true }),
  ...writingDocuments("CreditMemo", "issueDate"),
});
