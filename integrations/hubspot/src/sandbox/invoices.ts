import type { Company } from "@opensme/testing";
import { oncePer } from "./once.ts";
import type { Seed } from "./seed.ts";
import { idOf } from "./wire.ts";

/** Taxes of the library; those that are no rate have none there. */
export const taxRatesOf = ({ books }: Company) =>
  books.taxRates.flatMap(({ code, name, rate, status }, index) =>
    rate === null
      ? []
      : [
          {
            id: String(15_970_230 + index),
            name: code,
            label: name,
            percentageRate: rate,
            active: status === "active",
            createdAt: "2026-05-01T03:10:43.306Z",
            updatedAt: "2026-05-01T03:10:43.306Z",
          },
        ],
  );

const statuses = { draft: "draft", submitted: "open", authorised: "open", paid: "paid", voided: "voided" } as const;

const noon = (day: string): string => `${day}T05:00:00.000Z`;

/** Numbers of lines stand behind those of orders. */
const firstLine = 500_000_000;

/** Invoices of firms on credit, with their lines and the money that came for them. */
export const invoicesOf = oncePer((company) => {
  const contacts = new Map(company.books.contacts.map((contact) => [contact.id, contact.customerId]));
  const items = new Map(company.items.map((item) => [item.code, item]));
  const taxes = new Map(taxRatesOf(company).map((tax) => [tax.name, tax]));
  const invoices: Seed[] = [];
  const payments: Seed[] = [];
  const lines: Seed[] = [];
  for (const invoice of company.books.invoices) {
    const customerId = contacts.get(invoice.contactId);
    if (invoice.kind !== "wholesale" || invoice.status === "deleted" || customerId === undefined) continue;
    const { createdAt, updatedAt } = invoice;
    const links = { companies: [customerId] };
    const positions = invoice.lines.map((_, index) => firstLine + invoice.id * 50 + index);
    invoice.lines.forEach((line, index) => {
      const item = items.get(line.itemCode ?? "");
      const tax = taxes.get(line.taxCode);
      lines.push({
        n: positions[index] ?? 0,
        createdAt,
        updatedAt,
        properties: {
          hs_product_id: item && idOf("products", item.id),
          hs_sku: line.itemCode,
          hs_tax_rate_group_id: tax?.id,
          hs_tax_rate: tax && String(tax.percentageRate),
          hs_tax_label: tax?.label,
          hs_tax_amount: String(line.tax),
          name: line.description,
          quantity: String(line.quantity),
          price: String(line.unitPrice),
          hs_total_discount: line.discount > 0 ? String(line.discount) : undefined,
          amount: String(line.net),
        },
      });
    });
    invoices.push({
      n: invoice.id,
      createdAt,
      updatedAt,
      links: { ...links, line_items: positions },
      properties: {
        hs_number: invoice.number,
        hs_purchase_order_number: invoice.reference,
        hs_invoice_status: statuses[invoice.status],
        hs_invoice_date: noon(invoice.date),
        hs_due_date: noon(invoice.dueDate),
        hs_payment_date: invoice.paidOn && noon(invoice.paidOn),
        hs_currency: company.currency,
        hs_subtotal: String(invoice.net),
        hs_taxes_total: String(invoice.tax),
        hs_amount_billed: String(invoice.total),
        hs_amount_paid: String(invoice.paid),
        hs_balance_due: String(invoice.status === "voided" ? 0 : invoice.total - invoice.paid),
      },
    });
    for (const payment of invoice.payments)
      payments.push({
        n: payment.id,
        createdAt: payment.createdAt,
        updatedAt: payment.updatedAt,
        links,
        properties: {
          hs_payment_id: String(9_743_960_000 + payment.id),
          hs_initial_amount: String(payment.amount),
          hs_currency_code: company.currency,
          hs_initiated_date: noon(payment.date),
          hs_latest_status: payment.status === "booked" ? "succeeded" : "failed",
          hs_payment_method_type: payment.accountCode.startsWith("111") ? "cash" : "wire_transfer",
          hs_processor_type: "none",
          hs_reference_number: payment.reference,
        },
      });
  }
  return { invoices, payments, lines };
});
