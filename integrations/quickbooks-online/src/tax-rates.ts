import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Reference, readCommon, reading, withInactive } from "./wire.ts";

const TaxRate = z.object({
  ...common,
  Name: z.string().nullish(),
  Description: z.string().nullish(),
  RateValue: codec.decimal.nullish(),
  SpecialTaxType: z.string().nullish(),
  AgencyRef: Reference.nullish(),
  Active: inUse.nullish(),
});

/** What tax codes are made of: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/taxrate */
export const taxRates = resource({ entity: "taxRate", raw: TaxRate }).define({
  id: (rate) => rate.Id,
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
  ...reading({ entity: "TaxRate", path: "taxrate", where: withInactive }),
});
