import { Big } from "big.js";
import { decimalPattern } from "./scalars.ts";

/** Turns a number, or text such as `"1250.50"` or `"1e3"`, into canonical decimal text; undefined where it is none. */
export const toDecimal = (value: number | string): string | undefined => {
  // Whole numbers are written as they are, but for minus zero.
  if (Number.isSafeInteger(value)) return String(value);
  const written = typeof value === "number" ? String(value) : value.trim();
  if (decimalPattern.test(written)) return written;
  // No amount needs an exponent beyond what a double can have, and one of a thousand million would be written out.
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(written)) return undefined;
  const exact = new Big(written.replace(/^\+/, "").replace(/\.(?=e|$)/i, ""));
  return exact.eq(0) ? "0" : exact.toFixed();
};

/** Whole numbers short enough that a double, and a sum or product of two of them, is exact. */
const isShort = (value: string): boolean => value.length <= 7 && !value.includes(".");

/** Exact arithmetic on canonical decimals. Absent operands count as zero; division is left to the caller, who knows the rounding. */
export const sum = (...values: readonly (string | null | undefined)[]): string => {
  if (values.length < 100 && values.every((value) => !value || isShort(value)))
    return String(values.reduce((total, value) => total + Number(value ?? 0), 0));
  return canonical(values.reduce<Big>((total, value) => (value ? total.plus(value) : total), new Big(0)));
};

export const negate = (value: string): string =>
  value === "0" ? value : value.startsWith("-") ? value.slice(1) : `-${value}`;

export const absolute = (value: string): string => value.replace(/^-/, "");

export const multiply = (left: string, right: string): string => {
  if (isShort(left) && isShort(right)) return String(Number(left) * Number(right) || 0);
  return canonical(new Big(left).times(right));
};

/** -1, 0 or 1, as the left is less than, equal to or greater than the right. */
export const compare = (left: string, right: string): -1 | 0 | 1 => {
  if (isShort(left) && isShort(right)) return Math.sign(Number(left) - Number(right)) as -1 | 0 | 1;
  return new Big(left).cmp(right);
};

const canonical = (value: Big): string => (value.eq(0) ? "0" : value.toFixed());
