import { fields, phone, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { digitsOf } from "./document.ts";
import { partiesIn } from "./listings.ts";
import { taxIdOf } from "./wire.ts";

const Company = row({
  ...fields(required(z.string()), "Ten", "MST"),
  ...fields(z.string(), "DChi", "SDThoai", "DCTDTu"),
});

/** The company and its branches, as the latest invoice writes them. */
export const organizations = resource({ entity: "organization", raw: Company }).define({
  id: (company) => digitsOf(company.MST),
  read: (company) => ({
    name: company.Ten,
    legalName: company.Ten,
    taxId: taxIdOf(company),
    country: "VN",
    phones: [phone(company.SDThoai)],
    emails: [company.DCTDTu],
    addresses: [{ line1: company.DChi }],
  }),
  list: partiesIn("own"),
});
