import { codec, type RecordChanges, refuse, row } from "@opensme/core";
import * as z from "zod";
import { idWith } from "./documents.ts";
import { SalesLine } from "./lines.ts";
import { ending } from "./operations.ts";
import { amountOf, dimensionBody, endingBy, pointer, writeDocument } from "./writing.ts";

/** How it is sent: a discount says of what kind it is. */
export const SalesBody = {
  ending,
  Line: z
    .array(
      row({
        ...SalesLine.shape,
        DiscountLineDetail: row({ PercentBased: z.boolean(), DiscountPercent: codec.decimal }),
      }),
    )
    .optional(),
};

type Changes = RecordChanges<"creditNote">;
type SoldLine = NonNullable<Changes["lines"]>[number];

/** What is sold is booked on the account of its item, so a line has an item or is text only. */
const writeLine = (operation: "create" | "update") => (line: SoldLine, index: number) => {
  const path = `lines.${index}`;
  const heading = { Id: operation === "update" ? line.id : undefined, Description: line.description };
  const { item, quantity, unitPrice, total, taxRate } = line;
  if (!item && quantity === undefined && unitPrice === undefined && total === undefined)
    return {
      ...heading,
      DetailType: "DescriptionOnly",
      DescriptionLineDetail: taxRate && { TaxCodeRef: pointer(taxRate) },
    };
  if (!item) throw refuse(`${path}.item`, "is required: what is sold is booked on the account of its item");
  return {
    ...heading,
    Amount: amountOf(line, path),
    DetailType: "SalesItemLineDetail",
    SalesItemLineDetail: {
      ItemRef: pointer(item),
      Qty: quantity,
      UnitPrice: unitPrice,
      DiscountAmt: line.discountRate === undefined ? line.discount : undefined,
      DiscountRate: line.discountRate,
      TaxCodeRef: pointer(taxRate),
      ClassRef: dimensionBody(line.dimensions, `${path}.dimensions`).ClassRef,
    },
  };
};

/** The discount of the whole document is one of its lines. */
const discountLine = ({ discount, discountRate }: Changes) => {
  if (discount === undefined && discountRate === undefined) return [];
  return [
    {
      Amount: discount,
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: { PercentBased: discountRate !== undefined, DiscountPercent: discountRate },
    },
  ];
};

const writeLines = (sale: Changes, operation: "create" | "update") => {
  const discount = discountLine(sale);
  if (sale.lines) return [...sale.lines.map(writeLine(operation)), ...discount];
  if (discount.length > 0) throw refuse("lines", "must be given with a discount, which is one of them");
  return undefined;
};

/** Lines that are sent replace all there were; how much is open follows from the payments and is not written. */
export const writeSale = (sale: Changes, operation: "create" | "update", isVoidable = false) => ({
  ...writeDocument(sale, sale.issueDate),
  ending: endingBy(sale.status, operation, isVoidable),
  CustomerRef: idWith("customer", sale.contact, "contact"),
  Line: writeLines(sale, operation),
});
