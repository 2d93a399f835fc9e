import { resource } from "@opensme/core";
import * as z from "zod";
import { common, flag, inUse, Reference, readCommon, reading, withInactive } from "./wire.ts";

const Rates = z.object({ TaxRateDetail: z.array(z.object({ TaxRateRef: Reference.nullish() })).nullish() });

const TaxCode = z.object({
  ...common,
  Name: z.string().nullish(),
  Description: z.string().nullish(),
  Taxable: flag.nullish(),
  TaxGroup: flag.nullish(),
  SalesTaxRateList: Rates.nullish(),
  PurchaseTaxRateList: Rates.nullish(),
  Active: inUse.nullish(),
});

const ratesIn = (list: z.output<typeof Rates> | null | undefined) =>
  (list?.TaxRateDetail ?? []).flatMap(({ TaxRateRef }) => (TaxRateRef?.value ? [TaxRateRef] : []));

const idsOf = (list: z.output<typeof Rates> | null | undefined): string | undefined =>
  ratesIn(list)
    .map(({ value }) => `rate:${value}`)
    .join(", ") || undefined;

/** A list that does not come is not known to be empty. */
const componentsOf = (lists: readonly (z.output<typeof Rates> | null | undefined)[]) =>
  lists.some(Boolean)
    ? lists.flatMap(ratesIn).map(({ name, value }) => ({ name: name || `rate:${value}` }))
    : undefined;

/**
 * What lines carry: a group of rates, one or more for sales and others for purchases. `TAX` and `NON` are those of the United States, where the rate is
 * found by the vendor: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/taxcode
 */
export const taxCodes = resource({ entity: "taxRate", raw: TaxCode }).define({
  id: (tax) => tax.Id,
  read: (tax) => ({
    name: tax.Name || tax.Description || tax.Id,
    code: tax.Id,
    kind: tax.Description,
    components: componentsOf([tax.SalesTaxRateList, tax.PurchaseTaxRateList]),
    status: tax.Active,
    ...readCommon(tax),
    unmapped: {
      status: tax.status,
      isTaxed: tax.Taxable,
      isGroup: tax.TaxGroup,
      salesRates: idsOf(tax.SalesTaxRateList),
      purchaseRates: idsOf(tax.PurchaseTaxRateList),
    },
  }),
  ...reading({ entity: "TaxCode", path: "taxcode", where: withInactive }),
});
