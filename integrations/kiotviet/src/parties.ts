import { codec, required, row } from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

/** What customers and suppliers have in common. */
export const Party = row({
  id: required(codec.ownId),
  code: z.string(),
  name: z.string(),
  contactNumber: z.string(),
  email: z.string(),
  address: z.string(),
  locationName: z.string(),
  wardName: z.string(),
  organization: z.string(),
  taxCode: z.string(),
  comments: z.string(),
  groups: z.string(),
  debt: codec.decimal,
  totalInvoiced: codec.decimal,
  branchId: codec.otherId,
  createdDate: vietnamTime,
  modifiedDate: vietnamTime,
});

/** What a party goes by; some have no name, and are no less for it. */
export const nameOf = ({ name, organization, code, id }: z.output<typeof Party>): string =>
  [name, organization, code].find((text) => text?.trim()) ?? id;
