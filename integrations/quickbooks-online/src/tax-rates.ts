import { codec, fields, resource, row } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Reference, readCommon, reading, withInactive } from "./wire.ts";

const TaxRate = row({
  ...common,
  ...fields(z.string(), "Name", "Description", "SpecialTaxType"),
  RateValue: codec.decimal,
  AgencyRef: Reference,
  Active: inUse,
});

/** What tax codes are made of: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/taxrate */
export const taxRates = resource({ entity: "taxRate", raw: TaxRate }).define({
  prefix: "rate",
  read: (rate) => ({
    name: rate.Name || rate.Description || rate.Id,
    rate: rate.RateValue,
    kind: rate.SpecialTaxType === "NONE" ? undefined : rate.SpecialTaxType,
    status: rate.Active,
    ...readCommon(rate),
    unmapped: {
      status: rate.status,
      description: rate.Description,
      agency: rate.AgencyRef?.name || rate.AgencyRef?.value,
    },
  }),
  ...reading({ entity: "TaxRate", where: withInactive }),
});
