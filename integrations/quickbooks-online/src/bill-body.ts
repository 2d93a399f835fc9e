import { type RecordChanges, refuse } from "@opensme/core";
import { idWith } from "./documents.ts";
import { amountOf, dimensionBody, endingBy, writeDocument } from "./writing.ts";

type Changes = RecordChanges<"bill">;
type BoughtLine = NonNullable<Changes["lines"]>[number];

/** A line buys an item, or is charged to an account. */
const writeLine = (operation: "create" | "update") => (line: BoughtLine, index: number) => {
  const path = `lines.${index}`;
  const heading = {
    Id: operation === "update" ? line.id : undefined,
    Description: line.description,
    Amount: amountOf(line, path),
  };
  const analysed = {
    TaxCodeRef: line.taxRate && { value: line.taxRate.id },
    ClassRef: dimensionBody(line.dimensions, `${path}.dimensions`).ClassRef,
  };
  if (line.item) {
    const detail = { ...analysed, ItemRef: { value: line.item.id }, Qty: line.quantity, UnitPrice: line.unitPrice };
    return { ...heading, DetailType: "ItemBasedExpenseLineDetail", ItemBasedExpenseLineDetail: detail };
  }
  if (!line.account) throw refuse(`${path}.account`, "is required where there is no item");
  for (const field of ["quantity", "unitPrice"] as const)
    if (line[field] !== undefined)
      throw refuse(`${path}.${field}`, "has no place where there is no item; leave it out");
  const detail = { ...analysed, AccountRef: { value: line.account.id }, TaxAmount: line.tax };
  return { ...heading, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: detail };
};

/** Lines that are sent replace all there were. */
export const writeBill = (bill: Changes, operation: "create" | "update") => ({
  ...writeDocument(bill),
  ending: endingBy(bill.status, operation),
  VendorRef: idWith("vendor", bill.contact, "contact"),
  Line: bill.lines?.map(writeLine(operation)),
});
