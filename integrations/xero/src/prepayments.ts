import { codec, ref, resource } from "@opensme/core";
import * as z from "zod";
import { Allocation, readAllocation } from "./allocations.ts";
import { documentFields } from "./document.ts";
import { onlyRow, ownId, word, xeroList } from "./wire.ts";

/** Money received or spent without a document, to be used on documents later: https://developer.xero.com/documentation/api/accounting/prepayments */
const advance = {
  ...documentFields,
  Status: codec.choice({ AUTHORISED: "completed", PAID: "completed", VOIDED: "void", DELETED: "deleted" }).nullish(),
  Total: codec.decimal,
  RemainingCredit: codec.decimal.nullish(),
  Allocations: z.array(Allocation).nullish(),
};

const direction = codec.choice({
  "RECEIVE-PREPAYMENT": "in",
  ARPREPAYMENT: "in",
  "RECEIVE-OVERPAYMENT": "in",
  AROVERPAYMENT: "in",
  "SPEND-PREPAYMENT": "out",
  APPREPAYMENT: "out",
  "SPEND-OVERPAYMENT": "out",
  APOVERPAYMENT: "out",
});

const Advance = z.object({ Type: direction.nullish(), ...advance });

const readAdvance = (row: z.output<typeof Advance>) => {
  const usual = row.Type === "in" ? ("invoice" as const) : row.Type === "out" ? ("bill" as const) : undefined;
  return {
    amount: row.Total,
    reference: row.Reference,
    direction: row.Type,
    status: row.Status,
    date: row.DateString || row.Date,
    contact: ref(row.Contact?.ContactID, row.Contact?.Name),
    currency: row.CurrencyCode,
    exchangeRate: row.CurrencyRate,
    // Of one that was used, an empty list says nothing.
    allocations:
      row.Allocations?.length === 0 && row.RemainingCredit && row.RemainingCredit !== row.Total
        ? undefined
        : row.Allocations?.map((allocation) => readAllocation(allocation, usual)),
    hasAttachments: row.HasAttachments,
    updatedAt: row.UpdatedDateUTC,
    unmapped: {
      remainingCredit: row.RemainingCredit,
      lineAmountTypes: row.LineAmountTypes,
      subTotal: row.SubTotal,
      totalTax: row.TotalTax,
    },
  };
};

const Prepayment = Advance.extend({ PrepaymentID: ownId, InvoiceNumber: word.nullish() });
const Overpayment = Advance.extend({ OverpaymentID: ownId });

export const prepayments = resource({ entity: "payment", raw: Prepayment }).define({
  id: (row) => row.PrepaymentID,
  read: (row) => ({ kind: "prepayment" as const, number: row.InvoiceNumber, ...readAdvance(row) }),
  list: xeroList({ path: "/Prepayments", name: "Prepayments", pagedBy: "PrepaymentID", deletes: "never" }),
  get: { path: (id) => `/Prepayments/${id}`, row: onlyRow("Prepayments") },
  scopes: { read: ["accounting.payments.read"] },
});

export const overpayments = resource({ entity: "payment", raw: Overpayment }).define({
  id: (row) => row.OverpaymentID,
  read: (row) => ({ kind: "overpayment" as const, ...readAdvance(row) }),
  list: xeroList({ path: "/Overpayments", name: "Overpayments", pagedBy: "OverpaymentID", deletes: "never" }),
  get: { path: (id) => `/Overpayments/${id}`, row: onlyRow("Overpayments") },
  scopes: { read: ["accounting.payments.read"] },
});
