import { codec, ref, row } from "@opensme/core";
import type * as z from "zod";
import { type Line, LineTax, lineOf } from "./lines.ts";

/** The tax of a line that is bought, which has the id of its rate. */
export const PurchaseTax = row({ ...LineTax.shape, taxId: codec.otherId });

/** A line that is bought: of the tax it tells the rate by its id, and it has no place for lots. */
export const purchaseLineOf = (
  line: z.output<typeof Line>,
  taxes: readonly z.output<typeof PurchaseTax>[] | null | undefined,
) => {
  const { lots, taxRate, taxName, unitPriceWithTax, ...fields } = lineOf(line, taxes);
  return { ...fields, taxRate: ref(taxes?.[0]?.taxId) };
};
