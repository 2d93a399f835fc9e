/** A VAT rate as invoices print it. A rate of 0% is a tax, `KCT` and `KKKNT` are none, and they are not the same. */
export interface Vat {
  /** As written on an e-invoice: `8%`, `KCT`, `KKKNT`, `KHAC:05.26%`. */
  text: string;
  /** In the words of the model: `exempt` is KCT, không chịu thuế; `not-declared` is KKKNT, không kê khai, không nộp thuế. */
  kind: "taxable" | "exempt" | "not-declared";
  /** Percent, as decimal text; absent where it is no rate. */
  percent?: string;
}

const legalRates = ["0", "5", "8", "10"];

/** Reads the words and rates of invoices: `8%`, `10`, `KCT`, `KKKNT`, `KHAC:05.26%`. Undefined for any other word, and for vendors' own numbers such as -1, whose meaning differs. */
export const parseVat = (text: string): Vat | undefined => {
  const word = text.trim().toUpperCase();
  if (word === "KCT") return { text: "KCT", kind: "exempt" };
  if (word === "KKKNT") return { text: "KKKNT", kind: "not-declared" };
  const [, whole, decimals = ""] = /^(?:KHAC\s*:\s*)?(\d{1,2}|100)(?:[.,](\d+))?\s*%?$/.exec(word) ?? [];
  if (whole === undefined) return undefined;
  const fraction = decimals.replace(/0+$/, "");
  const percent = String(Number(whole)) + (fraction === "" ? "" : `.${fraction}`);
  const isOther = word.startsWith("KHAC") || !legalRates.includes(percent);
  return { text: isOther ? `KHAC:${inTwoPlaces(percent)}%` : `${percent}%`, kind: "taxable", percent };
};

const inTwoPlaces = (percent: string): string => {
  const [whole = "", fraction = ""] = percent.split(".");
  return `${whole.padStart(2, "0")}.${fraction.padEnd(2, "0")}`;
};

/** When what is taxed at 10% was taxed at 8%, first and last day, with what says so. */
const reducedPeriods = [
  { from: "2022-02-01", to: "2022-12-31", law: "Decree 15/2022/ND-CP" },
  { from: "2023-07-01", to: "2023-12-31", law: "Decree 44/2023/ND-CP" },
  { from: "2024-01-01", to: "2024-06-30", law: "Decree 94/2023/ND-CP" },
  { from: "2024-07-01", to: "2024-12-31", law: "Decree 72/2024/ND-CP" },
  { from: "2025-01-01", to: "2025-06-30", law: "Decree 180/2024/ND-CP" },
  { from: "2025-07-01", to: "2026-12-31", law: "Resolution 204/2025/QH15" },
] as const;

/** The standard rate on a day (`YYYY-MM-DD`); `reduced` is what goods and services pay that the temporary cut does not leave out. */
export const standardVat = (day: string): { percent: "10"; reduced: "8" | "10"; law?: string } => {
  const period = reducedPeriods.find(({ from, to }) => from <= day && day <= to);
  return period ? { percent: "10", reduced: "8", law: period.law } : { percent: "10", reduced: "10" };
};
