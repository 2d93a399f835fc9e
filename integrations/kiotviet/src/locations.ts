import { codec, phone, resource } from "@opensme/core";
import * as z from "zod";
import { kiotvietList, place, vietnamTime } from "./wire.ts";

const Branch = z.looseObject({
  id: codec.identifier,
  branchName: z.string(),
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
    name: branch.branchName,
    code: branch.branchCode,
    address: place({ street: branch.address, ward: branch.wardName, location: branch.locationName }),
    phones: [phone(branch.contactNumber)],
    email: branch.email,
    createdAt: branch.createdDate,
    updatedAt: branch.modifiedDate ?? branch.createdDate,
  }),
  list: kiotvietList({ path: "/branches", deletes: "reported-and-absent", incremental: true }),
});
