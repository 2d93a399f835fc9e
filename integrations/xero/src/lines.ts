import type { Bill, Invoice } from "@opensme/core";
import { codec, fields, ref, refuse, row } from "@opensme/core";
import * as z from "zod";

/** What a line is analysed by, with the option chosen. */
export const Tracking = row({
  ...fields(codec.otherId, "TrackingCategoryID", "TrackingOptionID"),
  ...fields(z.string(), "Name", "Option"),
});

export const readTracking = (tracking: z.output<typeof Tracking>) => ({
  dimension: ref(tracking.TrackingCategoryID, tracking.Name),
  value: tracking.Option,
  valueId: tracking.TrackingOptionID,
});

/** A line of an invoice, bill, credit, order or bank transaction. One with a description only has no numbers. */
export const LineItem = row({
  ...fields(z.string(), "LineItemID", "Description"),
  Item: row({ ItemID: codec.otherId, Name: z.string(), Code: codec.identifier }),
  ...fields(codec.identifier, "ItemCode", "AccountCode", "TaxType"),
  ...fields(codec.decimal, "Quantity", "UnitAmount", "DiscountAmount", "DiscountRate", "TaxAmount", "LineAmount"),
  AccountID: codec.otherId,
  // Some answers write it so.
  AccountId: codec.otherId,
  Tracking: z.array(Tracking),
});

export const readLine = (line: z.output<typeof LineItem>) => ({
  id: line.LineItemID,
  item: ref(line.Item?.ItemID, line.Item?.Name),
  code: line.ItemCode || line.Item?.Code,
  description: line.Description,
  quantity: line.Quantity,
  unitPrice: line.UnitAmount,
  discount: line.DiscountAmount,
  discountRate: line.DiscountRate,
  account: ref(line.AccountID || line.AccountId),
  accountCode: line.AccountCode,
  taxRate: ref(line.TaxType),
  tax: line.TaxAmount,
  total: line.LineAmount,
  dimensions: line.Tracking?.map(readTracking),
});

type Dimensions = NonNullable<NonNullable<Invoice["lines"]>[number]["dimensions"]>;

export const writeTracking = (dimensions: Dimensions | undefined) =>
  dimensions?.map(({ dimension, value, valueId }) => ({
    TrackingCategoryID: dimension?.id,
    Name: dimension?.name,
    TrackingOptionID: valueId,
    Option: value,
  }));

type Line = NonNullable<(Invoice | Bill)["lines"]>[number];

/**
 * Lines as Xero takes them. A line that is sent with its id stays the same line, one without is a new one, and those not sent are removed:
 * https://developer.xero.com/documentation/api/accounting/invoices
 */
export const writeLines = (lines: readonly Line[] | undefined, operation: "create" | "update") =>
  lines?.map((line, index) => {
    if (line.item && !line.code)
      throw refuse(`lines.${index}.code`, "is missing: Xero takes the item of a line by its code");
    return {
      LineItemID: operation === "update" ? line.id : undefined,
      ItemCode: line.code,
      Description: line.description,
      Quantity: line.quantity,
      UnitAmount: line.unitPrice,
      // Xero takes the one or the other, and gives the amount beside a rate.
      DiscountAmount: line.discountRate === undefined ? line.discount : undefined,
      DiscountRate: line.discountRate,
      AccountID: line.account?.id,
      AccountCode: line.accountCode,
      TaxType: line.taxRate?.id,
      TaxAmount: line.tax,
      LineAmount: line.total,
      Tracking: writeTracking(line.dimensions),
    };
  });
