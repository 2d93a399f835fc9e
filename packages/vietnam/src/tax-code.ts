/** A tax code (mã số thuế) as read: never refused, since a document that carries a wrong one is a document still. */
export interface TaxCode {
  /** Ten digits, ten and three with a hyphen, or twelve; text that is none of these as it was given, without spaces around it. */
  value: string;
  /** `person`: since 1 July 2025 the identity number of a person or household is the tax code too. */
  kind?: "enterprise" | "branch" | "person";
  /** Of a branch: the code of the enterprise. */
  enterprise?: string;
  /** Why it is probably wrong. */
  warning?: string;
}

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The tenth digit of a tax code out of the first nine; undefined where such a code is not issued. */
const checkDigit = (digits: string): number | undefined => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11 === 0 ? undefined : 10 - (sum % 11);
};

/** Reads a tax code, with or without spaces, dots and hyphens between its digits. */
export const parseTaxCode = (text: string): TaxCode => {
  const given = text.trim();
  if (/[^\d\s.-]/.test(given)) return { value: given, warning: "a tax code has digits only" };
  const digits = given.replace(/\D/g, "");
  if (digits.length === 12) return { value: digits, kind: "person" };
  if (digits.length !== 10 && digits.length !== 13)
    return { value: given, warning: `a tax code has 10, 12 or 13 digits, and this one has ${digits.length}` };

  const enterprise = digits.slice(0, 10);
  const suffix = digits.slice(10);
  const warning =
    checkDigit(enterprise) !== Number(enterprise[9])
      ? "the tenth digit, which checks the others, does not agree with them"
      : suffix === "000"
        ? "branches are numbered from 001"
        : undefined;
  return {
    ...(suffix === ""
      ? { value: enterprise, kind: "enterprise" }
      : { value: `${enterprise}-${suffix}`, kind: "branch", enterprise }),
    ...(warning === undefined ? {} : { warning }),
  };
};
