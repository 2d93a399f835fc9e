import { fields, resource } from "@opensme/core";
import type * as z from "zod";
import { records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  day,
  link,
  links,
  plainText,
  provenanceOfCompany,
  row,
  taxesOf,
  text,
} from "./wire.ts";

const Expense = row({
  name: text,
  payment_mode: choice({ own_account: "employee" }),
  ...fields(link, "vendor_id", "employee_id", "product_id", "account_id", "company_id"),
  state: choice({
    draft: "draft",
    // In a report that is not handed in yet; until Odoo 16, in one that is.
    reported: "reported",
    submitted: "submitted",
    approved: "approved",
    posted: "approved",
    in_payment: "paid",
    done: "paid",
    paid: "paid",
    refused: "void",
  }),
  date: day,
  currency_id: currency,
  ...fields(amount, "untaxed_amount_currency", "tax_amount_currency", "total_amount_currency", "quantity"),
  // Until Odoo 16, in place of these. Since then they are in the currency of the company.
  ...fields(amount, "untaxed_amount", "amount_tax", "total_amount"),
  tax_ids: links,
  nb_attachment: amountIfAny,
  description: plainText,
});

/** The sums in the currency of the expense. */
const sums = (expense: z.output<typeof Expense>) => ({
  tax: expense.tax_amount_currency ?? expense.amount_tax,
  subTotal: expense.untaxed_amount_currency ?? expense.untaxed_amount,
  total: expense.total_amount_currency ?? expense.total_amount,
});

/** What employees have spent, each with one line. */
export const expenses = resource({ entity: "expense", raw: Expense }).define({
  id: (expense) => expense.id,
  read: (expense) => {
    const amounts = sums(expense);
    return {
      reference: expense.name,
      kind: expense.payment_mode,
      contact: expense.vendor_id,
      employee: expense.employee_id,
      status: expense.state === "reported" ? (expense.total_amount_currency ? "draft" : "submitted") : expense.state,
      date: expense.date,
      currency: expense.currency_id,
      taxInclusive: false,
      ...amounts,
      lines: [
        {
          item: expense.product_id,
          description: expense.name,
          quantity: expense.quantity,
          account: expense.account_id,
          ...taxesOf(expense.tax_ids),
          tax: amounts.tax,
          total: amounts.subTotal,
        },
      ],
      hasAttachments: expense.nb_attachment ? true : undefined,
      note: expense.description,
      ...provenanceOfCompany(expense),
    };
  },
  ...records({ model: "hr.expense", row: Expense }),
});
