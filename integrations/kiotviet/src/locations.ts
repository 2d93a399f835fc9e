import { codec, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, place, vietnamTime } from "./wire.ts";

const Branch = row({
  id: required(codec.ownId),
  branchName: z.string(),
  // Called so in notifications.
  name: z.string(),
  location: z.string(),
  branchCode: z.string(),
  address: z.string(),
  locationName: z.string(),
  wardName: z.string(),
  contactNumber: z.string(),
  email: z.string(),
  createdDate: vietnamTime,
  modifiedDate: vietnamTime,
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
