/**
 * Reads a number as Vietnamese people write it, `1.234.567,89 ₫`, into exact decimal text, `1234567.89`. For text from screens and
 * sheets, not from APIs: `1.234` is one thousand two hundred thirty-four. Undefined where it cannot be a number.
 */
export const parseNumber = (text: string): string | undefined => {
  const bare = text.replace(/₫|đồng|đ|vnđ|vnd/giu, "").replace(/[\s\u00a0]/g, "");
  const [, open, sign, digits = "", close] = /^(\()?([-−+])?([\d.,]+)(\))?$/.exec(bare) ?? [];
  if ((open === undefined) !== (close === undefined) || (open && sign)) return undefined;
  const plain = withoutGrouping(digits);
  if (plain === undefined) return undefined;
  const [whole = "", fraction = ""] = plain.split(".");
  const kept = fraction.replace(/0+$/, "");
  const exact = whole.replace(/^0+(?=\d)/, "") + (kept === "" ? "" : `.${kept}`);
  return (open || sign === "-" || sign === "−") && exact !== "0" ? `-${exact}` : exact;
};

/** Dots group and a comma divides, unless only the English way of writing makes sense of it. */
const withoutGrouping = (digits: string): string | undefined => {
  if (/^\d+(?:,\d+)?$/.test(digits)) return digits.replace(",", ".");
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(digits)) return digits.replaceAll(".", "").replace(",", ".");
  if (/^[1-9]\d{0,2}(?:,\d{3})+\.\d+$/.test(digits) || /^[1-9]\d{0,2}(?:,\d{3}){2,}$/.test(digits))
    return digits.replaceAll(",", "");
  return /^\d+\.\d+$/.test(digits) ? digits : undefined;
};
