import { codec, phone, resource, row } from "@opensme/core";
import * as z from "zod";
import { Party, readParty } from "./parties.ts";
import { kiotvietList } from "./wire.ts";

const Supplier = row({
  ...Party.shape,
  isActive: codec.meanings({ active: [true], archived: [false] }),
  createdBy: z.string(),
  totalInvoicedWithoutReturn: codec.decimal,
});

/** Those the shop buys from. */
export const suppliers = resource({ entity: "contact", raw: Supplier }).define({
  id: (supplier) => supplier.id,
  prefix: "supplier",
  read: (supplier) => ({
    // The manual has their groups apart by a comma.
    ...readParty(supplier, /[|,]/),
    kind: supplier.organization ? "company" : undefined,
    roles: ["supplier"],
    phones: [phone(supplier.contactNumber)],
    payable: supplier.debt,
    totalPurchases: supplier.totalInvoiced,
    status: supplier.isActive,
    unmapped: { createdBy: supplier.createdBy, totalInvoicedWithoutReturn: supplier.totalInvoicedWithoutReturn },
  }),
  list: kiotvietList({
    path: "/suppliers",
    query: { includeTotal: true, includeSupplierGroup: true },
    deletes: "reported-and-absent",
  }),
  get: { path: (id) => `/suppliers/${id}` },
});
