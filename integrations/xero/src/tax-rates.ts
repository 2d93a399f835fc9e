import { codec, resource } from "@opensme/core";
import * as z from "zod";
import { flag, word, xeroList } from "./wire.ts";

const TaxRate = z.object({
  TaxType: word,
  Name: z.string().nullish(),
  EffectiveRate: codec.decimal.nullish(),
  DisplayTaxRate: codec.decimal.nullish(),
  ReportTaxType: z.string().nullish(),
  TaxComponents: z
    .array(
      z.object({
        Name: z.string().nullish(),
        Rate: codec.decimal.nullish(),
        IsCompound: flag.nullish(),
        IsNonRecoverable: flag.nullish(),
      }),
    )
    .nullish(),
  CanApplyToAssets: flag.nullish(),
  CanApplyToLiabilities: flag.nullish(),
  CanApplyToEquity: flag.nullish(),
  CanApplyToRevenue: flag.nullish(),
  CanApplyToExpenses: flag.nullish(),
  Status: codec.choice({ ACTIVE: "active", ARCHIVED: "archived", DELETED: "deleted" }).nullish(),
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
  list: xeroList({ path: "/TaxRates", name: "TaxRates", incremental: false, deletes: "absent" }),
  scopes: { read: ["accounting.settings.read"] },
});
