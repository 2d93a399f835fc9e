import { negate, sum } from "@opensme/core";
import * as z from "zod";
import { idsIn, type Part } from "./records.ts";
import { amount, day, link, maybe, stamps, text } from "./wire.ts";

/**
 * Odoo settles journal items with each other: `account.partial.reconcile` says which debit was used on which credit, and is all that tells how much of a payment
 * went to which document.
 */

const Partial = z.object({
  id: stamps.id,
  debit_move_id: link,
  credit_move_id: link,
  debit_amount_currency: amount,
  credit_amount_currency: amount,
  max_date: day,
});

/** The journal items on the other side. */
const Counterpart = z.object({
  id: stamps.id,
  move_id: link,
  move_type: text,
  payment_id: link,
  statement_line_id: link,
});

/** Keys of a row for what settles it, beside its journal items under `items`. */
export const settled = { partials: maybe(z.array(Partial)), counterparts: maybe(z.array(Counterpart)) };

type Row = Readonly<Record<string, unknown>>;

const rowsUnder = (row: Row, key: string): readonly Row[] => {
  const rows = row[key];
  return Array.isArray(rows) ? rows : [];
};

/** Items that are settled at least in part bear a mark; those of tax and sales never do. */
const settledItems = (row: Row, items: string): readonly number[] =>
  rowsUnder(row, items).flatMap(({ id, matching_number }) => (matching_number === false ? [] : idsIn(id)));

/** Reads what settles the journal items that stand under a key. */
export const settlementsOf = (items: string): Readonly<Record<"partials" | "counterparts", Part>> => ({
  partials: {
    model: "account.partial.reconcile",
    row: Partial,
    through: ["debit_move_id", "credit_move_id"],
    ids: (row) => settledItems(row, items),
  },
  counterparts: {
    model: "account.move.line",
    row: Counterpart,
    through: ["id"],
    ids: (row) => {
      const own = settledItems(row, items);
      const sides = rowsUnder(row, "partials").flatMap(({ debit_move_id, credit_move_id }) => [
        ...idsIn(debit_move_id),
        ...idsIn(credit_move_id),
      ]);
      return sides.filter((id) => !own.includes(id));
    },
  },
});

type Settled = z.output<z.ZodObject<typeof settled>>;

const kinds = {
  out_invoice: "invoice",
  out_receipt: "invoice",
  in_invoice: "bill",
  in_receipt: "bill",
  out_refund: "creditNote",
  in_refund: "vendorCredit",
} as const;

/** What each settlement used, and on what; undefined where it is not known what settles the record. */
export const allocationsOf = ({ partials, counterparts }: Settled) =>
  partials?.flatMap((partial) => {
    const counterpart = counterparts?.find(
      ({ id }) => id === partial.debit_move_id?.id || id === partial.credit_move_id?.id,
    );
    const isDebit = counterpart !== undefined && counterpart.id === partial.credit_move_id?.id;
    const used = isDebit ? partial.debit_amount_currency : partial.credit_amount_currency;
    const documentKind = kindOf(counterpart?.move_type);
    const document = documentKind
      ? counterpart?.move_id
      : (counterpart?.payment_id ?? counterpart?.statement_line_id ?? counterpart?.move_id);
    return used ? [{ id: partial.id, amount: used, document, documentKind, date: partial.max_date }] : [];
  });

const kindOf = (type: string | null | undefined): (typeof kinds)[keyof typeof kinds] | undefined => {
  const known: Readonly<Record<string, (typeof kinds)[keyof typeof kinds]>> = kinds;
  return known[type ?? ""];
};

/** The difference of two amounts; undefined where one is not known. */
export const less = (whole: string | null | undefined, part: string | null | undefined): string | undefined =>
  whole && part ? sum(whole, negate(part)) : undefined;
