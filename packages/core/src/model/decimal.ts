import { Big } from "big.js";
import { decimalPattern } from "./scalars.ts";

/** Turns a number, or text such as `"1250.50"` or `"1e3"`, into canonical decimal text; undefined where it is none. */
export const toDecimal = (value: number | string): string | undefined => {
  // Whole numbers are written as they are, but for minus zero.
  if (Number.isSafeInteger(value)) return String(value);
  const written = typeof value === "number" ? String(value) : value.trim();
  if (decimalPattern.test(written)) return written;
  if (paddedPattern.test(written)) return withoutZeros(written);
  // No amount needs an exponent beyond what a double can have, and one of a thousand million would be written out.
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(written)) return undefined;
  const exact = new Big(written.replace(/^\+/, "").replace(/\.(?=e|$)/i, ""));
  return exact.eq(0) ? "0" : exact.toFixed();
};

/** With zeros at its end, as vendors write amounts: `"1250.50"`. */
const paddedPattern = /^-?(?:0|[1-9]\d*)\.\d*0$/;

/** Takes off the zeros behind the point, which must be there, and the point where nothing is left behind it. */
const withoutZeros = (written: string): string => {
  let end = written.length;
  while (written[end - 1] === "0") end -= 1;
  if (written[end - 1] === ".") end -= 1;
  const bare = written.slice(0, end);
  return bare === "-0" ? "0" : bare;
};

/** Digits behind the point. */
const scaleOf = (value: string): number => {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
};

/** The digits as a whole number, which a double holds exactly where there are no more than fifteen. */
const wholeOf = (value: string): number => Number(value.replace(".", ""));

const withPoint = (whole: number, scale: number): string => {
  if (scale === 0) return String(whole || 0);
  const digits = String(Math.abs(whole)).padStart(scale + 1, "0");
  return withoutZeros(`${whole < 0 ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
};

/** Short enough that a hundred of them are added exactly as whole numbers. */
const isShort = (value: string): boolean => value.length <= 9 && scaleOf(value) <= 4;

/** Exact arithmetic on canonical decimals. Absent operands count as zero; division is left to the caller, who knows the rounding. */
export const sum = (...values: readonly (string | null | undefined)[]): string => {
  let scale = 0;
  for (const value of values) {
    if (!value) continue;
    if (values.length >= 100 || !isShort(value)) return sumOfLong(values);
    scale = Math.max(scale, scaleOf(value));
  }
  let total = 0;
  for (const value of values)
    if (value) total += scale === 0 ? Number(value) : wholeOf(value) * 10 ** (scale - scaleOf(value));
  return withPoint(total, scale);
};

const sumOfLong = (values: readonly (string | null | undefined)[]): string =>
  canonical(values.reduce<Big>((total, value) => (value ? total.plus(value) : total), new Big(0)));

export const negate = (value: string): string =>
  value === "0" ? value : value.startsWith("-") ? value.slice(1) : `-${value}`;

export const absolute = (value: string): string => value.replace(/^-/, "");

export const multiply = (left: string, right: string): string => {
  if (left.length + right.length <= 15)
    return withPoint(wholeOf(left) * wholeOf(right), scaleOf(left) + scaleOf(right));
  return canonical(new Big(left).times(right));
};

/** -1, 0 or 1, as the left is less than, equal to or greater than the right. */
export const compare = (left: string, right: string): -1 | 0 | 1 => {
  // Two that differ in fifteen digits differ as doubles too.
  if (left.length <= 15 && right.length <= 15) return Math.sign(Number(left) - Number(right)) as -1 | 0 | 1;
  return new Big(left).cmp(right);
};

const canonical = (value: Big): string => (value.eq(0) ? "0" : value.toFixed());
