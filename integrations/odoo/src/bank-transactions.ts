import { absolute, compare, fields, resource } from "@opensme/core";
import { records } from "./records.ts";
import {
  amount,
  amountIfAny,
  choice,
  currency,
  day,
  flag,
  link,
  plainText,
  provenanceOfCompany,
  row,
  text,
} from "./wire.ts";

const StatementLine = row({
  ...fields(amount, "amount", "running_balance"),
  ...fields(link, "partner_id", "journal_id", "company_id"),
  ...fields(text, "payment_ref", "ref", "partner_name", "account_number"),
  state: choice({ draft: "pending", posted: "booked", cancel: "void" }),
  date: day,
  currency_id: currency,
  // What the other side sees, where it is in another currency than that of the account.
  foreign_currency_id: currency,
  amount_currency: amountIfAny,
  is_reconciled: flag,
  narration: plainText,
});

/** Lines of bank statements and cash books. */
export const bankTransactions = resource({ entity: "bankTransaction", raw: StatementLine }).define({
  id: (line) => line.id,
  read: (line) => ({
    direction: line.amount ? (compare(line.amount, "0") < 0 ? "out" : "in") : undefined,
    contact: line.partner_id,
    bankAccount: line.journal_id,
    reference: line.payment_ref || line.ref,
    status: line.state,
    date: line.date,
    currency: line.currency_id,
    total: line.amount ? absolute(line.amount) : undefined,
    balance: line.running_balance,
    counterpartyName: line.partner_name,
    counterpartyAccount: line.account_number,
    isReconciled: line.is_reconciled,
    note: line.narration,
    ...provenanceOfCompany(line),
    unmapped: line.foreign_currency_id
      ? { foreign_currency_id: line.foreign_currency_id, amount_currency: line.amount_currency }
      : undefined,
  }),
  ...records({
    model: "account.bank.statement.line",
    row: StatementLine,
    sensitive: ["running_balance", "account_number"],
    // Some fields stand on the booking that the line is made of, and change with it.
    children: ["move_id"],
  }),
});
