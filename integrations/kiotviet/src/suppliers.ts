import { codec, phone, ref, resource, row } from "@opensme/core";
import * as z from "zod";
import { nameOf, Party } from "./parties.ts";
import { groups, kiotvietList, place } from "./wire.ts";

const Supplier = row({
  ...Party.shape,
  isActive: z.boolean(),
  createdBy: z.string(),
  totalInvoicedWithoutReturn: codec.decimal,
});

/** Those the shop buys from. */
export const suppliers = resource({ entity: "contact", raw: Supplier }).define({
  id: (supplier) => supplier.id,
  prefix: "supplier",
  read: (supplier) => ({
    name: nameOf(supplier),
    code: supplier.code,
    kind: supplier.organization ? "company" : undefined,
    roles: ["supplier"],
    companyName: supplier.organization,
    taxId: supplier.taxCode,
    emails: [supplier.email],
    phones: [phone(supplier.contactNumber)],
    addresses: [place({ street: supplier.address, ward: supplier.wardName, location: supplier.locationName })],
    groups: groups(supplier.groups, /[|,]/),
    payable: supplier.debt,
    totalPurchases: supplier.totalInvoiced,
    location: ref(supplier.branchId),
    status: supplier.isActive === true ? "active" : supplier.isActive === false ? "archived" : undefined,
    note: supplier.comments,
    createdAt: supplier.createdDate,
    updatedAt: supplier.modifiedDate || supplier.createdDate,
    unmapped: { createdBy: supplier.createdBy, totalInvoicedWithoutReturn: supplier.totalInvoicedWithoutReturn },
  }),
  list: kiotvietList({
    path: "/suppliers",
    query: { includeTotal: true, includeSupplierGroup: true },
    deletes: "reported-and-absent",
    incremental: true,
  }),
  get: { path: (id) => `/suppliers/${id}` },
});
