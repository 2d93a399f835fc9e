import { codec, fields, ref, resource } from "@opensme/core";
import * as z from "zod";
import { mainPhone, partyProperties, readAddress, rolesOf, writeAddress, writePhones } from "./parties.ts";
import { crmObject, readRecord } from "./records.ts";
import { RecordBody, writing, written } from "./writes.ts";

const Company = crmObject({
  type: "companies",
  fields: {},
  properties: {
    ...fields(z.string(), "name", "domain", "address2", "hs_country_code", "industry", "type", "description"),
    ...partyProperties,
    ...fields(codec.identifier, "numberofemployees", "annualrevenue", "hs_parent_company_id"),
  },
});

/** https://developers.hubspot.com/docs/guides/api/crm/objects/companies */
export const companies = resource({ entity: "contact", raw: Company.row, body: RecordBody }).define({
  ...Company.reading,
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
      ...readRecord(row, company),
      // The model has no place for these.
      unmapped: {
        owner: company.hubspot_owner_id,
        lifecycleStage: company.lifecyclestage,
        leadStatus: company.hs_lead_status,
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
  ...writing("companies"),
  scopes: { read: ["crm.objects.companies.read"], write: ["crm.objects.companies.write"] },
});
