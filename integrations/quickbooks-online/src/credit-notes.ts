import { codec, resource } from "@opensme/core";
import { documentRef } from "./documents.ts";
import { readSale, SalesDocument } from "./sales-document.ts";
import { Pointer, reading } from "./wire.ts";

const CreditMemo = SalesDocument.extend({
  RemainingCredit: codec.decimal.nullish(),
  Balance: codec.decimal.nullish(),
  InvoiceRef: Pointer.nullish(),
});

export const creditNotes = resource({ entity: "creditNote", raw: CreditMemo }).define({
  id: (credit) => credit.Id,
  read: (credit) => {
    const remaining = credit.RemainingCredit || credit.Balance;
    const { unmapped, ...sale } = readSale(credit, remaining);
    return {
      ...sale,
      remaining,
      unmapped: { ...unmapped, invoice: documentRef(credit.InvoiceRef?.value, "Invoice")?.id },
    };
  },
  ...reading({ entity: "CreditMemo", path: "creditmemo", deletable: true }),
});
