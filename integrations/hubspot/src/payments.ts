import { codec, fields, required, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf, dayOf, noon } from "./account.ts";
import { besideAccount } from "./beside.ts";
import { accountFields, crmObject, partyLinks, partyOf, readRecord } from "./records.ts";
import { moment } from "./wire.ts";
import { meaningOf, wordFor } from "./words.ts";
import { associate, RecordBody, writing, written } from "./writes.ts";

/** What is given back or disputed later was received first. */
const status = codec.meanings({
  pending: ["processing"],
  completed: ["succeeded", "partially_refunded", "refunded", "processing_refund", "disputed_won"],
  void: ["failed", "disputed_lost"],
});

const method = codec.meanings({
  card: ["card", "credit_or_debit_card"],
  "bank-transfer": ["wire_transfer", "ach", "sepa", "bacs", "pads"],
  cash: ["cash"],
  cheque: ["check"],
});

const Payment = crmObject({
  type: "commerce_payments",
  beside: [besideAccount("currencies", "timeZones")],
  fields: { ...partyLinks, ...accountFields },
  properties: {
    ...fields(codec.identifier, "hs_payment_id", "hs_reference_number"),
    ...fields(z.string(), "hs_latest_status", "hs_currency_code", "hs_customer_email", "hs_internal_comment"),
    ...fields(z.string(), "hs_processor_type", "hs_payment_method_type"),
    hs_initiated_date: moment,
    hs_initial_amount: required(codec.decimal),
    ...fields(codec.decimal, "hs_refunds_amount", "hs_fees_amount"),
  },
});

/** https://developers.hubspot.com/docs/api-reference/latest/crm/objects/commerce-payments/guide */
export const payments = resource({ entity: "payment", raw: Payment.row, body: RecordBody }).define({
  ...Payment.reading,
  read: ({ properties: payment, ...row }) => {
    const state = meaningOf(status, payment.hs_latest_status);
    const way = meaningOf(method, payment.hs_payment_method_type);
    return {
      number: payment.hs_payment_id,
      reference: payment.hs_reference_number,
      direction: "in",
      kind: "payment",
      status: state.meant,
      date: dayOf(payment.hs_initiated_date, row.timeZones),
      paidAt: payment.hs_initiated_date,
      method: way.meant,
      contact: partyOf(row),
      amount: payment.hs_initial_amount,
      currency: currencyOf(payment.hs_currency_code, row.currencies?.[0]),
      note: payment.hs_internal_comment,
      ...readRecord(row, payment),
      unmapped: {
        status: state.word,
        method: way.word,
        refunded: payment.hs_refunds_amount,
        fees: payment.hs_fees_amount,
        email: payment.hs_customer_email,
        processor: payment.hs_processor_type,
      },
    };
  },
  write: (payment, operation) =>
    written(
      {
        hs_initial_amount: payment.amount,
        hs_initiated_date: payment.paidAt ?? noon(payment.date),
        hs_currency_code: payment.currency,
        hs_latest_status: wordFor(status, "status", payment.status, payment.unmapped?.["status"]),
        hs_payment_method_type: wordFor(method, "method", payment.method, payment.unmapped?.["method"]),
        hs_reference_number: payment.reference,
        hs_internal_comment: payment.note,
      },
      payment.custom,
      operation === "create" ? associate([payment.contact ?? []].flat(), { contact: 387, company: 389 }) : undefined,
    ),
  ...writing("commerce_payments"),
  scopes: {
    read: ["crm.objects.commercepayments.read", "crm.objects.contacts.read", "crm.objects.companies.read"],
    write: ["crm.objects.commercepayments.write"],
  },
});
