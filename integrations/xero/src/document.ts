import { codec, fields } from "@opensme/core";
import * as z from "zod";
import { calendarDay, moment, Party } from "./wire.ts";

/** What all documents of Xero have beside their lines. */
export const documentFields = {
  Reference: codec.identifier,
  Contact: Party,
  ...fields(calendarDay, "DateString", "Date"),
  ...fields(z.string(), "CurrencyCode", "LineAmountTypes"),
  ...fields(codec.decimal, "CurrencyRate", "SubTotal", "TotalTax", "Total"),
  HasAttachments: codec.flag,
  UpdatedDateUTC: moment,
};
