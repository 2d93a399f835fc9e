import { fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  day,
  link,
  links,
  onlyOne,
  plainText,
  provenance,
  row,
  text,
} from "./wire.ts";

const Expense = row({
  name: text,
  payment_mode: choice({ own_account: "employee" }),
  ...fields(link, "vendor_id", "employee_id", "product_id", "account_id"),
  state: choice({
    draft: "draft",
    reported: "draft",
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
  tax_ids: links,
  nb_attachment: amountIfAny,
  description: plainText,
});

/** What employees have spent, each with one line. */
export const expenses = resource({ entity: "expense", raw: Expense }).define({
  id: (expense) => expense.id,
  read: (expense) => ({
    reference: expense.name,
    kind: expense.payment_mode,
    contact: expense.vendor_id,
    employee: expense.employee_id,
    status: expense.state,
    date: expense.date,
    currency: expense.currency_id,
    taxInclusive: false,
    subTotal: expense.untaxed_amount_currency,
    tax: expense.tax_amount_currency,
    total: expense.total_amount_currency,
    lines: [
      {
        item: expense.product_id,
        description: expense.name,
        quantity: expense.quantity,
        account: expense.account_id,
        taxRate: onlyOne(expense.tax_ids),
        tax: expense.tax_amount_currency,
        total: expense.untaxed_amount_currency,
      },
    ],
    hasAttachments: expense.nb_attachment ? true : undefined,
    note: expense.description,
    ...provenance(expense),
  }),
  ...records({ model: "hr.expense", row: Expense }),
});
