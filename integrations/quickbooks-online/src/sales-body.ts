import { codec, type RecordChanges } from "@opensme/core";
import * as z from "zod";
import { idWith, refuse } from "./documents.ts";
import { ending } from "./operations.ts";

import { amountOf, dimensionBody, documentBody, insistOn, Target, writeDocument } from "./writing.ts";

const Line = z.object({
  Id: z.string().optional(),
  Description: z.string().optional(),
  Amount: codec.decimal.optional(),
  DetailType: z.string(),
  SalesItemLineDetail: z
    .object({
      ItemRef: Target.optional(),
      Qty: codec.decimal.optional(),
      UnitPrice: codec.decimal.optional(),
      DiscountAmt: codec.decimal.optional(),
      DiscountRate: codec.decimal.optional(),
      TaxCodeRef: Target.optional(),
      ClassRef: Target.optional(),
    })
    .optional(),
  DiscountLineDetail: z.object({ PercentBased: z.boolean(), DiscountPercent: codec.decimal.optional() }).optional(),
});

export const SaleBody = z.object({
  ...documentBody,
  ending,
  CustomerRef: Target.optional(),
  Line: z.array(Line).optional(),
});

type Changes = RecordChanges<"invoice">;
type SoldLine = NonNullable<Changes["lines"]>[number];

const carried = [
  ["id", "item", "description", "quantity", "unitPrice", "discount", "discountRate"],
  ["account", "taxRate", "total", "dimensions"],
].flat();

/** What is sold is booked on the account of its item, so a line has an item or is text only. */
const writeLine = (operation: "create" | "update") => (line: SoldLine, index: number) => {
  const path = `lines.${index}`;
  insistOn(path, line, carried);
  const heading = { Id: operation === "update" ? line.id : undefined, Description: line.description };
  const { item, quantity, unitPrice, total } = line;
  if (!item && quantity === undefined && unitPrice === undefined && total === undefined)
    return { ...heading, DetailType: "DescriptionOnly" };
  if (!item) throw refuse(`${path}.item`, "is required: what is sold is booked on the account of its item");
  return {
    ...heading,
    Amount: amountOf(line, path),
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: {
      ItemRef: { value: item.id },
      Qty: quantity,
      UnitPrice: unitPrice,
      DiscountAmt: line.discountRate === undefined ? line.discount : undefined,
      DiscountRate: line.discountRate,
      TaxCodeRef: line.taxRate && { value: line.taxRate.id },
      ClassRef: dimensionBody(line.dimensions, `${path}.dimensions`).ClassRef,
    },
  };
};

/** The discount of the whole document is one of its lines. */
const discountLine = ({ discount, discountRate }: Changes): z.output<typeof Line>[] => {
  if (discount === undefined && discountRate === undefined) return [];
  return [
    {
      Amount: discount,
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { PercentBased: discountRate !== undefined, DiscountPercent: discountRate },
    },
  ];
};

const writeLines = (invoice: Changes, operation: "create" | "update") => {
  const discount = discountLine(invoice);
  if (invoice.lines) return [...invoice.lines.map(writeLine(operation)), ...discount];
  if (discount.length > 0) throw refuse("lines", "must be given with a discount, which is one of them");
  return undefined;
};

/** Lines that are sent replace all there were; how much is open follows from the payments and is not written. */
export const writeSale = (invoice: Changes, operation: "create" | "update"): z.output<typeof SaleBody> => ({
  ...writeDocument(invoice),
  ending:
    operation === "update"
      ? invoice.status === "void"
        ? "void"
        : invoice.status === "deleted"
          ? "delete"
          : undefined
      : undefined,
  CustomerRef: idWith("customer", invoice.contact, "contact"),
  Line: writeLines(invoice, operation),
});
