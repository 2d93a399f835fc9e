import { codec, fields, required, resource, row } from "@opensme/core";
import * as z from "zod";
import { xeroList } from "./wire.ts";

const TaxRate = row({
  TaxType: required(codec.identifier),
  ...fields(z.string(), "Name", "ReportTaxType"),
  ...fields(codec.decimal, "EffectiveRate", "DisplayTaxRate"),
  TaxComponents: z.array(
    row({ Name: z.string(), Rate: codec.decimal, ...fields(codec.flag, "IsCompound", "IsNonRecoverable") }),
  ),
  ...fields(codec.flag, "CanApplyToAssets", "CanApplyToLiabilities", "CanApplyToEquity", "CanApplyToRevenue"),
  CanApplyToExpenses: codec.flag,
  Status: codec.choice({ ACTIVE: "active", ARCHIVED: "archived", DELETED: "deleted" }),
});

/** The key of a tax rate is its code: https://developer.xero.com/documentation/api/accounting/taxrates */
export const taxRates = resource({ entity: "taxRate", raw: TaxRate }).define({
  id: (tax) => tax.TaxType,
  read: (tax) => {
    const classes = [
      [tax.CanApplyToAssets, "asset"],
      [tax.CanApplyToLiabilities, "liability"],
      [tax.CanApplyToEquity, "equity"],
      [tax.CanApplyToRevenue, "revenue"],
      [tax.CanApplyToExpenses, "expense"],
    ] as const;
    const isKnown = classes.some(([applies]) => typeof applies === "boolean");
    return {
      name: tax.Name || tax.TaxType,
      code: tax.TaxType,
      rate: tax.EffectiveRate,
      displayRate: tax.DisplayTaxRate,
      kind: tax.ReportTaxType,
      components: tax.TaxComponents?.map((component, index) => ({
        name: component.Name || `${index + 1}`,
        rate: component.Rate,
        isCompound: component.IsCompound,
        isNonRecoverable: component.IsNonRecoverable,
      })),
      appliesTo: isKnown ? classes.flatMap(([applies, name]) => (applies ? [name] : [])) : undefined,
      status: tax.Status,
    };
  },
  list: xeroList({ name: "TaxRates", incremental: false, deletes: "absent" }),
  scopes: { read: ["accounting.settings.read"] },
});
