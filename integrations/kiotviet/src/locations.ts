import { fields, phone, resource, row } from "@opensme/core";
import * as z from "zod";
import { place } from "./addresses.ts";
import { activity, Kept, kiotvietList, times } from "./wire.ts";

const Branch = row({
  ...Kept.shape,
  ...fields(z.string(), "branchName", "location", "branchCode", "address", "locationName", "wardName", "contactNumber"),
  email: z.string(),
  isActive: activity,
  // Called so in notifications.
  name: z.string(),
});

/** Branches: shops and warehouses alike. */
export const locations = resource({ entity: "location", raw: Branch }).define({
  id: (branch) => branch.id,
  read: (branch) => ({
    name: branch.branchName || branch.name || branch.branchCode || branch.id,
    code: branch.branchCode,
    address: place({ ...branch, locationName: branch.locationName || branch.location }),
    phones: [phone(branch.contactNumber)],
    email: branch.email,
    status: branch.isActive,
    ...times(branch),
  }),
  list: kiotvietList({ path: "/branches", deletes: "reported-and-absent" }),
});
