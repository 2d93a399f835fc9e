import { codec, row } from "@opensme/core";
import * as z from "zod";
import { Pointer } from "./wire.ts";

/** The currency of a document, absent where a company keeps one only. */
export const currency = { CurrencyRef: Pointer, ExchangeRate: codec.decimal };

interface Priced {
  CurrencyRef?: z.output<typeof Pointer> | null | undefined;
  ExchangeRate?: string | null | undefined;
}

/**
 * The rate is told in home units for one of the document's, the other way round than in the model: turning it would not be exact, so a rate other than 1 is
 * kept in the vendor's own way.
 */
export const readCurrency = ({ CurrencyRef, ExchangeRate }: Priced) => ({
  currency: CurrencyRef?.value,
  exchangeRate: ExchangeRate === "1" ? "1" : undefined,
});

/** How tax is reckoned, and how much it is. In the United States lines only say whether they are taxed. */
export const taxed = {
  GlobalTaxCalculation: z.string(),
  TxnTaxDetail: row({ TotalTax: codec.decimal }),
};

interface Taxed {
  GlobalTaxCalculation?: string | null | undefined;
  TxnTaxDetail?: { TotalTax?: string | null | undefined } | null | undefined;
}

const isNet = /^Tax(?:Inclusive|Excluded)$|^NotApplicable$/;

/** Line amounts are without tax, also where people enter them with it: the amount with tax then stands beside. */
export const readTax = ({ GlobalTaxCalculation, TxnTaxDetail }: Taxed) => ({
  taxInclusive: isNet.test(GlobalTaxCalculation ?? "") ? false : undefined,
  tax: TxnTaxDetail?.TotalTax,
});

/** What of both the model has no words for. */
export const ownMoney = ({ ExchangeRate, GlobalTaxCalculation }: Priced & Taxed) => ({
  exchangeRate: ExchangeRate && ExchangeRate !== "1" ? ExchangeRate : undefined,
  taxInclusive: GlobalTaxCalculation === "TaxExcluded" ? undefined : GlobalTaxCalculation,
});
