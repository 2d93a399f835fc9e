import { codec, type RecordChanges } from "@opensme/core";
import * as z from "zod";
import { idWith, refuse } from "./documents.ts";
import { ending } from "./operations.ts";

import { amountOf, dimensionBody, documentBody, insistOn, Target, writeDocument } from "./writing.ts";

const shared = { TaxCodeRef: Target.optional(), ClassRef: Target.optional() };

export const BillBody = z.object({
  ...documentBody,
  ending,
  VendorRef: Target.optional(),
  Line: z
    .array(
      z.object({
        Id: z.string().optional(),
        Description: z.string().optional(),
        Amount: codec.decimal,
        DetailType: z.string(),
        ItemBasedExpenseLineDetail: z
          .object({
            ...shared,
            ItemRef: Target,
            Qty: codec.decimal.optional(),
            UnitPrice: codec.decimal.optional(),
          })
          .optional(),
        AccountBasedExpenseLineDetail: z
          .object({ ...shared, AccountRef: Target, TaxAmount: codec.decimal.optional() })
          .optional(),
      }),
    )
    .optional(),
});

type Changes = RecordChanges<"bill">;
type BoughtLine = NonNullable<Changes["lines"]>[number];

const carried = {
  item: ["id", "item", "description", "quantity", "unitPrice", "account", "taxRate", "total", "dimensions"],
  account: ["id", "description", "account", "taxRate", "tax", "total", "dimensions"],
};

/** A line buys an item, or is charged to an account. */
const writeLine = (operation: "create" | "update") => (line: BoughtLine, index: number) => {
  const path = `lines.${index}`;
  const { item, account } = line;
  const heading = {
    Id: operation === "update" ? line.id : undefined,
    Description: line.description,
    Amount: amountOf(line, path),
  };
  const analysed = {
    TaxCodeRef: line.taxRate && { value: line.taxRate.id },
    ClassRef: dimensionBody(line.dimensions, `${path}.dimensions`).ClassRef,
  };
  if (item) {
    insistOn(path, line, carried.item);
    const detail = { ...analysed, ItemRef: { value: item.id }, Qty: line.quantity, UnitPrice: line.unitPrice };
    return { ...heading, DetailType: "ItemBasedExpenseLineDetail", ItemBasedExpenseLineDetail: detail };
  }
  if (!account) throw refuse(`${path}.account`, "is required where there is no item");
  insistOn(path, line, carried.account);
  const detail = { ...analysed, AccountRef: { value: account.id }, TaxAmount: line.tax };
  return { ...heading, DetailType: "AccountBasedExpenseLineDetail", AccountBasedExpenseLineDetail: detail };
};

/** A bill cannot be voided, only deleted. Lines that are sent replace all there were. */
export const writeBill = (bill: Changes, operation: "create" | "update"): z.output<typeof BillBody> => {
  if (bill.status === "void" && operation === "create") throw refuse("status", "cannot be void from the beginning");
  return {
    ...writeDocument(bill),
    ending: operation === "update" && bill.status === "deleted" ? "delete" : undefined,
    VendorRef: idWith("vendor", bill.contact, "contact"),
    Line: bill.lines?.map(writeLine(operation)),
  };
};
