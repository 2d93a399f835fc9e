import { type RecordChanges, refuse, row } from "@opensme/core";
import * as z from "zod";
import { idWith } from "./documents.ts";
import { PurchaseLine } from "./lines.ts";
import { ending } from "./operations.ts";
import { amountOf, dimensionBody, endingBy, pointer, writeDocument } from "./writing.ts";

type Changes = RecordChanges<"vendorCredit">;
type BoughtLine = NonNullable<Changes["lines"]>[number];

/** How it is sent. */
export const PurchaseBody = {
  ending,
  Line: z.array(row({ ...PurchaseLine.shape, DetailType: z.string() })).optional(),
};

/** A line buys an item, or is charged to an account. */
const writeLine = (operation: "create" | "update") => (line: BoughtLine, index: number) => {
  const path = `lines.${index}`;
  const heading = {
    Id: operation === "update" ? line.id : undefined,
    Description: line.description,
    Amount: amountOf(line, path),
  };
  const analysed = {
    TaxCodeRef: pointer(line.taxRate),
    ClassRef: dimensionBody(line.dimensions, `${path}.dimensions`).ClassRef,
  };
  if (line.item) {
    const detail = { ...analysed, ItemRef: pointer(line.item), Qty: line.quantity, UnitPrice: line.unitPrice };
    return { ...heading, DetailType: "ItemBasedExpenseLineDetail", ItemBasedExpenseLineDetail: detail };
  }
  if (!line.account) throw refuse(`${path}.account`, "is required where there is no item");
  for (const field of ["quantity", "unitPrice"] as const)
    if (line[field] !== undefined)
      throw refuse(`${path}.${field}`, "has no place where there is no item; leave it out");
  const detail = { ...analysed, AccountRef: pointer(line.account), TaxAmount: line.tax };
  return { ...heading, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: detail };
};

/** Lines that are sent replace all there were. */
export const writePurchaseLines = (lines: readonly BoughtLine[] | undefined, operation: "create" | "update") =>
  lines?.map(writeLine(operation));

/** Bills and vendor credits. Neither can be voided, only deleted. */
export const writePurchase = (document: Changes, operation: "create" | "update") => ({
  ...writeDocument(document, document.issueDate),
  ending: endingBy(document.status, operation),
  VendorRef: idWith("vendor", document.contact, "contact"),
  Line: writePurchaseLines(document.lines, operation),
});
