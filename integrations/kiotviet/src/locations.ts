import { phone, resource } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, ownId, place, vietnamTime } from "./wire.ts";

const Branch = z.looseObject({
  id: ownId,
  branchName: z.string().nullish(),
  // Called so in notifications.
  name: z.string().nullish(),
  location: z.string().nullish(),
  branchCode: z.string().nullish(),
  address: z.string().nullish(),
  locationName: z.string().nullish(),
  wardName: z.string().nullish(),
  contactNumber: z.string().nullish(),
  email: z.string().nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
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
