import { Big } from "big.js";
import { decimalPattern } from "./scalars.ts";

/** Turns a number, or text such as `"1250.50"` or `"1e3"`, into canonical decimal text; undefined where it is none. */
export const toDecimal = (value: number | string): string | undefined => {
  const written = typeof value === "number" ? String(value) : value.trim();
  if (decimalPattern.test(written)) return written;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written)) return undefined;
  const exact = new Big(written.replace(/^\+/, "").replace(/\.(?=e|$)/i, ""));
  return exact.eq(0) ? "0" : exact.toFixed();
};

/** Exact arithmetic on canonical decimals. Absent operands count as zero; division is left to the caller, who knows the rounding. */
export const sum = (...values: readonly (string | null | undefined)[]): string =>
  values.reduce<Big>((total, value) => (value ? total.plus(value) : total), new Big(0)).toFixed();

export const negate = (value: string): string => new Big(value).times(-1).toFixed().replace(/^-0$/, "0");

export const absolute = (value: string): string => value.replace(/^-/, "");

export const multiply = (left: string, right: string): string => {
  const product = new Big(left).times(right);
  return product.eq(0) ? "0" : product.toFixed();
};

/** -1, 0 or 1, as the left is less than, equal to or greater than the right. */
export const compare = (left: string, right: string): -1 | 0 | 1 => new Big(left).cmp(right);
