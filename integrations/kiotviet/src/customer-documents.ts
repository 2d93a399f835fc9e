import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { currency, Kept, times } from "./wire.ts";

/** What orders, invoices and returns have in common. */
export const CustomerDocument = row({
  ...Kept.shape,
  ...fields(z.string(), "code", "branchName", "soldByName", "customerCode", "customerName", "description"),
  ...fields(codec.numericId, "branchId", "customerId"),
  ...fields(codec.decimal, "totalTax", "totalPayment"),
});

type CustomerDocument = z.output<typeof CustomerDocument>;

/** What they read alike. Returns have no id of the seller. */
export const readCustomerDocument = (document: CustomerDocument & { soldById?: string | null | undefined }) => ({
  number: document.code,
  contact: ref(document.customerId && `customer:${document.customerId}`, document.customerName),
  contactCode: document.customerCode,
  location: ref(document.branchId, document.branchName),
  currency,
  tax: document.totalTax,
  note: document.description,
  ...times(document),
  // Names that KiotViet gives without the id that a ref needs.
  unmapped: {
    "seller.name": document.soldById ? undefined : document.soldByName,
    "contact.name": document.customerId ? undefined : document.customerName,
  },
});
