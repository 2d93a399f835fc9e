import { type Bill, fields, type Invoice, OpenSMEError } from "@opensme/core";
import * as z from "zod";
import { asHtml, number, numericId } from "./wire.ts";
import { commands } from "./writing.ts";

/** What a draft document can be given. */
export const DocumentBody = z
  .object({
    ...fields(z.string(), "move_type", "ref", "invoice_date", "invoice_date_due", "narration"),
    partner_id: numericId,
    invoice_line_ids: z.array(z.unknown()),
  })
  .partial();

const LineBody = z
  .object({
    ...fields(numericId, "product_id", "account_id"),
    name: z.string(),
    ...fields(number, "quantity", "price_unit", "discount"),
    tax_ids: z.tuple([z.tuple([z.literal(6), z.literal(0), z.array(numericId)])]),
  })
  .partial();

type Line = NonNullable<Invoice["lines"]>[number];

/** A line with an amount; the text lines of a document stay as they are. */
const lineBody = (line: Omit<Line, "id">): object | undefined => {
  const taxes = line.taxRates ?? (line.taxRate && [line.taxRate]);
  return line.quantity === undefined && line.unitPrice === undefined
    ? undefined
    : z.encode(LineBody, {
        product_id: line.item?.id,
        name: line.description,
        quantity: line.quantity,
        price_unit: line.unitPrice,
        discount: line.discountRate,
        account_id: line.account?.id,
        tax_ids: taxes && [[6, 0, taxes.map(({ id }) => id)]],
      });
};

/** Sums that Odoo works out, the code of the account beside it, and the analytic distribution, which is not written so far. */
export const linesLeaveOut = ["lines.tax", "lines.total", "lines.accountCode", "lines.dimensions"];

/** A draft: posting gives it its number. */
export const documentBody = (
  type: string,
  document: Partial<Invoice> | Partial<Bill>,
  operation: "create" | "update",
): z.output<typeof DocumentBody> => {
  if (operation === "create" && document.status !== undefined && document.status !== "draft")
    throw new OpenSMEError(
      `Documents are made as drafts, and "${document.status}" is another status: call post(id) afterwards.`,
      { code: "invalid" },
    );
  return {
    move_type: operation === "create" ? type : undefined,
    partner_id: document.contact?.id,
    ref: document.reference,
    invoice_date: document.issueDate,
    invoice_date_due: document.dueDate,
    narration: document.note === undefined ? undefined : asHtml(document.note),
    invoice_line_ids: commands(document.lines, lineBody),
  };
};
