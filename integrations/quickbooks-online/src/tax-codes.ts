import { codec, resource, row } from "@opensme/core";
import * as z from "zod";
import { common, inUse, Reference, readCommon, reading, withInactive } from "./wire.ts";

const Rates = row({ TaxRateDetail: z.array(row({ TaxRateRef: Reference, TaxTypeApplicable: z.string() })) });

const TaxCode = row({
  ...common,
  Name: z.string(),
  Description: z.string(),
  Taxable: codec.flag,
  TaxGroup: codec.flag,
  SalesTaxRateList: Rates,
  PurchaseTaxRateList: Rates,
  Active: inUse,
});

const ratesIn = (list: z.output<typeof Rates> | null | undefined) =>
  (list?.TaxRateDetail ?? []).flatMap(({ TaxRateRef, TaxTypeApplicable }) =>
    TaxRateRef?.value ? [{ ...TaxRateRef, base: TaxTypeApplicable }] : [],
  );

/** What a rate is reckoned on, by the vendor's word for it. */
const compounds: Readonly<Record<string, boolean>> = { TaxOnAmount: false, TaxOnAmountPlusTax: true, TaxOnTax: true };

const idsOf = (list: z.output<typeof Rates> | null | undefined): string | undefined =>
  ratesIn(list)
    .map(({ value }) => `rate:${value}`)
    .join(", ") || undefined;

/** A list that does not come is not known to be empty. */
const componentsOf = (lists: readonly (z.output<typeof Rates> | null | undefined)[]) =>
  lists.some(Boolean)
    ? lists.flatMap(ratesIn).map(({ name, value, base }) => ({
        name: name || `rate:${value}`,
        isCompound: compounds[base ?? ""],
      }))
    : undefined;

/**
 * What lines carry: a group of rates, one or more for sales and others for purchases. `TAX` and `NON` are those of the United States, where the rate is
 * found by the vendor: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/taxcode
 */
export const taxCodes = resource({ entity: "taxRate", raw: TaxCode }).define({
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
  ...reading({ entity: "TaxCode", where: withInactive }),
});
