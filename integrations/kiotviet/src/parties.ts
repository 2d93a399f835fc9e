import { codec, fields, ref, row } from "@opensme/core";
import * as z from "zod";
import { place } from "./addresses.ts";
import { Kept, times } from "./wire.ts";

/** What customers and suppliers have in common. */
export const Party = row({
  ...Kept.shape,
  ...fields(z.string(), "code", "name", "contactNumber", "email", "address", "locationName", "wardName"),
  ...fields(z.string(), "organization", "taxCode", "comments", "groups"),
  ...fields(codec.decimal, "debt", "totalInvoiced"),
  branchId: codec.otherId,
});

/** Groups come as one text, apart by a mark. */
export const readParty = (party: z.output<typeof Party>, mark: RegExp) => ({
  // Some have no name, and are no less for it.
  name: [party.name, party.organization, party.code].find((text) => text?.trim()) ?? party.id,
  code: party.code,
  companyName: party.organization,
  taxId: party.taxCode,
  emails: [party.email],
  addresses: [place(party)],
  groups: party.groups?.split(mark).map((group) => group.trim()),
  location: ref(party.branchId),
  note: party.comments,
  ...times(party),
});
