import { codec, ref, required, resource, row } from "@opensme/core";
import type * as z from "zod";
import { readUses, useFields } from "./allocations.ts";
import { documentFields } from "./document.ts";
import { allocating, getting, pagedList } from "./operations.ts";
import { ownId } from "./wire.ts";

/** Money received or spent without a document, to be used on documents later: https://developer.xero.com/documentation/api/accounting/prepayments */
const Advance = row({
  ...documentFields,
  Type: codec.meanings({
    in: ["RECEIVE-PREPAYMENT", "ARPREPAYMENT", "RECEIVE-OVERPAYMENT", "AROVERPAYMENT"],
    out: ["SPEND-PREPAYMENT", "APPREPAYMENT", "SPEND-OVERPAYMENT", "APOVERPAYMENT"],
  }),
  Status: codec.meanings({ completed: ["AUTHORISED", "PAID"], void: ["VOIDED"], deleted: ["DELETED"] }),
  Total: required(codec.decimal),
  ...useFields,
});

const readAdvance = (advance: z.output<typeof Advance>) => {
  const usual = advance.Type === "in" ? ("invoice" as const) : advance.Type === "out" ? ("bill" as const) : undefined;
  return {
    amount: advance.Total,
    reference: advance.Reference,
    direction: advance.Type,
    status: advance.Status,
    date: advance.DateString || advance.Date,
    contact: ref(advance.Contact?.ContactID, advance.Contact?.Name),
    currency: advance.CurrencyCode,
    exchangeRate: advance.CurrencyRate,
    allocations: readUses(advance, usual),
    hasAttachments: advance.HasAttachments,
    updatedAt: advance.UpdatedDateUTC,
    unmapped: {
      remainingCredit: advance.RemainingCredit,
      lineAmountTypes: advance.LineAmountTypes,
      subTotal: advance.SubTotal,
      totalTax: advance.TotalTax,
    },
  };
};

const atPrepayments = { name: "Prepayments", id: "PrepaymentID" };
const atOverpayments = { name: "Overpayments", id: "OverpaymentID" };

const scopes = { read: ["accounting.payments.read"], write: ["accounting.payments"] };

const Prepayment = row({ ...Advance.shape, PrepaymentID: required(ownId), InvoiceNumber: codec.identifier });
const Overpayment = row({ ...Advance.shape, OverpaymentID: required(ownId) });

export const prepayments = resource({ entity: "payment", raw: Prepayment }).define({
  id: (advance) => advance.PrepaymentID,
  read: (advance) => ({ kind: "prepayment" as const, number: advance.InvoiceNumber, ...readAdvance(advance) }),
  list: pagedList(atPrepayments),
  get: getting(atPrepayments),
  actions: { allocate: allocating(atPrepayments) },
  scopes,
});

export const overpayments = resource({ entity: "payment", raw: Overpayment }).define({
  id: (advance) => advance.OverpaymentID,
  read: (advance) => ({ kind: "overpayment" as const, ...readAdvance(advance) }),
  list: pagedList(atOverpayments),
  get: getting(atOverpayments),
  actions: { allocate: allocating(atOverpayments) },
  scopes,
});
