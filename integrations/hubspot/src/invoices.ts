import { codec, fields, resource } from "@opensme/core";
import * as z from "zod";
import { currencyOf, dayOf } from "./account.ts";
import { besideAccount } from "./beside.ts";
import { besideLines, InvoiceLine, readInvoiceLine } from "./line-items.ts";
import { accountFields, crmObject, partyLinks, partyOf, readRecord } from "./records.ts";
import { dayOrMoment } from "./wire.ts";

const Invoice = crmObject({
  type: "invoices",
  beside: [besideAccount("currencies", "timeZones"), besideLines("invoices")],
  fields: { ...partyLinks, ...accountFields, lineItems: z.array(InvoiceLine) },
  properties: {
    ...fields(codec.identifier, "hs_number", "hs_purchase_order_number", "hubspot_owner_id"),
    ...fields(z.string(), "hs_currency", "hs_comments", "hs_title", "hs_invoice_link", "hs_external_invoice_status"),
    hs_invoice_status: codec.choice({ draft: "draft", open: "open", paid: "paid", voided: "void" }),
    ...fields(dayOrMoment, "hs_invoice_date", "hs_due_date", "hs_payment_date"),
    ...fields(codec.decimal, "hs_subtotal", "hs_discounts_total", "hs_taxes_total", "hs_fees_total"),
    ...fields(codec.decimal, "hs_amount_billed", "hs_amount_paid", "hs_balance_due"),
  },
});

/** https://developers.hubspot.com/docs/api-reference/latest/crm/objects/invoices/guide */
export const invoices = resource({ entity: "invoice", raw: Invoice.row }).define({
  ...Invoice.reading,
  read: ({ properties: invoice, ...row }) => {
    const { hs_invoice_status: status, hs_amount_paid: paid } = invoice;
    return {
      number: invoice.hs_number,
      reference: invoice.hs_purchase_order_number,
      contact: partyOf(row),
      status: status === "open" && paid && paid !== "0" ? "partially-paid" : status,
      issueDate: dayOf(invoice.hs_invoice_date, row.timeZones),
      dueDate: dayOf(invoice.hs_due_date, row.timeZones),
      paidDate: status === "paid" ? dayOf(invoice.hs_payment_date, row.timeZones) : undefined,
      currency: currencyOf(invoice.hs_currency, row.currencies?.[0]),
      subTotal: invoice.hs_subtotal,
      discount: invoice.hs_discounts_total,
      tax: invoice.hs_taxes_total,
      total: invoice.hs_amount_billed,
      paid,
      due: invoice.hs_balance_due,
      lines: row.lineItems?.map(readInvoiceLine),
      note: invoice.hs_comments,
      ...readRecord(row, invoice),
      unmapped: {
        title: invoice.hs_title,
        owner: invoice.hubspot_owner_id,
        fees: invoice.hs_fees_total,
        link: invoice.hs_invoice_link,
        externalStatus: invoice.hs_external_invoice_status,
      },
    };
  },
  scopes: {
    read: [
      "crm.objects.invoices.read",
      "crm.objects.line_items.read",
      "crm.objects.contacts.read",
      "crm.objects.companies.read",
    ],
  },
});
