import { listing, resource, single } from "@opensme/core";
import * as z from "zod";
import { Address, company, readAddress } from "./wire.ts";

/** https://docs.gusto.com/app-integrations/reference/get-v1-companies */
export const Company = z.object({
  uuid: z.string().min(1),
  name: z.string().nullish(),
  trade_name: z.string().nullish(),
  ein: z.string().nullish(),
  locations: z.array(Address).nullish(),
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
