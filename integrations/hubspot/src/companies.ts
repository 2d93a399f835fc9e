import { ref, resource } from "@opensme/core";
import * as z from "zod";
import { crmList, crmRecord } from "./objects.ts";
import { mainPhone, partyProperties, readAddress, rolesOf, writeAddress, writePhones } from "./parties.ts";
import { customOf, written } from "./properties.ts";
import { recordFields, word } from "./wire.ts";
import { creating, RecordBody, removing, updating } from "./writes.ts";

const properties = z.looseObject({
  name: z.string().nullish(),
  domain: z.string().nullish(),
  ...partyProperties,
  address2: z.string().nullish(),
  hs_country_code: z.string().nullish(),
  industry: z.string().nullish(),
  numberofemployees: word.nullish(),
  annualrevenue: word.nullish(),
  type: z.string().nullish(),
  description: z.string().nullish(),
  hs_parent_company_id: word.nullish(),
});

const Company = z.object({ ...recordFields, properties });

const object = { type: "companies", properties: Object.keys(properties.shape) };

/** https://developers.hubspot.com/docs/guides/api/crm/objects/companies */
export const companies = resource({ entity: "contact", raw: Company, body: RecordBody }).define({
  id: (company) => company.id,
  prefix: "company",
  read: ({ properties: company, ...row }) => {
    const parent = company.hs_parent_company_id;
    return {
      name: company.name?.trim() || company.domain?.trim() || row.id,
      kind: "company",
      roles: [...(rolesOf(company) ?? []), company.type === "VENDOR" ? ("supplier" as const) : undefined],
      phones: [mainPhone(company)],
      addresses: [readAddress(company, company.hs_country_code, company.address2)],
      website: company.website || company.domain,
      parent: ref(parent && `company:${parent}`),
      totalSales: company.total_revenue,
      note: company.description,
      url: row.url,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      custom: customOf({ ...row, properties: company }),
      // The model has no place for these.
      unmapped: {
        owner: company.hubspot_owner_id,
        lifecycleStage: company.lifecyclestage,
        type: company.type,
        industry: company.industry,
        employees: company.numberofemployees,
        annualRevenue: company.annualrevenue,
        domain: company.website ? company.domain : undefined,
      },
    };
  },
  write: (company) =>
    written(
      {
        name: company.name,
        ...writePhones(company.phones, { main: "phone" }),
        ...writeAddress(company.addresses, { line2: "address2", code: "hs_country_code" }),
        website: company.website,
        description: company.note,
      },
      company.custom,
    ),
  list: crmList(object),
  get: { listing: crmRecord(object) },
  create: creating("companies"),
  update: updating("companies"),
  remove: removing("companies"),
  scopes: { read: ["crm.objects.companies.read"], write: ["crm.objects.companies.write"] },
});
