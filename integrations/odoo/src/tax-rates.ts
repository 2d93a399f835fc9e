import { fields, resource } from "@opensme/core";
import * as z from "zod";
import { idsIn, records } from "./records.ts";
import { active, amount, flag, label, maybe, provenance, row, text } from "./wire.ts";

const Component = z.object({ name: label, amount: amount, amount_type: text, include_base_amount: flag });

const Tax = row({
  name: label,
  ...fields(text, "invoice_label", "amount_type", "type_tax_use"),
  amount: amount,
  active: flag,
  components: maybe(z.array(Component)),
});

/** The amount of a tax, where it is a percentage: others are a fixed sum for each unit, or made of several. */
const percentOf = (tax: { amount_type?: string | null | undefined; amount?: string | null | undefined }) =>
  tax.amount_type === "percent" || tax.amount_type === "division" ? tax.amount : undefined;

/** Taxes for "none" stand within others only. */
type Use = "revenue" | "expense";
const uses: Readonly<Record<string, readonly Use[]>> = { sale: ["revenue"], purchase: ["expense"], none: [] };

/** Taxes of sales and purchases. */
export const taxRates = resource({ entity: "taxRate", raw: Tax }).define({
  id: (tax) => tax.id,
  read: (tax) => ({
    name: tax.name,
    code: tax.invoice_label,
    rate: percentOf(tax),
    kind: tax.type_tax_use,
    components: tax.components?.map(({ name, include_base_amount: isCompound, ...component }) => ({
      name,
      rate: percentOf(component),
      isCompound,
    })),
    appliesTo: uses[tax.type_tax_use ?? ""],
    status: active(tax.active),
    ...provenance(tax),
    unmapped: {
      use: uses[tax.type_tax_use ?? ""] ? undefined : tax.type_tax_use,
      amountType: tax.amount_type === "percent" ? undefined : tax.amount_type,
      amount: percentOf(tax) ? undefined : tax.amount,
    },
  }),
  ...records({
    model: "account.tax",
    row: Tax,
    parts: {
      components: {
        model: "account.tax",
        row: Component,
        through: ["id"],
        ids: ({ children_tax_ids }) => idsIn(children_tax_ids),
      },
    },
    also: ["children_tax_ids"],
  }),
});
