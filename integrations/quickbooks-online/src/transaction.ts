import { codec, row } from "@opensme/core";
import * as z from "zod";
import { Linked, linkedIn, ownStatus } from "./documents.ts";
import { common, day, Pointer, readCommon } from "./wire.ts";

/** What all transactions have. Their currency is absent where a company keeps one only. */
export const transaction = {
  ...common,
  status: ownStatus,
  DocNumber: codec.identifier,
  TxnDate: day,
  CurrencyRef: Pointer,
  ExchangeRate: codec.decimal,
  LinkedTxn: z.array(Linked),
  PrivateNote: z.string(),
};

/** How tax is reckoned, and how much it is. */
export const taxed = {
  GlobalTaxCalculation: z.string(),
  TxnTaxDetail: row({ TotalTax: codec.decimal, TxnTaxCodeRef: Pointer }),
};

const Taxed = row({ ...transaction, ...taxed });

type Transaction = Omit<Partial<z.output<typeof Taxed>>, "status">;

/**
 * The rate is told in home units for one of the document's, the other way round than in the model: turning it would not be exact, so a rate other than 1 is
 * kept in the vendor's own way.
 */
export const readTransaction = (transaction: Transaction) => ({
  currency: transaction.CurrencyRef?.value,
  exchangeRate: transaction.ExchangeRate === "1" ? "1" : undefined,
  note: transaction.PrivateNote,
  ...readCommon(transaction),
});

const isNet = /^Tax(?:Inclusive|Excluded)$|^NotApplicable$/;

/** Line amounts are without tax, also where people enter them with it: the amount with tax then stands beside. */
export const readTax = ({ GlobalTaxCalculation, TxnTaxDetail }: Transaction) => ({
  taxInclusive: isNet.test(GlobalTaxCalculation ?? "") ? false : undefined,
  tax: TxnTaxDetail?.TotalTax,
});

/** What the model has no words for. */
export const ownOfTransaction = ({ ExchangeRate, GlobalTaxCalculation, TxnTaxDetail, LinkedTxn }: Transaction) => ({
  exchangeRate: ExchangeRate && ExchangeRate !== "1" ? ExchangeRate : undefined,
  taxInclusive: GlobalTaxCalculation === "TaxExcluded" ? undefined : GlobalTaxCalculation,
  // In the United States the code of the document, whose lines only say whether they are taxed.
  taxCode: TxnTaxDetail?.TxnTaxCodeRef?.value,
  linked: linkedIn(LinkedTxn),
});
