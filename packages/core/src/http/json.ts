import { toDecimal } from "../model/decimal.ts";

/** Digits that every double keeps. */
const safeDigits = 15;

/**
 * Parses JSON as `JSON.parse` does, but for numbers that a double would change, such as an id beyond 2^53 or an amount of twenty digits: these come as text,
 * with every digit. Throws a `SyntaxError` on what is not JSON.
 */
export const parseJson = (text: string): unknown =>
  hasLongNumber(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || source.length <= safeDigits) return value;
  return toDecimal(value) === toDecimal(source) ? value : source;
};

/** What may stand before a number. Digits after anything else are part of a text, such as a code or an address. */
const beforeNumbers = ":,[-+ \t\r\n";

const isPartOfNumber = (code: number): boolean => (code >= 48 && code <= 57) || code === 46;

/** Whether digits stand at four places that a run of them would cover. */
const isRun = (text: string, from: number): boolean =>
  isPartOfNumber(text.charCodeAt(from)) &&
  isPartOfNumber(text.charCodeAt(from + 2)) &&
  isPartOfNumber(text.charCodeAt(from + 4)) &&
  isPartOfNumber(text.charCodeAt(from + 6));

/**
 * Whether there may be a number of more than `safeDigits` digits. A run that long covers one of every so many places, and half as many before or after it,
 * so most places need no more than one look.
 */
const hasLongNumber = (text: string): boolean => {
  const stride = safeDigits + 1;
  for (let place = safeDigits; place < text.length; place += stride) {
    if (!isPartOfNumber(text.charCodeAt(place))) continue;
    if (!isRun(text, place - stride / 2) && !isRun(text, place + 2)) continue;
    let start = place;
    while (start > 0 && isPartOfNumber(text.charCodeAt(start - 1))) start -= 1;
    let end = place + 1;
    while (end < text.length && isPartOfNumber(text.charCodeAt(end))) end += 1;
    if (end - start > safeDigits && beforeNumbers.includes(text[start - 1] ?? ":")) return true;
  }
  return false;
};
