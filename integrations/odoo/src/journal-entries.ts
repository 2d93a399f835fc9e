import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { dimensionsOf } from "./moves.ts";
import { idsIn, records } from "./records.ts";
import {
  choice,
  currency,
  day,
  exactAmount,
  link,
  links,
  maybe,
  onlyOne,
  provenanceOfCompany,
  row,
  stamps,
  text,
} from "./wire.ts";

const Item = z.object({
  id: stamps.id,
  balance: exactAmount,
  account_id: link,
  account_code: text,
  name: text,
  partner_id: link,
  tax_line_id: link,
  tax_ids: links,
  analytic_distribution: maybe(z.record(z.string(), z.number())),
});

const Move = row({
  ...fields(text, "name", "ref", "move_type"),
  date: day,
  state: choice({ draft: "draft", posted: "posted", cancel: "void" }),
  company_currency_id: currency,
  company_id: link,
  items: maybe(z.array(Item)),
});

/** All of the general ledger: the bookings of documents and payments too. Amounts are in the currency of the company. */
export const journalEntries = resource({ entity: "journalEntry", raw: Move }).define({
  id: (move) => move.id,
  read: (move) => ({
    number: move.name === "/" ? undefined : move.name,
    date: move.date,
    status: move.state,
    memo: move.ref,
    currency: move.company_currency_id,
    sourceKind: move.move_type,
    source: move.move_type && move.move_type !== "entry" ? { id: move.id } : undefined,
    lines: move.items?.map((item) => ({
      id: item.id,
      amount: item.balance,
      account: item.account_id,
      accountCode: item.account_code,
      description: item.name,
      contact: item.partner_id,
      taxRate: item.tax_line_id ?? onlyOne(item.tax_ids),
      dimensions: dimensionsOf(item.analytic_distribution),
    })),
    ...provenanceOfCompany(move),
  }),
  ...records({
    model: "account.move",
    row: Move,
    parts: {
      items: {
        model: "account.move.line",
        row: Item,
        through: ["move_id"],
        ids: ({ id }) => idsIn(id),
        // Headings and notes of documents are no bookings.
        where: [["display_type", "not in", ["line_section", "line_subsection", "line_note"]]],
      },
    },
    children: ["line_ids"],
  }),
});
