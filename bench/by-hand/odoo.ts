import { odoo } from "@opensme/odoo";
import { decimal, type Mapping, type Row } from "../by-hand.ts";
import { dayOf, pad } from "../records.ts";

const number = (index: number): string => `INV/2026/${pad(index, 6)}`;

const item = (index: number, place: number, more: object): object => ({
  id: index * 10 + place,
  display_type: "product",
  product_id: false,
  name: false,
  quantity: 0,
  product_uom_id: false,
  price_unit: 0,
  discount: 0,
  account_id: false,
  account_code: false,
  tax_ids: [],
  price_subtotal: 0,
  price_total: 0,
  analytic_distribution: false,
  move_id: [index, number(index)],
  matching_number: false,
  ...more,
});

const product = (index: number, place: number): object => {
  const price = 25_000 + ((index + place * 7) % 90) * 1000;
  return item(index, place, {
    product_id: [70 + ((index + place) % 400), `[CF-${(index + place) % 400}] Cà phê rang xay Mẫu số ${place}`],
    name: `[CF-${(index + place) % 400}] Cà phê rang xay Mẫu số ${place}\nGói 250 g`,
    quantity: 2,
    product_uom_id: [1, "Units"],
    price_unit: price,
    account_id: [175, "5110 Revenue from sales and services"],
    account_code: "5110",
    tax_ids: [11],
    price_subtotal: price * 2,
    price_total: Math.round(price * 2.2),
    analytic_distribution: place === 1 ? { "12": 100 } : false,
  });
};

const document = (index: number): object => {
  const day = dayOf(index);
  const untaxed = 225_000 + (index % 700) * 1000;
  const total = Math.round(untaxed * 1.1);
  return {
    id: index + 1,
    create_date: `${day} 08:23:55`,
    write_date: `${day} 16:24:55`,
    name: number(index),
    ref: `PO-${index}`,
    partner_id: [8 + (index % 5000), `Quán Thử ${index % 5000}`],
    state: "posted",
    payment_state: "partial",
    move_type: "out_invoice",
    invoice_date: day,
    invoice_date_due: "2026-12-05",
    currency_id: [23, "VND"],
    invoice_currency_rate: 1,
    amount_untaxed: untaxed,
    amount_tax: total - untaxed,
    amount_total: total,
    amount_residual: total - 100_000,
    is_move_sent: true,
    narration: "<p>Giao giờ hành chính &amp; gọi trước</p>",
    items: [
      product(index, 1),
      product(index, 2),
      item(index, 3, { display_type: "tax", name: "10%", account_id: [93, "33311 Output VAT"], account_code: "33311" }),
      item(index, 4, {
        display_type: "payment_term",
        account_id: [18, "1311 Trade receivables"],
        account_code: "1311",
        matching_number: "P1",
      }),
    ],
    partials: [
      {
        id: 500 + index,
        debit_move_id: [index * 10 + 4, number(index)],
        credit_move_id: [2_000_000 + index, `PBNK1/2026/${pad(index, 5)}`],
        debit_amount_currency: 100_000,
        credit_amount_currency: 100_000,
        max_date: day,
      },
    ],
    counterparts: [
      {
        id: 2_000_000 + index,
        move_id: [3_000_000 + index, `PBNK1/2026/${pad(index, 5)}`],
        move_type: "entry",
        payment_id: [4_000_000 + index, `PBNK1/2026/${pad(index, 5)}`],
        statement_line_id: false,
      },
    ],
  };
};

const statuses: Record<string, string> = {
  not_paid: "open",
  partial: "partially-paid",
  in_payment: "paid",
  paid: "paid",
  reversed: "paid",
};

const kinds: Record<string, string> = { out_invoice: "invoice", out_refund: "creditNote" };

/** `[7, "Name"]`, or `false` for none. */
const link = (value: Row): object | undefined => (value ? { id: String(value[0]), name: value[1] } : undefined);

/** Text; `false` for none. */
const word = (value: string | false): string | undefined => value || undefined;

/** Binary fractions have noise in their last digits. */
const amount = (value: number): string => String(Math.round(value * 1e6) / 1e6);

const moment = (value: string): string => `${value.replace(" ", "T")}.000Z`;

const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " " };

const plain = (html: string): string =>
  html
    .replace(/<\/p>(?=.)|<br\s*\/?>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
    .trim();

const linesOf = (items: readonly Row[]): object[] => {
  const lines: object[] = [];
  for (const item of items) {
    if (item.display_type.startsWith("line_")) lines.push({ id: String(item.id), description: item.name });
    if (item.display_type !== "product") continue;
    lines.push({
      id: String(item.id),
      item: link(item.product_id),
      description: word(item.name),
      quantity: amount(item.quantity),
      unit: item.product_uom_id ? item.product_uom_id[1] : undefined,
      unitPrice: amount(item.price_unit),
      discountRate: item.discount ? amount(item.discount) : undefined,
      account: link(item.account_id),
      accountCode: word(item.account_code),
      taxRate: item.tax_ids.length === 1 ? { id: String(item.tax_ids[0]) } : undefined,
      tax: amount(item.price_total - item.price_subtotal),
      total: amount(item.price_subtotal),
      dimensions: item.analytic_distribution
        ? Object.keys(item.analytic_distribution).map((valueId) => ({ valueId }))
        : undefined,
    });
  }
  return lines;
};

/** An invoice with its journal items, and what settles them. */
export const mapping: Mapping = {
  resource: odoo.resources.invoices,
  text: (index) => JSON.stringify(document(index)),
  byHand: (row) => {
    const payments: object[] = [];
    const credits: object[] = [];
    let credited = 0;
    for (const partial of row.partials) {
      const other = row.counterparts.find(({ id }: Row) => id === partial.credit_move_id[0]);
      const documentKind = kinds[other.move_type];
      const settlement = {
        id: String(partial.id),
        amount: amount(partial.debit_amount_currency),
        document: link(documentKind ? other.move_id : other.payment_id || other.statement_line_id || other.move_id),
        date: partial.max_date,
      };
      if (documentKind) credits.push({ ...settlement, documentKind });
      else payments.push(settlement);
      if (documentKind) credited += partial.debit_amount_currency;
    }
    return {
      id: String(row.id),
      number: row.name,
      reference: word(row.ref),
      contact: link(row.partner_id),
      status: row.state === "posted" ? statuses[row.payment_state] : row.state === "cancel" ? "void" : "draft",
      issueDate: word(row.invoice_date),
      dueDate: word(row.invoice_date_due),
      currency: row.currency_id[1],
      exchangeRate: decimal(row.invoice_currency_rate),
      taxInclusive: false,
      subTotal: amount(row.amount_untaxed),
      tax: amount(row.amount_tax),
      total: amount(row.amount_total),
      lines: linesOf(row.items),
      paid: amount(row.amount_total - row.amount_residual - credited),
      credited: amount(credited),
      due: amount(row.amount_residual),
      payments,
      credits,
      wasSent: row.is_move_sent,
      note: row.narration ? plain(row.narration) : undefined,
      createdAt: moment(row.create_date),
      updatedAt: moment(row.write_date),
    };
  },
};
