import { toDecimal } from "@opensme/core";

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Parses JSON. A number that would lose digits, such as an id of 19 or an amount of 17, is given as the text that it is written as. */
export const parseExactly = (text: string): unknown =>
  mayLoseDigits.test(text) ? JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]) : JSON.parse(text);

/** A double keeps 15 significant digits, and no exponent beyond 308. */
const mayLoseDigits = /[\d.]{16}|\d[eE]/;

const exactly: Reviver = (_, value, { source }) => {
  if (typeof value !== "number" || source === undefined || !mayLoseDigits.test(source)) return value;
  const isOutOfRange = !Number.isFinite(value) || (value === 0 && /[1-9]/.test(source.replace(/e.*/i, "")));
  if (isOutOfRange) throw new RangeError("a number is out of range");
  return toDecimal(source) === toDecimal(value) ? value : source;
};
