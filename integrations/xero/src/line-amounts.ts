/** Whether line amounts hold the tax: `Exclusive`, `Inclusive` or `NoTax`. */
export const isTaxInclusive = (amounts: string | null | undefined): boolean | undefined => {
  const word = amounts?.toLowerCase();
  return word === "inclusive" ? true : word === "exclusive" || word === "notax" ? false : undefined;
};

/** Its word where yes and no do not say all of it; `NoTax` is written back. */
export const otherAmounts = (amounts: string | null | undefined): string | undefined =>
  amounts && !/^(?:in|ex)clusive$/i.test(amounts) ? amounts : undefined;

/** The vendor's word for whether amounts hold the tax; for a record that was read with `NoTax`, and says so still, that. */
export const writeLineAmounts = (record: {
  taxInclusive?: boolean | undefined;
  unmapped?: Readonly<Record<string, unknown>> | undefined;
}): "Exclusive" | "Inclusive" | "NoTax" | undefined => {
  if (record.taxInclusive === undefined) return undefined;
  if (record.taxInclusive) return "Inclusive";
  return record.unmapped?.["taxInclusive"] === "NoTax" ? "NoTax" : "Exclusive";
};
