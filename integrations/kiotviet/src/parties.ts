import { codec } from "@opensme/core";
import * as z from "zod";
import { otherId, ownId, vietnamTime } from "./wire.ts";

/** What customers and suppliers have in common. */
export const Party = z.looseObject({
  id: ownId,
  code: z.string().nullish(),
  name: z.string().nullish(),
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
  branchId: otherId.nullish(),
  createdDate: vietnamTime.nullish(),
  modifiedDate: vietnamTime.nullish(),
});

/** What a party goes by; some have no name, and are no less for it. */
export const nameOf = ({ name, organization, code, id }: z.output<typeof Party>): string =>
  [name, organization, code].find((text) => text?.trim()) ?? id;
