import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { allocationsOf, settled, settlementsOf } from "./settlements.ts";
import { choice, currency, day, exactAmount, flag, link, provenanceOfCompany, row, text } from "./wire.ts";

/** The journal items of the payment's own booking, by which it is settled. */
const Item = z.object({});

const Payment = row({
  ...fields(text, "name", "memo"),
  // Until Odoo 17, in place of the memo.
  ref: text,
  payment_type: choice({ inbound: "in", outbound: "out" }),
  partner_type: choice({ customer: "in", supplier: "out" }),
  // "posted" until Odoo 17, "in_process" and "paid" since.
  state: choice({
    draft: "pending",
    posted: "completed",
    in_process: "completed",
    paid: "completed",
    cancel: "void",
    canceled: "void",
    rejected: "void",
  }),
  date: day,
  payment_method_code: choice({ check_printing: "cheque", sepa_ct: "bank-transfer", sdd: "bank-transfer" }),
  ...fields(link, "partner_id", "outstanding_account_id", "journal_id", "company_id"),
  currency_id: currency,
  amount: exactAmount,
  is_matched: flag,
  ...settled,
});

/** Customers pay in and suppliers are paid; money that goes the other way is given back. */
const kindOf = ({ payment_type: goes, partner_type: usual }: z.output<typeof Payment>) => {
  if (goes !== "in" && goes !== "out") return undefined;
  return usual === "in" || usual === "out" ? (goes === usual ? "payment" : "refund") : usual;
};

/** Money received and paid out. A supplier's money that comes in, and a customer's that goes out, is a refund. */
export const payments = resource({ entity: "payment", raw: Payment }).define({
  id: (payment) => payment.id,
  read: (payment) => ({
    number: payment.name === "/" ? undefined : payment.name,
    reference: payment.memo || payment.ref,
    direction: payment.payment_type,
    kind: kindOf(payment),
    status: payment.state,
    date: payment.date,
    method: payment.payment_method_code,
    contact: payment.partner_id,
    account: payment.outstanding_account_id,
    bankAccount: payment.journal_id,
    currency: payment.currency_id,
    amount: payment.amount,
    allocations: allocationsOf(payment),
    isReconciled: payment.is_matched,
    ...provenanceOfCompany(payment),
  }),
  ...records({
    model: "account.payment",
    row: Payment,
    parts: {
      items: {
        model: "account.move.line",
        row: Item,
        through: ["move_id"],
        ids: ({ move_id }) => idsIn(move_id),
        also: ["matching_number"],
      },
      ...settlementsOf("items"),
    },
    also: ["move_id"],
    children: ["move_id.line_ids"],
  }),
});
