import { fields, negate, sum } from "@opensme/core";
import * as z from "zod";
import { guardPeriod } from "./lock-dates.ts";
import { pricesContainTax } from "./prices.ts";
import { idsIn, type Records, records, recordsBy } from "./records.ts";
import { allocationsOf, less, settled, settlementsOf } from "./settlements.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  day,
  flag,
  link,
  links,
  maybe,
  nameOfLink,
  plainText,
  provenanceOfCompany,
  row,
  stamps,
  taxesOf,
  text,
} from "./wire.ts";
import { acting, writing } from "./writing.ts";

/** One model, `account.move`, holds invoices, bills, credits, receipts and all other bookings, apart by `move_type`. */

/** Analytic accounts as `{"12,7": 60}`: an account of each plan, and a percentage. */
const distribution = maybe(z.record(z.string(), z.number()));

export const dimensionsOf = (shares: Readonly<Record<string, number>> | null | undefined) =>
  shares && Object.keys(shares).flatMap((key) => key.split(",").map((valueId) => ({ valueId })));

const Item = z.object({
  id: stamps.id,
  display_type: text,
  product_id: link,
  name: text,
  quantity: amount,
  product_uom_id: nameOfLink,
  price_unit: amount,
  discount: amountIfAny,
  account_id: link,
  account_code: text,
  tax_ids: links,
  price_subtotal: amount,
  price_total: amount,
  analytic_distribution: distribution,
  tax_line_id: link,
  amount_currency: amount,
  move_type: text,
});

/** A document of one of the types. Amounts are positive, those of credits too. */
export const Document = row({
  ...fields(text, "name", "ref"),
  ...fields(link, "partner_id", "company_id"),
  state: choice({ draft: "draft", posted: "open", cancel: "void" }),
  // "blocked" is open and not to be paid; "invoicing_legacy" was taken over from an older app.
  payment_state: choice({
    not_paid: "open",
    partial: "partially-paid",
    in_payment: "paid",
    paid: "paid",
    reversed: "paid",
    blocked: "open",
    invoicing_legacy: "open",
  }),
  ...fields(day, "invoice_date", "invoice_date_due"),
  currency_id: currency,
  // The document's currency for one of the company's, from Odoo 18 on.
  invoice_currency_rate: amountIfAny,
  ...fields(amount, "amount_untaxed", "amount_tax", "amount_total", "amount_residual"),
  is_move_sent: flag,
  narration: plainText,
  items: maybe(z.array(Item)),
  ...settled,
});

type DocumentRow = z.output<typeof Document>;

type ItemRow = z.output<typeof Item>;

/** Headings and notes of a document. */
const texts = ["line_section", "line_subsection", "line_note"];

/** Documents whose lines are credits in the ledger, and below nothing there. */
const creditTypes = ["out_invoice", "out_receipt", "in_refund"];

/** Items of tax, of the sum due and of the cost of goods are journal entries only, and so is the rounding of a tax; that of the sum is a line. */
const lineOf = (item: ItemRow, taxInclusive: boolean | undefined) => {
  const { id, name: description, display_type: kind, account_id: account, account_code: accountCode } = item;
  if (kind && texts.includes(kind)) return [{ id, description }];
  if (kind === "rounding" && !item.tax_line_id && item.amount_currency && item.move_type) {
    const total = creditTypes.includes(item.move_type) ? negate(item.amount_currency) : item.amount_currency;
    return [{ id, description, account, accountCode, total }];
  }
  if (kind && kind !== "product") return [];
  return [
    {
      id,
      description,
      account,
      accountCode,
      item: item.product_id,
      quantity: item.quantity,
      unit: item.product_uom_id,
      unitPrice: item.price_unit,
      discountRate: item.discount,
      ...taxesOf(item.tax_ids),
      tax: less(item.price_total, item.price_subtotal),
      total: taxInclusive ? item.price_total : item.price_subtotal,
      dimensions: dimensionsOf(item.analytic_distribution),
    },
  ];
};

const linesOf = (items: readonly ItemRow[] | null | undefined) => {
  const taxInclusive = pricesContainTax(items);
  return { taxInclusive, lines: items?.flatMap((item) => lineOf(item, taxInclusive)) };
};

/** Where a document stands: only what is posted is owed. One that is "in payment" still is, wholly or in part, where the Enterprise edition books no payments before the bank does. */
const statusOf = ({ state, payment_state, amount_residual: due, amount_total: total }: DocumentRow) => {
  if (state !== "open") return state;
  if (payment_state === "paid" && due && due !== "0") return due === total ? "open" : "partially-paid";
  return payment_state ?? "open";
};

/** The number is "/" before a document is posted, until Odoo 16. */
const common = (document: DocumentRow) => ({
  number: document.name === "/" ? undefined : document.name,
  reference: document.ref,
  contact: document.partner_id,
  status: statusOf(document),
  issueDate: document.invoice_date,
  dueDate: document.invoice_date_due,
  currency: document.currency_id,
  exchangeRate: document.invoice_currency_rate,
  subTotal: document.amount_untaxed,
  tax: document.amount_tax,
  total: document.amount_total,
  ...linesOf(document.items),
  wasSent: document.is_move_sent,
  note: document.narration,
  ...provenanceOfCompany(document),
});

const isCredit = (kind: string | undefined): boolean => kind === "creditNote" || kind === "vendorCredit";

/** An invoice or a bill. */
export const readReceivable = (document: DocumentRow) => {
  const allocations = document.state === "open" ? allocationsOf(document) : undefined;
  const credits = allocations?.filter(({ documentKind }) => isCredit(documentKind));
  const credited = credits && sum(...credits.map(({ amount }) => amount));
  return {
    ...common(document),
    // What was paid is what is neither due nor credited: rates and rounding move the amounts of single payments.
    paid: less(less(document.amount_total, document.amount_residual), credited),
    credited,
    // Drafts and cancelled documents have an amount there too, which nobody owes.
    due: document.state === "open" ? document.amount_residual : undefined,
    payments: allocations?.filter(({ documentKind }) => documentKind === undefined),
    credits,
  };
};

/** A credit note of either side. */
export const readCredit = (document: DocumentRow) => ({
  ...common(document),
  remaining: document.state === "open" ? document.amount_residual : undefined,
  allocations: document.state === "open" ? allocationsOf(document) : undefined,
});

/** The documents of some types. */
export const documents = (types: readonly string[]) => records(documentsOf(types));

const documentsOf = (types: readonly string[]): Records => ({
  model: "account.move",
  row: Document,
  domain: [["move_type", "in", types]],
  parts: {
    items: {
      model: "account.move.line",
      row: Item,
      through: ["move_id"],
      ids: ({ id }) => idsIn(id),
      also: ["matching_number"],
    },
    ...settlementsOf("items"),
  },
  children: ["line_ids"],
  holds: ({ move_type }) => typeof move_type !== "string" || types.includes(move_type),
});

/** Drafts are removed, and what was posted is cancelled, which takes its payments off it. */
export const writtenDocuments = (types: readonly string[]) => ({
  ...documents(types),
  ...writing("account.move", { field: "reference", listing: recordsBy(documentsOf(types), "ref") }),
  remove: acting("account.move", "unlink"),
  actions: { post: acting("account.move", "action_post"), void: acting("account.move", "button_cancel") },
  guard: guardPeriod,
});
