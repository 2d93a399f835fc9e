import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { moment, pagedList } from "./wire.ts";

const path = "/tax-rates/v1/tax-rates";

const TaxRate = row({
  id: required(codec.ownId),
  ...fields(z.string(), "name", "label"),
  percentageRate: codec.decimal,
  active: codec.flag,
  ...fields(moment, "createdAt", "updatedAt"),
});

/** The account's tax library. https://developers.hubspot.com/docs/api-reference/latest/crm/objects/line-items/guide#retrieve-tax-rates */
export const taxRates = resource({ entity: "taxRate", raw: TaxRate }).define({
  id: (rate) => rate.id,
  read: (rate) => ({
    name: rate.label?.trim() || rate.name?.trim() || rate.id,
    code: rate.name,
    rate: rate.percentageRate,
    status: typeof rate.active === "boolean" ? (rate.active ? "active" : "archived") : undefined,
    createdAt: rate.createdAt,
    updatedAt: rate.updatedAt,
  }),
  list: pagedList(path, {}),
  get: { path: (id) => `${path}/${id}` },
  scopes: { read: ["tax_rates.read"] },
});
