import { codec, fields, required, row } from "@opensme/core";
import * as z from "zod";
import { vietnamTime } from "./wire.ts";

/** What customers and suppliers have in common. */
export const Party = row({
  id: required(codec.ownId),
  ...fields(z.string(), "code", "name", "contactNumber", "email", "address", "locationName", "wardName"),
  ...fields(z.string(), "organization", "taxCode", "comments", "groups"),
  ...fields(codec.decimal, "debt", "totalInvoiced"),
  branchId: codec.otherId,
  ...fields(vietnamTime, "createdDate", "modifiedDate"),
});

/** What a party goes by; some have no name, and are no less for it. */
export const nameOf = ({ name, organization, code, id }: z.output<typeof Party>): string =>
  [name, organization, code].find((text) => text?.trim()) ?? id;
