import { listing, phone, resource, single } from "@opensme/core";
import * as z from "zod";
import { orEmptyList, word } from "./wire.ts";

/** https://documentation.bamboohr.com/reference/get-company-information */
export const Company = z.looseObject({
  legalName: z.string().nullish(),
  displayName: z.string().nullish(),
  address: orEmptyList(
    z.looseObject({
      line1: z.string().nullish(),
      line2: z.string().nullish(),
      city: z.string().nullish(),
      state: z.string().nullish(),
      zip: word.nullish(),
    }),
  ),
  phone: word.nullish(),
});

/** The answer gives the company no id, and a connection has only the one. */
export const companyId = "company";

export const organizations = resource({ entity: "organization", raw: Company }).define({
  id: () => companyId,
  read: (company) => ({
    name: company.displayName || company.legalName || "",
    legalName: company.legalName,
    phones: [phone(company.phone)],
    addresses: [
      {
        line1: company.address?.line1,
        line2: company.address?.line2,
        city: company.address?.city,
        province: company.address?.state,
        postalCode: company.address?.zip,
      },
    ],
  }),
  list: listing({
    path: "/company_information",
    page: Company.refine(
      (company) => "legalName" in company || "displayName" in company,
      "expected the name of a company",
    ),
    items: (company) => [company],
    paging: single(),
    deletes: "never",
  }),
  scopes: { read: ["company:info"] },
});
