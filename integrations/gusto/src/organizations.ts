import { fields, listing, required, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { Address, readAddress } from "./address.ts";
import { company } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies */
export const Company = row({
  uuid: required(z.string().min(1)),
  ...fields(z.string(), "name", "trade_name", "ein"),
  locations: z.array(Address),
});

/** What tells a company from other records with an id. */
const Answer = z.looseObject({ uuid: z.string(), name: z.string() });

export const organizations = resource({ entity: "organization", raw: Company }).define({
  id: ({ uuid }) => uuid,
  read: (company) => ({
    name: company.trade_name || company.name || company.uuid,
    legalName: company.name,
    taxId: company.ein,
    addresses: company.locations?.map((address) => readAddress(address, "work")),
  }),
  list: listing({ path: company, page: Answer, items: (answer) => [answer], paging: single(), deletes: "never" }),
  scopes: { read: ["companies:read"] },
});
