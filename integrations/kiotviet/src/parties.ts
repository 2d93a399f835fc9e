import { codec } from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

/** What customers and suppliers have in common. */
export const Party = z.looseObject({
  id: codec.identifier,
  code: z.string().nullish(),
  name: z.string(),
  contactNumber: z.string().nullish(),
  email: z.string().nullish(),
  address: z.string().nullish(),
  locationName: z.string().nullish(),
  wardName: z.string().nullish(),
  organization: z.string().nullish(),
  taxCode: z.string().nullish(),
  comments: z.string().nullish(),
  groups: z.string().nullish(),
  debt: codec.decimal.nullish(),
  totalInvoiced: codec.decimal.nullish(),
  branchId: codec.identifier.nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});
