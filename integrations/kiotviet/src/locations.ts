import { codec, fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, place, vietnamTime } from "./wire.ts";

const Branch = row({
  id: required(codec.ownId),
  ...fields(z.string(), "branchName", "location", "branchCode", "address", "locationName", "wardName", "contactNumber"),
  email: z.string(),
  // Called so in notifications.
  name: z.string(),
  ...fields(vietnamTime, "createdDate", "modifiedDate"),
});

/** Branches: shops and warehouses alike. */
export const locations = resource({ entity: "location", raw: Branch }).define({
  id: (branch) => branch.id,
  read: (branch) => ({
    name: branch.branchName || branch.name || branch.branchCode || branch.id,
    code: branch.branchCode,
    address: place({ street: branch.address, ward: branch.wardName, location: branch.locationName || branch.location }),
    phones: [phone(branch.contactNumber)],
    email: branch.email,
    createdAt: branch.createdDate,
    updatedAt: branch.modifiedDate || branch.createdDate,
  }),
  list: kiotvietList({ path: "/branches", deletes: "reported-and-absent", incremental: true }),
});
