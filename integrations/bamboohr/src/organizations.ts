import { codec, fields, listing, phone, resource, row, single } from "@opensme/core";
import * as z from "zod";
import { orEmptyList } from "./wire.ts";

/** https://documentation.bamboohr.com/reference/get-company-information */
export const Company = row({
  ...fields(z.string(), "legalName", "displayName"),
  address: orEmptyList(
    row({
      ...fields(z.string(), "line1", "line2", "city", "state"),
      zip: codec.identifier,
    }),
  ),
  phone: codec.identifier,
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
